from hisight.calls import Call
from hisight.catalog import in_use
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


def test_a_place_names_function_side_and_row(catalog):
    net_test = subject(catalog, "request", b"<REQ/>", "1001")
    assert net_test.place(net_test.part.fields[0]) == "1001 NetTest request REQ/HOSPITAL_ID"


def test_a_row_of_the_envelope_names_its_overlay(catalog, tmp_path):
    (tmp_path / "interface.toml").write_text("[envelope.request]\nfields = [{ name = 'SIGN', length = 32 }]", "utf-8")
    net_test = subject(in_use(tmp_path), "request", b"<REQ/>", "1001")
    assert net_test.overlay_of("ROOT/SIGN", "") == tmp_path.name
    assert net_test.overlay_of("ROOT/USER_ID", "") == ""


def test_what_is_published_has_no_overlay(catalog):
    assert subject(catalog, "request", b"<REQ/>", "1001").overlay_of("REQ/IP", "1001 NetTest request REQ/IP") == ""
