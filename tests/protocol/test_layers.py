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

from hisight.protocol import Key, Note, Scheme, http, markup, open_message

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
        "charset": ("gbk", "utf-8", "Content-Type says gbk, the XML declaration UTF-8; it is utf-8"),
        "transport": ("text/xml", "soap-1.1", ""),
        "operation": ("urn:his#GetDeptInfo", "GetDeptInfo", ""),
        "argument": ("xsd:string", "strXml", "escaped text"),
        "root": ("", "ROOT", "values as text"),
        "cipher": ("aes-128-ecb", "none", ""),
        "payload": ("", "", "no REQ_ENCRYPTED"),
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


def enveloped(payload: str, declaration: str = "", value: str = "1001") -> str:
    root = f"{declaration}<ROOT><FUN_CODE>{value}</FUN_CODE><REQ_ENCRYPTED>{payload}</REQ_ENCRYPTED></ROOT>"
    return soap(f"<m><xml>{markup.escape(root)}</xml></m>")


@pytest.mark.parametrize(
    ("payload", "value", "remark"),
    [
        ("<REQ><A >1</A ></REQ>", "REQ", "not encrypted, as elements, blanks inside of tags"),
        ("<![CDATA[<REQ/>]]>", "REQ", "not encrypted, in CDATA"),
        ("&lt;Request/>", "Request", "not encrypted, as escaped text"),
        ("&amp;lt;REQ/>", "REQ", "not encrypted, escaped once too often"),
        (" ", "", "empty"),
        ("kjPZRMs96t6gBs1xfBKrlg==", "", "the encryption of nothing"),
    ],
)
def test_how_the_payload_stands_in_root_is_said(payload, value, remark):
    body = enveloped(payload).encode()
    message = open_message(None, body, lambda _envelope: Scheme(keys=(Key.from_text("2098D32C4D1399EC"),)))
    found = {note.layer: note for note in message.notes}
    assert said(found["payload"]) == ("", value, remark)


def test_a_payload_alone_is_said_to_be_plain():
    assert said(notes("<REQ/>")["payload"]) == ("", "REQ", "not encrypted")


@pytest.mark.parametrize(
    ("body", "remark"),
    [
        (enveloped("<![CDATA[x]]>", value="<![CDATA[1]]>"), "values in CDATA"),
        (enveloped("<![CDATA[x]]>"), "values as text, but REQ_ENCRYPTED in CDATA"),
        (
            enveloped("x", "<?xml version='1.0' encoding='gb2312'?>"),
            "its XML declaration says gb2312, values as text",
        ),
        (ROOT.replace("<USER_ID>", "<USER_ID >"), "values as text, blanks inside of tags"),
        (soap("<m><return/></m>"), "there is no ROOT element in the message: <m> holds nothing"),
    ],
)
def test_how_root_is_written_is_said(body, remark):
    assert notes(body)["root"].remark.en == remark


def test_cdata_that_was_split_says_so():
    inner = ROOT.replace("1001", "<![CDATA[1001]]>")
    assert notes(soap(f"<m><x>{markup.cdata(inner)}</x></m>"))["argument"].remark.en == "CDATA, that in it is split"


def test_a_page_and_a_fault_are_said():
    assert notes("<html><title>502</title></html>")["transport"].remark.en == "the body is the HTML page “502”, no SOAP"
    fault = soap("<s:Fault><faultcode>s:Server</faultcode><faultstring>down</faultstring></s:Fault>")
    assert notes(fault)["operation"].remark.en == "Server down"


@pytest.mark.parametrize(
    ("label", "declaration", "codec", "remark"),
    [
        ("utf-8", "gbk", "gbk", "Content-Type says utf-8, the XML declaration gbk; it is gb18030"),
        ("gbk", "utf-8", "utf-8", "Content-Type says gbk, the XML declaration utf-8; it is utf-8"),
        ("utf-8", "utf-8", "gbk", "Declared as utf-8, really gb18030"),
        ("utf-8", "UTF8", "utf-8-sig", "with a byte order mark"),
        ("gbk", "gb2312", "gbk", ""),
    ],
)
def test_labels_of_the_charset_that_disagree_are_all_said(label, declaration, codec, remark):
    text = f"<?xml version='1.0' encoding='{declaration}'?>{ROOT.replace('1001', '测试内科门诊')}"
    found = notes(text.encode(codec), post(f"Content-Type: text/xml; charset={label}"))
    assert found["charset"].remark.en.removesuffix(".") == remark


def test_a_long_address_is_cut_short():
    found = notes(b"", f"GET /s.asmx/GetDeptInfo?xml={quote_plus(ROOT * 9)} HTTP/1.1\r\n\r\n".encode())
    assert found["http"].value.startswith("GET /s.asmx/GetDeptInfo?xml=")
    assert len(found["http"].value) < 200
    assert found["package"].value == "query"


def test_a_ciphertext_that_was_cut_with_its_message_proves_no_other_key():
    key = (Key.from_text("2098D32C4D1399EC"),)
    body = enveloped("SQWUfujhjmzuuKE/ZebPtaKNRRn2hCiyNVuw4vpTptmijUUZ9oQosjVbsOL6U6bZ").encode()
    body = body[: body.index(b"&lt;/REQ_ENCRYPTED")]
    found = {note.layer: note for note in open_message(None, body, lambda _: Scheme(keys=key)).notes}
    assert found["cipher"].remark.en == "the message is not whole and cannot be decrypted"
