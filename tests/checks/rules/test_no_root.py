import pytest

SOAP = "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body>{}</s:Body></s:Envelope>"
ANSWER = "<RES><SYSDATE>2026-10-01 20:22:10</SYSDATE></RES>"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (SOAP.format(""), "<Body> holds nothing"),
        (SOAP.format("<R><x/></R>"), "<R> holds nothing"),
        (SOAP.format("<R><x>error 5</x></R>"), "there is “error 5” instead"),
        (SOAP.format("<R><x>&lt;root/&gt;</x></R>"), "written <root>"),
        (SOAP.format(f"<R><x><![CDATA[{ANSWER}]]></x></R>"), "no ROOT around the payload"),
        (ANSWER, "no ROOT around the payload"),
        ("<wsdl:definitions xmlns:wsdl='x'/>", "no ROOT element"),
    ],
)
def test_a_body_without_root_says_what_is_there(exchanged, body, words):
    assert exchanged() == []
    (finding,) = exchanged(body)
    assert (finding.code, finding.name, finding.catalog) == ("NET006", "no-root", "2.2 (3)")
    assert words in finding.message.en


def test_a_payload_pasted_alone_is_no_fault(findings):
    assert findings("1001", "response", ANSWER) == []


def test_a_wsdl_has_no_root(exchanged):
    assert exchanged("<wsdl:definitions xmlns:wsdl='x'/>", head=b"GET /his?wsdl HTTP/1.1\r\n\r\n", request=b"") == []
