import gzip
from urllib.parse import quote_plus

import pytest
from tests.protocol.transports.samples import (
    AXIS_1,
    CXF,
    CXF_HEAD,
    ESCAPED,
    INCLUDE,
    ROOT,
    SOAP_11,
    SOAP_12,
    WCF,
    WCF_HEAD,
    soap,
)

from hisight.protocol import Note, Scheme, http, markup, open_message

CALL = soap(f"<GetDeptInfo><xml>{ESCAPED}</xml></GetDeptInfo>")


def notes(body: str | bytes, head: bytes = b"", asked_as: str = "", direction=None, cipher="auto") -> dict[str, Note]:
    data = body if isinstance(body, bytes) else body.encode()
    parsed = http.parse_head(head) if head else http.EMPTY_HEAD
    message = open_message(direction, data, lambda _envelope: Scheme(cipher), parsed, asked_as)
    assert len({note.layer for note in message.notes}) == len(message.notes)
    return {note.layer: note for note in message.notes}


def post(*fields: str) -> bytes:
    return "\r\n".join(("POST /his HTTP/1.0", *fields, "", "")).encode()


def said(note: Note) -> tuple[str, str, str]:
    return note.declared, note.value, note.remark.en


def test_each_layer_says_what_was_declared_and_what_was_found():
    head = post("Content-Type: text/xml; charset=gbk", 'SOAPAction: "urn:his#GetDeptInfo"')
    found = notes(AXIS_1.format(ESCAPED), head, cipher="aes-128-ecb")
    assert {layer: said(note) for layer, note in found.items()} == {
        "http": ("", "POST /his HTTP/1.0", ""),
        "charset": ("gbk", "utf-8", "Declared as gbk, really utf-8."),
        "transport": ("text/xml", "soap-1.1", ""),
        "operation": ("urn:his#GetDeptInfo", "GetDeptInfo", ""),
        "argument": ("xsd:string", "strXml", "escaped text"),
        "root": ("", "ROOT", ""),
        "cipher": ("aes-128-ecb", "none", ""),
    }


def test_how_http_carried_it_is_said():
    head = post("Transfer-Encoding: chunked", "Expect: 100-continue", "Connection: close", "Trailer: X-Checksum")
    assert (
        notes(CALL, head)["http"].remark.en == "chunked, Expect: 100-continue, Connection: close, Trailer: X-Checksum"
    )


@pytest.mark.parametrize(
    ("body", "declared", "found"),
    [
        (gzip.compress(CALL.encode()), "gzip", ("gzip", "gzip", "")),
        (b"", "gzip", ("gzip", "", "declared as gzip, the body is empty")),
        (CALL.encode(), "br", ("br", "", "declared as br, but the body is not compressed.")),
    ],
)
def test_content_encodings_are_said(body, declared, found):
    assert said(notes(body, post(f"Content-Encoding: {declared}"))["content-encoding"]) == found


def test_a_content_encoding_that_nobody_declared_is_said():
    found = notes(gzip.compress(CALL.encode()))["content-encoding"]
    assert said(found) == ("", "gzip", "nothing is declared, it is gzip")


@pytest.mark.parametrize(
    ("namespace", "media_type", "remark"),
    [
        (SOAP_11, "text/xml", ""),
        (SOAP_12, 'application/soap+xml; action="urn:x"', ""),
        (SOAP_11, "", ""),
        (SOAP_12, "application/xml", ""),
        (SOAP_12, "text/xml", "Content-Type says text/xml, which is SOAP 1.1"),
        (SOAP_11, "application/soap+xml", "Content-Type says application/soap+xml, which is SOAP 1.2"),
        ("urn:other", "text/xml", "the namespace of its Envelope is urn:other, neither SOAP 1.1 nor 1.2"),
        ("", "text/xml", "the namespace of its Envelope is -, neither SOAP 1.1 nor 1.2"),
    ],
)
def test_the_version_of_soap_is_compared_with_its_label(namespace, media_type, remark):
    body = f"<Envelope xmlns='{namespace}'><Body><m><x>{ESCAPED}</x></m></Body></Envelope>"
    assert notes(body, post(f"Content-Type: {media_type}"))["transport"].remark.en == remark


@pytest.mark.parametrize(
    ("asked_as", "remark"), [("soap-1.2", "the request is SOAP 1.2"), ("soap-1.1", ""), ("bare", ""), ("", "")]
)
def test_an_answer_in_another_version_than_its_request_is_said(asked_as, remark):
    assert notes(CALL, post("Content-Type: text/xml"), asked_as)["transport"].remark.en == remark


@pytest.mark.parametrize(
    ("field", "declared", "remark"),
    [
        ('SOAPAction: "http://tempuri.org/IHis/GetDeptInfo"', "http://tempuri.org/IHis/GetDeptInfo", ""),
        ("SOAPAction: GetDeptInfo", "GetDeptInfo", ""),
        ("SOAPAction: urn:GetDeptInfoRequest", "urn:GetDeptInfoRequest", ""),
        ('SOAPAction: ""', "", ""),
        ("SOAPAction: urn:his/", "urn:his/", ""),
        ('SOAPAction: "urn:his#LockReg"', "urn:his#LockReg", "SOAPAction says urn:his#LockReg"),
        ('Content-Type: application/soap+xml; action="urn:LockReg"', "urn:LockReg", "SOAPAction says urn:LockReg"),
    ],
)
def test_the_operation_comes_from_the_body_and_a_soapaction_that_differs_is_said(field, declared, remark):
    assert said(notes(CALL, post(field), direction="request")["operation"]) == (declared, "GetDeptInfo", remark)


def test_a_soapaction_without_an_operation_is_said():
    assert said(notes(ROOT, post("SOAPAction: urn:GetDeptInfo"))["operation"]) == ("urn:GetDeptInfo", "", "")


def test_a_form_is_said_with_its_parameter_and_the_operation_of_its_address():
    head = b"POST /s.asmx/GetDeptInfo HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n"
    found = notes(f"xml={quote_plus(ROOT)}", head)
    media_type = "application/x-www-form-urlencoded"
    assert said(found["package"]) == (media_type, "form", "parameter xml")
    assert (found["transport"].value, found["operation"].value, found["root"].value) == ("bare", "GetDeptInfo", "ROOT")


def test_mime_parts_are_said_with_what_is_wrong_with_them():
    found = notes(CXF.format(CALL), CXF_HEAD)
    assert said(found["package"]) == ("multipart/related", "mtom", "part 1 of 1")
    assert said(found["transport"]) == ("text/xml", "soap-1.1", "")
    broken = notes(CXF.format(CALL).removesuffix("--uuid:6f3f--"), CXF_HEAD)
    assert broken["package"].remark.en == "part 1 of 1; the last boundary --uuid:6f3f-- is missing"


def test_what_a_part_includes_is_an_argument_in_base64():
    message = soap(f"<R><out>{INCLUDE}</out></R>", SOAP_12)
    found = notes(WCF.format(message, ROOT), WCF_HEAD)
    assert said(found["transport"]) == ("application/soap+xml", "soap-1.2", "")
    assert said(found["argument"]) == ("", "out", "base64")
    assert said(found["argument-charset"]) == ("", "utf-8", "")


def test_an_argument_that_was_escaped_twice_says_so():
    found = notes(soap(f"<m><x>{markup.escape(ESCAPED)}</x></m>"))
    assert found["argument"].remark.en == "escaped once too often"
