import pytest

FAULT = (
    "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body><s:Fault><faultcode>s:{}</faultcode>"
    "<faultstring>no such operation</faultstring></s:Fault></s:Body></s:Envelope>"
)


@pytest.mark.parametrize("status", ["200 OK", "500 Internal Server Error"])
def test_a_fault_is_the_one_finding_whatever_its_status(exchanged, status):
    assert exchanged() == []
    (finding,) = exchanged(FAULT.format("Server"), status)
    assert (finding.code, finding.name) == ("NET005", "soap-fault")
    assert finding.message.en == "the peer answered with a SOAP Fault: Server no such operation."
    assert "log of the HIS" in finding.hint.en


def test_a_fault_that_blames_the_request_points_to_the_wsdl(exchanged):
    (finding,) = exchanged(FAULT.format("Client"))
    assert "WSDL" in finding.hint.en
