"""hisight.capture.wsdl"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hisight.capture import wsdl
from hisight.capture.wsdl import Origin

HIS = Origin("http", "his.example", 8080)
OURS = "http://127.0.0.1:9000"
DOCUMENT = """<?xml version="1.0" encoding="{charset}"?>
<w:definitions xmlns:w="http://schemas.xmlsoap.org/wsdl/" targetNamespace="http://his.example:8080/" 注="张三">
<w:import namespace="http://his.example:8080/" location = 'http://HIS.example:8080/a.wsdl?x=1&amp;y="2"'/>
<xs:schema><xs:import namespace="urn:a" schemaLocation="http://his.example:8080/svc?xsd=1"/></xs:schema>
<w:service><w:documentation>http://his.example:8080/</w:documentation>
<w:port><soap:address location="http&#58;//his.example&#x3A;8080/svc"/></w:port>
<w:port><soap12:address location="https://his.example:8080/svc"/><x location="http://his.example:80800/"/></w:port>
<wsa:EndpointReference><wsa:Address>http://his.example:8080</wsa:Address></wsa:EndpointReference>
<endpoint address="http://his.example:8080/2"/></w:service></w:definitions>"""
REWRITTEN = (
    DOCUMENT.replace("""'http://HIS.example:8080/a.wsdl?x=1&amp;y="2"'""", f"""'{OURS}/a.wsdl?x=1&amp;y="2"'""")
    .replace('"http://his.example:8080/svc?xsd', f'"{OURS}/svc?xsd')
    .replace("http&#58;//his.example&#x3A;8080/svc", f"{OURS}/svc")
    .replace(">http://his.example:8080</wsa", f">{OURS}</wsa")
    .replace('"http://his.example:8080/2"', f'"{OURS}/2"')
)


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_addresses_are_replaced_and_everything_else_stays(charset):
    document = DOCUMENT.replace("{charset}", charset).encode(charset)

    made = wsdl.replaced(document, {HIS: OURS})

    assert made == REWRITTEN.replace("{charset}", charset).encode(charset)
    assert wsdl.replaced(made, {HIS: OURS}) is made


def test_the_origins_that_a_document_names():
    others = [HIS._replace(scheme="https"), HIS._replace(port=80800)]
    assert wsdl.origins(DOCUMENT.encode()) == [HIS, *others]
    assert wsdl.origins(b'<a:address location="https://[::1]/x"/>') == [Origin("https", "::1", 443)]
    assert wsdl.origin_of("http://HIS.example:8080") == wsdl.origin_of("http://his.example:8080/svc") == HIS
    assert wsdl.origin_of("his.example:8080") is None
    assert str(Origin("http", "::1", 80)) == "http://[::1]:80"
    assert wsdl.origins("<a location='http://h/'/>".encode("utf-16")[:-1]) == []


@pytest.mark.parametrize(
    ("request_", "asked"),
    [
        (("GET", "/HisService.asmx?WSDL"), True),
        (("GET", "/svc?singleWsdl"), True),
        (("GET", "/svc?xsd=xsd0"), True),
        (("GET", "/his.wsdl"), True),
        (("GET", "/types/a.XSD?v=1"), True),
        (("POST", "/svc?wsdl"), False),
        (("GET", "/svc?op=wsdl"), False),
        (("GET", "/svc"), False),
    ],
)
def test_what_asks_for_a_wsdl(request_, asked):
    assert wsdl.is_asked_for(*request_) is asked


@given(st.binary())
def test_any_bytes_without_the_origin_stay_as_they_are(document):
    assert wsdl.replaced(document, {HIS: OURS}) is document
    wsdl.origins(document)
    wsdl.is_asked_for("GET", document.decode("latin-1"))
