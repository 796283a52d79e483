from hisight.mock.wsdl import wsdl
from hisight.protocol import xml


def test_it_offers_each_operation_at_the_given_address():
    root = xml.parse(wsdl(["NetTest", "HisService"], "http://his.example/", 'http://host:1/a?b="c"&d'))
    names = [xml.local_name(element) for element in root.iter()]
    assert names.count("operation") == 2 * 3  # in the port type, in the binding, and the binding's own soap:operation
    address = next(element for element in root.iter() if xml.local_name(element) == "address")
    assert address.get("location") == 'http://host:1/a?b="c"&d'
