import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from hisight.capture import Exchange
from hisight.protocol import http
from hisight.reading import Reader
from hisight.replay import NotPermittedError, Outgoing, Way, as_recorded, question
from hisight.replay import send as send_permitted

HEAD = b"POST /his HTTP/1.1\r\nHOST: his\r\nX-odd: 1\r\nx-Odd: 2\r\nConnection: close\r\nContent-Length: 5\r\n\r\n"


@pytest.fixture
def send(catalog):
    """Send what somebody has been asked about and allowed: nobody knows what these messages do."""
    reader = Reader(catalog)

    def send(outgoing: Outgoing, way: Way | None = None):
        return send_permitted(outgoing, reader, question([outgoing], reader).allow(), way or Way())

    return send


@pytest.fixture
def server():
    """A server that keeps what it is sent and answers as it is told."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self):
            length = int(self.headers.get("Content-Length", 0))
            self.server.seen = (self.path, self.headers.items(), self.rfile.read(length))
            self.wfile.write(self.server.answer)
            self.close_connection = True

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        running.answer = b"HTTP/1.1 500 Oh no\r\nX-Reply: a\r\nx-reply: b\r\nContent-Length: 2\r\n\r\n\xff\xfe"
        thread = threading.Thread(target=running.serve_forever, args=(0.05,))
        thread.start()
        running.url = f"http://127.0.0.1:{running.server_port}"
        yield running
        running.shutdown()
        thread.join()


def test_head_and_body_arrive_as_recorded_and_the_answer_is_kept_as_it_came(server, send):
    answer = send(as_recorded(Exchange(HEAD, b"12345", url="http://his/his", id=3), server.url))
    path, fields, body = server.seen
    assert (path, body) == ("/his", b"12345")
    assert fields == [("HOST", answer.server), ("X-odd", "1"), ("x-Odd", "2"), ("Content-Length", "5")]
    assert answer.response_head == server.answer.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
    assert (answer.response_body, answer.origin, answer.parent, answer.error) == (b"\xff\xfe", "replay", 3, "")
    assert answer.duration_ms >= answer.first_byte_ms > 0


def test_what_is_recorded_is_what_was_sent(server, send):
    outgoing = Outgoing(
        f"{server.url}/his", http.Head("POST /his HTTP/1.1", (("Transfer-Encoding", "chunked"),)), b"123"
    )
    answer = send(outgoing)
    assert server.seen[2] == b"123"
    assert answer.request_head == f"POST /his HTTP/1.1\r\nHost: {outgoing.target}\r\nContent-Length: 3\r\n\r\n".encode()


def test_an_answer_that_is_cut_is_kept_and_named(server, send):
    server.answer = b"HTTP/1.0 200 OK\r\nContent-Length: 9\r\n\r\n<RES"
    answer = send(as_recorded(Exchange(HEAD, b"12345", url="http://his/his"), server.url))
    assert (answer.response_body, answer.error) == (b"<RES", "answer cut short after 4 bytes")
    assert answer.response_head.startswith(b"HTTP/1.0 200 OK")


def test_nobody_there_is_an_exchange_with_an_error(send):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    answer = send(as_recorded(Exchange(HEAD, b"12345", url=f"http://127.0.0.1:{port}/")))
    assert "refused" in answer.error
    assert answer.response_head == b""


@pytest.mark.parametrize(("reply", "words"), [(b"nonsense\r\n\r\n", "nonsense"), (b"", "closed connection")])
def test_what_is_no_http_is_named(server, reply, words, send):
    server.answer = reply
    assert words in send(as_recorded(Exchange(HEAD, b"12345", url="http://his/"), server.url)).error


def test_a_silent_server_is_given_up(server, send):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        assert "timed out" in send(as_recorded(Exchange(HEAD, b"12345", url=url)), Way(0.2)).error


def test_tls_that_is_none_is_named(server, send):
    answer = send(as_recorded(Exchange(HEAD, b"12345", url="http://his/"), server.url.replace("http", "https")), Way(5))
    assert answer.error
    assert answer.response_head == b""


def test_what_nobody_has_allowed_is_not_sent(server, catalog):
    with pytest.raises(NotPermittedError):
        send_permitted(as_recorded(Exchange(HEAD, b"12345", url="http://his/his"), server.url), Reader(catalog))
    assert not hasattr(server, "seen")


def test_a_certificate_authority_that_cannot_be_read_is_named(server, send, tmp_path):
    outgoing = as_recorded(Exchange(HEAD, b"12345", url="http://his/"), server.url.replace("http", "https"))
    assert "none.pem" in send(outgoing, Way(authority=tmp_path / "none.pem")).error
