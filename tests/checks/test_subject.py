from hisight import calls
from hisight.calls import Call
from hisight.capture import Exchange
from hisight.catalog import in_use
from hisight.checks import Subject
from hisight.protocol import Scheme, markup, open_message, soap_request


def subject(catalog, direction: str, body: bytes, code: str) -> Subject:
    message = open_message(direction, body, lambda _: Scheme())
    call = Call(None, message, None, code) if direction == "request" else Call(None, None, message, code)
    return Subject(call, message, catalog, catalog.function(code))


def test_an_unknown_function_has_no_part_and_no_alignment(catalog):
    unknown = subject(catalog, "request", b"<REQ><A>1</A></REQ>", "nothing")
    assert (unknown.part, unknown.aligned, unknown.lines, unknown.place(None)) == (None, None, [], "")


def test_a_refused_answer_has_no_ghosts(catalog):
    body = b"<ROOT><RETURN_CODE>99</RETURN_CODE><RES_ENCRYPTED><RES><A/></RES></RES_ENCRYPTED></ROOT>"
    refused = subject(catalog, "response", body, "1001")
    assert refused.refused
    assert [line.name for line in refused.lines] == ["A"]


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


def test_a_row_of_the_envelope_names_its_overlay(catalog, tmp_path):
    (tmp_path / "interface.toml").write_text("[envelope.request]\nfields = [{ name = 'SIGN', length = 32 }]", "utf-8")
    net_test = subject(in_use(tmp_path), "request", b"<REQ/>", "1001")
    assert net_test.overlay_of("ROOT/SIGN", "") == tmp_path.name
    assert net_test.overlay_of("ROOT/USER_ID", "") == ""


def test_what_is_published_has_no_overlay(catalog):
    assert subject(catalog, "request", b"<REQ/>", "1001").overlay_of("REQ/IP", "1001 NetTest request REQ/IP") == ""


def exchanged(catalog, line: bytes, answer: bytes, status: bytes = b"200 OK", error: str = "") -> Subject:
    exchange = Exchange(line + b" HTTP/1.1\r\n\r\n", b"", b"HTTP/1.1 " + status + b"\r\n\r\n", answer, error=error)
    call = calls.read(exchange, lambda *_: Scheme())
    return Subject(call, call.response, catalog, None)


def test_a_message_that_surrounds_the_calls_has_no_problems(catalog):
    page = exchanged(catalog, b"GET /", b"<!DOCTYPE html><html>")
    assert (page.problems, page.unread("not-soap"), page.doctypes) == ((), None, [])
    assert exchanged(catalog, b"POST /", b"<html>").unread("not-soap") is not None


def test_an_http_error_and_a_broken_connection_explain_what_cannot_be_read(catalog):
    assert exchanged(catalog, b"POST /", b"", b"502 Bad").unread("empty-body") is None
    assert exchanged(catalog, b"POST /", b"", error="reset").unread("empty-body") is None
    assert exchanged(catalog, b"POST /", b"").unread("empty-body").kind == "empty-body"


def test_declarations_are_found_in_every_layer_once(catalog):
    declared = "<!DOCTYPE a>"
    root = f"{declared}<ROOT><REQ_ENCRYPTED>{markup.escape(declared + '<REQ/>')}</REQ_ENCRYPTED></ROOT>"
    soap = declared + soap_request("NetTest", "xml", root, "urn:x").partition("?>")[2]
    found = subject(catalog, "request", soap.encode(), "1001").doctypes
    assert [(one.path, one.is_soap) for one in found] == [("", True), ("ROOT", False), ("REQ", False)]
    alone = subject(catalog, "request", f"{declared}<REQ/>".encode(), "1001").doctypes
    assert [(one.path, one.name.en) for one in alone] == [("", "the payload")]
    assert [one.name.en for one in subject(catalog, "request", root.encode(), "1001").doctypes] == [
        "ROOT",
        "the payload",
    ]
