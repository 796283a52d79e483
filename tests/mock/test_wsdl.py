import pytest
import zeep

from hisight.mock.styles import STYLES, USUAL
from hisight.mock.wsdl import wsdl
from hisight.protocol import xml


def elements(text, name):
    return [element for element in xml.parse(text).iter("*") if xml.local_name(element) == name]


def test_it_offers_each_operation_at_the_given_address_in_both_soap_versions():
    text = wsdl(["NetTest", "HisService"], "http://his.example/", 'http://host:1/a?b="c"&d')
    assert len(elements(text, "operation")) == 2 * 5  # in the port type, and two in each binding
    addresses = elements(text, "address")
    assert [xml.namespace(address) for address in addresses] == [
        "http://schemas.xmlsoap.org/wsdl/soap/",
        "http://schemas.xmlsoap.org/wsdl/soap12/",
    ]
    assert {address.get("location") for address in addresses} == {'http://host:1/a?b="c"&d'}


@pytest.mark.parametrize("style", STYLES.values())
def test_each_style_is_written_as_wsdl_has_it(style):
    text = wsdl(["NetTest"], "http://his.example/", "http://host:1/", style)
    assert {one.get("style") for one in elements(text, "binding") if one.get("style")} == {style.style}
    assert {one.get("use") for one in elements(text, "body")} == {style.use}
    parts = elements(text, "part")
    assert all(("type" in part.attrib) == (style.style == "rpc") for part in parts if part.get("name") == "parameters")
    kinds = {one.get("type") for one in elements(text, "element") if one.get("type")}
    assert kinds == ({"s:base64Binary"} if style.binary else {"s:string"})


def test_a_real_stack_understands_it(tmp_path):
    for style in STYLES.values():
        file = tmp_path / "his.wsdl"
        file.write_text(wsdl(["NetTest"], "http://his.example/", "http://host:1/", style), "utf-8")
        with zeep.Client(str(file)) as client:
            forms = ["HisHttpGet", "HisHttpPost"] if style.forms else []
            assert list(client.wsdl.services["His"].ports) == ["HisSoap", "HisSoap12", *forms]
    assert USUAL.style == "document"


def test_the_argument_is_called_as_asked():
    text = wsdl(["NetTest"], "http://his.example/", "http://host:1/", argument="strXml")
    assert 'name="strXml"' in text
    assert 'name="xml"' not in text


def test_any_namespace_is_well_formed():
    root = xml.parse(wsdl(["NetTest"], "urn:a&b", "http://host:1/"))
    assert root.get("targetNamespace") == "urn:a&b"
