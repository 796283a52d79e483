import pytest

GET = b"GET /his?wsdl HTTP/1.1\r\n\r\n"


@pytest.mark.parametrize("body", ["", "<html><title>Error</title></html>", '{"status": 404}', "<error>no</error>"])
def test_a_status_of_400_or_more_is_the_one_finding_whatever_the_body(exchanged, body):
    assert exchanged() == []
    (finding,) = exchanged(body, "404 Not Found")
    assert (finding.code, finding.name, finding.direction) == ("NET001", "http-error", "response")
    assert finding.message.en == "HTTP status 404 Not Found."
    assert "path of the service's address" in finding.hint.en


def test_any_status_has_a_remedy(exchanged):
    (finding,) = exchanged("", "599 Odd")
    assert "log of the HIS" in finding.hint.en


def test_a_readable_answer_under_an_error_is_one_finding_too(exchanged):
    assert [one.name for one in exchanged(status="500 Error")] == ["http-error"]


def test_what_is_no_business_call_may_fail(exchanged):
    assert exchanged("<html/>", "404 Not Found", head=GET, request=b"") == []
