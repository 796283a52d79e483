import pytest

from hisight.capture import Exchange
from hisight.reading import Reader

POST = b"POST /his HTTP/1.1\r\n\r\n"


@pytest.fixture
def found(catalog):
    def read(error: str, head: bytes = POST, **fields):
        exchange = Exchange(
            head, b"<ROOT><FUN_CODE>1001</FUN_CODE></ROOT>" if head == POST else b"", error=error, **fields
        )
        return [one for one in Reader(catalog).read(exchange).findings if one.code == "NET010"]

    return read


@pytest.mark.parametrize(
    ("error", "direction", "message", "hint"),
    [
        (
            "refused: [Errno 111] Connect call failed",
            "response",
            "refused the connection: [Errno 111]",
            "HIS is running",
        ),
        ("timeout: no answer within 60 s", "response", "did not answer in time", "--timeout"),
        ("tls-expired: Certificate verify failed: certificate has expired", "response", "has expired", "renew"),
        ("client-gone: Client disconnected.", "request", "platform hung up", "timeout"),
        ("server closed connection", "response", "hung up without an answer", "logs"),
    ],
)
def test_why_no_answer_came_is_one_finding_on_the_side_to_look_at(found, error, direction, message, hint):
    (finding,) = found(error)
    assert (finding.name, finding.direction) == ("no-answer", direction)
    assert message in finding.message.en
    assert hint in finding.hint.en
    assert ".." not in finding.message.en


def test_an_answer_that_came_or_began_and_what_we_did_ourselves_are_none(found):
    assert found("") == []
    assert found("cut: x", response_head=b"HTTP/1.1 200 OK\r\n\r\n") == []
    assert found("stopped: the proxy was stopped before the answer came") == []
    assert found("refused: x", b"GET /his?wsdl HTTP/1.1\r\n\r\n") == []
