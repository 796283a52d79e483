import pytest
from tests.protocol.transports.samples import ESCAPED, ROOT, SOAP_11, SOAP_12, soap

from hisight.protocol import transports, xml
from hisight.protocol.transports.soap import version

NIL = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil'


@pytest.mark.parametrize(("namespace", "kind"), [(SOAP_11, "soap-1.1"), (SOAP_12, "soap-1.2")])
@pytest.mark.parametrize("prefix", ["soap", "soapenv", "SOAP-ENV", "S"])
def test_the_namespace_tells_the_version_whatever_the_prefix(namespace, kind, prefix):
    found, problems = transports.read(soap(f"<GetDeptInfo><xml>{ESCAPED}</xml></GetDeptInfo>", namespace, prefix))
    assert (found.kind, found.namespace, found.operation, found.argument) == (kind, namespace, "GetDeptInfo", "xml")
    assert (found.inner, problems) == (ROOT, ())


@pytest.mark.parametrize("namespace", ["", "http://www.w3.org/2001/12/soap-envelope"])
def test_an_envelope_of_another_namespace_is_read_and_told_apart(namespace):
    text = f"<Envelope xmlns='{namespace}'><Body><m><x>{ESCAPED}</x></m></Body></Envelope>"
    found, problems = transports.read(text)
    assert (found.kind, found.namespace, found.operation, found.inner, problems) == ("soap", namespace, "m", ROOT, ())


def test_an_envelope_of_another_namespace_without_a_body_is_any_document():
    assert version(xml.parse("<Envelope/>")) == version(xml.parse("<a/>")) == ""
    assert version(xml.parse(f"<Envelope xmlns='{SOAP_11}'/>")) == "soap-1.1"


@pytest.mark.parametrize("value", ["true", "1"])
def test_an_answer_that_is_nil_says_so(value):
    found, (problem,) = transports.read(soap(f"<NetTestResponse><NetTestResult {NIL}='{value}'/></NetTestResponse>"))
    assert (found.carries, found.operation, problem.kind) == ("nothing", "NetTestResponse", "no-root")
    assert problem.message.en == "there is no ROOT element in the message: <NetTestResult> is xsi:nil, it has no value."


def test_what_is_not_nil_only_holds_nothing():
    _, (problem,) = transports.read(soap(f"<R><x {NIL}='false'/></R>"))
    assert "<R> holds nothing" in problem.message.en


@pytest.mark.parametrize(("href", "name"), [("#id0", "strXml"), ("#id1", "multiRef")])
def test_a_parameter_that_axis_puts_elsewhere_keeps_its_name(href, name):
    body = f'<m><strXml href="{href}"/></m><multiRef id="id0">{ESCAPED}</multiRef>'
    found, _ = transports.read(soap(body))
    assert (found.operation, found.argument, found.inner) == ("m", name, ROOT)
    assert found.wrap(soap(body), "<ROOT/>") == soap(body.replace(ESCAPED, "&lt;ROOT/&gt;"))
