def test_an_empty_answer_is_found(exchanged):
    assert exchanged() == []
    (finding,) = exchanged(" \r\n", "202 Accepted")
    assert (finding.code, finding.name, finding.direction) == ("NET003", "empty-body", "response")
    assert finding.message.en == "the body is empty (HTTP 202 Accepted)."


def test_an_empty_request_is_found(exchanged):
    (finding,) = exchanged(request=b"")
    assert (finding.direction, finding.message.en) == ("request", "the body is empty.")


def test_a_get_has_no_body_to_be_empty(exchanged):
    assert exchanged("<wsdl:definitions xmlns:wsdl='x'/>", head=b"GET /his?wsdl HTTP/1.1\r\n\r\n", request=b"") == []
