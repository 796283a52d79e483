from hisight.calls import Call
from hisight.checks import Subject
from hisight.protocol import Scheme, open_message


def subject(catalog, direction: str, body: bytes, code: str) -> Subject:
    message = open_message(direction, body, lambda _: Scheme())
    call = Call(None, message, None, code) if direction == "request" else Call(None, None, message, code)
    return Subject(call, message, catalog, catalog.function(code))


def test_an_unknown_function_has_no_part_and_no_alignment(catalog):
    unknown = subject(catalog, "request", b"<REQ><A>1</A></REQ>", "nothing")
    assert (unknown.part, unknown.aligned, list(unknown.fields()), unknown.place(None)) == (None, None, [], "")


def test_a_refused_answer_has_no_ghosts(catalog):
    body = b"<ROOT><RETURN_CODE>99</RETURN_CODE><RES_ENCRYPTED><RES><A/></RES></RES_ENCRYPTED></ROOT>"
    refused = subject(catalog, "response", body, "1001")
    assert refused.refused
    assert [line.name for line in refused.fields()] == ["A"]


def test_what_a_person_reads_is_there_without_a_payload_and_without_a_catalog(catalog):
    body = b"<ROOT><RETURN_MSG>no</RETURN_MSG><SIGN>F</SIGN><RES_ENCRYPTED></RES_ENCRYPTED></ROOT>"
    assert list(subject(catalog, "response", body, "1001").texts()) == [("ROOT/RETURN_MSG", "RETURN_MSG", "no")]
    unknown = subject(catalog, "response", b"<RES><A>1</A><A>2</A><B/></RES>", "nothing")
    assert list(unknown.texts()) == [("RES/A[1]", "A", "1"), ("RES/A[2]", "A", "2")]


def test_an_answer_that_says_no_inside_is_refused(catalog):
    body = b"<RES><RESULTCODE>%s</RESULTCODE></RES>"
    assert subject(catalog, "response", body % b"0001", "2037").inner_status.value == "0001"
    assert subject(catalog, "response", body % b"0001", "2037").refused
    for good in (b"0000", b" "):
        assert not subject(catalog, "response", body % good, "2037").refused


def test_a_place_names_function_side_and_row(catalog):
    net_test = subject(catalog, "request", b"<REQ/>", "1001")
    assert net_test.place(net_test.part.fields[0]) == "1001 NetTest request REQ/HOSPITAL_ID"
