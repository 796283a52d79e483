import pytest
import zeep
from lxml import etree
from tests.export.formats.pieces import joined

from hisight.export.formats import Order, wsdl
from hisight.mock import DEMO_KEY, PEERS, HisServer, MockHis, Platform
from hisight.protocol import soap_request


@pytest.fixture
def server():
    with HisServer(MockHis(PEERS)) as running:
        yield running


def test_zeep_makes_a_client_of_it_and_calls_the_his(evidence, exchange, about, server, tmp_path):
    sent = next(iter(Platform(server.url).calls(1)))
    call = evidence(exchange(request_body=sent.request, response_body=sent.answer, url=server.url))
    for name, data in joined(wsdl.make([call], about)).items():
        (tmp_path / name).write_bytes(data)
    root = call.reading.call.request.envelope.text
    with zeep.Client(str(tmp_path / "his.wsdl")) as client:
        answer = getattr(client.service, call.reading.call.operation)(root)
    assert "<RETURN_CODE>" in answer


def test_each_function_has_a_schema_that_compiles(evidence, exchange, about):
    files = joined(wsdl.make([evidence(exchange())], about))
    schemas = {name: data for name, data in files.items() if name.endswith(".xsd")}
    assert len(schemas) == len(about.catalog.functions)
    assert "2005-LockReg.xsd" in schemas
    schema = etree.XMLSchema(etree.fromstring(schemas["2005-LockReg.xsd"]))
    assert schema is not None


def test_namespace_argument_and_address_are_those_of_the_calls(evidence, exchange, about, tmp_path):
    body = soap_request("PubService", "strXml", "<ROOT/>", "urn:vendor").encode()
    data = joined(wsdl.make([evidence(exchange(request_body=body, url="http://his/pub?a"))], about))["his.wsdl"]
    text = data.decode()
    assert 'targetNamespace="urn:vendor"' in text
    assert 'name="strXml"' in text
    assert 'location="http://his/pub"' in text
    assert "LockReg" not in text


def test_it_needs_no_call_that_may_leave(session, exchange, reader, tmp_path):
    folder = tmp_path / "interface"
    result = wsdl.FORMAT.write(folder, Order(session(exchange()), [1], reader))
    assert (result.calls, (folder / "his.wsdl").is_file()) == (1, True)
    assert DEMO_KEY.secret not in (folder / "his.wsdl").read_bytes()
