import pytest

from hisight.export.formats.service import Asked, Service, asked_by
from hisight.wording import Words

SOAP_12 = "http://www.w3.org/2003/05/soap-envelope"


def test_how_a_call_asked_is_read_from_its_body(evidence, exchange):
    call = evidence(exchange(url="http://his/his?a=1"))
    assert asked_by(call) == Asked("soap-1.1", "http://his/", "CreatePat", "xml", "http://his/his")


def test_an_operation_may_have_no_namespace_and_the_version_is_that_of_the_envelope(evidence, exchange):
    body = f'<e:Envelope xmlns:e="{SOAP_12}"><e:Body><Do><s>&lt;ROOT/&gt;</s></Do></e:Body></e:Envelope>'
    asked = asked_by(evidence(exchange(request_body=body.encode())))
    assert (asked.version, asked.namespace, asked.operation) == ("soap-1.2", "", "Do")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<ROOT/>",
        b"<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body/></s:Envelope>",
        b"<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'/>",
    ],
)
def test_what_is_no_soap_does_not_ask(evidence, exchange, body):
    assert asked_by(evidence(exchange(request_body=body))) is None


def test_broken_soap_asks_as_far_as_it_can_be_read(evidence, exchange):
    body = b"<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body><a><x>&lt;ROOT/></x></s:Body></s:Envelope>"
    assert asked_by(evidence(exchange(request_body=body))).operation == "a"


def test_a_request_that_stays_at_home_does_not_tell(evidence, exchange):
    assert asked_by(evidence(exchange(), left_out={"request": Words("", "")})) is None


def test_most_calls_decide_what_is_usual(catalog):
    service = Service()
    one = Asked("soap-1.1", "urn:a", "NetTest", "xml", "http://a/")
    for asked in (Asked("soap-1.1", "urn:b", "NetTest", "xml", "http://b/"), one, one, None):
        service.add(asked)
    assert service.usual == one


def test_operations_called_like_functions_stand_for_all_functions(catalog):
    service = Service()
    assert len(service.operations(catalog)) == len({function.name for function in catalog.functions})
    service.add(Asked("soap-1.1", "urn:a", "PubService", "xml", "http://a/"))
    assert service.operations(catalog) == ["PubService"]
    service.add(Asked("soap-1.1", "urn:a", "NetTest", "xml", "http://a/"))
    assert {"LockReg", "PubService"} <= set(service.operations(catalog))


def test_without_any_call_there_is_a_service_on_this_machine():
    assert Service().usual.address.startswith("http://127.0.0.1")
