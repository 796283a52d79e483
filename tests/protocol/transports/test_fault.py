import pytest

from hisight.protocol import xml
from hisight.protocol.transports import fault

NAMESPACE = "http://www.w3.org/2003/05/soap-envelope"


def read(inside: str) -> fault.Fault:
    return fault.read(xml.parse(f"<s:Fault xmlns:s='{NAMESPACE}'>{inside}</s:Fault>"))


def test_a_fault_of_soap_1_1_has_code_and_reason_in_one_line():
    found = read("<faultcode>s:Server</faultcode><faultstring>it\n broke</faultstring><detail><a>line 7</a></detail>")
    assert (found.code, found.reason, found.blames_the_caller) == ("Server", "it broke line 7", False)
    assert found.words.en == "the peer answered with a SOAP Fault: Server it broke line 7."


def test_a_fault_of_soap_1_2_has_its_subcodes():
    found = read(
        "<s:Code><s:Value>s:Sender</s:Value><s:Subcode><s:Value>m:Bad</s:Value></s:Subcode></s:Code>"
        "<s:Reason><s:Text>no such operation</s:Text></s:Reason>"
    )
    assert (found.code, found.reason, found.blames_the_caller) == ("Sender.Bad", "no such operation", True)


@pytest.mark.parametrize(("inside", "reason"), [("", ""), ("only words", "only words"), ("<a/>x", "x")])
def test_a_fault_without_known_parts_says_what_it_has(inside, reason):
    assert read(inside) == fault.Fault("", reason)


def test_a_stack_trace_is_cut_short():
    assert len(read(f"<faultstring>{'x' * 5000}</faultstring>").reason) == 301
