from hisight.checks import Severity
from hisight.protocol import Scheme, compose_root, soap_request

REQUEST = "<REQ><HOSPITAL_ID>1</HOSPITAL_ID><IP>127.0.0.1</IP></REQ>"


def test_a_doctype_is_a_warning_and_the_message_is_read(findings, only):
    assert findings("1001", "request", REQUEST) == []
    finding = only("1001", "request", f'<!DOCTYPE REQ [<!ENTITY e "x">]>{REQUEST}')
    assert (finding.code, finding.name, finding.severity) == ("XML006", "doctype", Severity.WARNING)
    assert finding.message.en == "the payload has a DOCTYPE."


def test_one_that_sends_the_receiver_elsewhere_is_an_error(only):
    finding = only("1001", "request", f'<!DOCTYPE REQ SYSTEM "file:///etc/passwd">{REQUEST}')
    assert finding.severity is Severity.ERROR
    assert "sends the receiver to file:///etc/passwd" in finding.message.en


def test_soap_forbids_it(only):
    root = compose_root("request", {"FUN_CODE": "1001", "USER_ID": "u"}, REQUEST, Scheme(rule="elements-keyless"))
    finding = only("1001", "request", "<!DOCTYPE a>" + soap_request("NetTest", "xml", root, "urn:x").partition("?>")[2])
    assert (finding.severity, finding.message.en) == (Severity.ERROR, "the SOAP message has a DOCTYPE.")


def test_a_page_has_its_doctype_for_itself(findings):
    assert [one.name for one in findings("1001", "response", "<!DOCTYPE html><html/>")] == ["not-soap"]
