"""addons/his_wsdl.py, in a real mitmdump in front of servers that publish a WSDL"""

import gzip
import zlib
from contextlib import ExitStack

import brotli
import pytest
from tests.addons.routed import Routed, Server, read_request

from hisight.capture import events
from hisight.proxy import Serving

DOCUMENT = '<w:definitions 注="张三"><soap:address location="http://{host}:{port}/svc?a&amp;b"/></w:definitions>'


class Publisher:
    """Answers with a document, in a charset and a content encoding."""

    def __init__(self) -> None:
        self.host, self.port, self.charset, self.encoding = "127.0.0.1", 0, "utf-8", ""
        self.status, self.chunked = "200 OK", False

    @property
    def document(self) -> bytes:
        return DOCUMENT.format(host=self.host, port=self.port).encode(self.charset)

    @property
    def body(self) -> bytes:
        fold = {
            "gzip": lambda content: gzip.compress(content, mtime=0),
            "deflate": zlib.compress,
            "br": brotli.compress,
        }.get(self.encoding, bytes)
        return fold(self.document)

    def __call__(self, connection) -> None:
        read_request(connection)
        length = b"Transfer-Encoding: chunked" if self.chunked else b"Content-Length: %d" % len(self.body)
        fields = [f"HTTP/1.1 {self.status}".encode(), b"X-A: 1", length, b"ETag: x"]
        if self.encoding:
            fields.append(b"Content-Encoding: " + self.encoding.encode())
        body = b"%x\r\n%s\r\n0\r\n\r\n" % (len(self.body), self.body) if self.chunked else self.body
        connection.sendall(b"\r\n".join([*fields, b"", body]))


@pytest.fixture(scope="module")
def stack():
    with ExitStack() as stack:
        yield stack


@pytest.fixture(scope="module")
def publisher(stack):
    publisher = Publisher()
    server = Server(publisher)
    stack.callback(server.close)
    publisher.port = server.port
    return publisher


@pytest.fixture(scope="module")
def other(stack):
    server = Server(Publisher())
    stack.callback(server.close)
    return server


def proxy_in_mode(mode, run, confdir, folder, publisher, other):
    upstreams = {"a": f"http://127.0.0.1:{publisher.port}", "b": f"http://127.0.0.1:{other.port}", "forward": None}
    return Routed(run, folder, confdir, upstreams, Serving(wsdl=mode))


@pytest.fixture(scope="module")
def proxied(run, confdir, tmp_path_factory, publisher, other):
    return proxy_in_mode("rewrite", run, confdir, tmp_path_factory.mktemp("wsdl"), publisher, other)


@pytest.fixture(autouse=True)
def _as_usual(publisher):
    port = publisher.port
    yield
    publisher.__init__()
    publisher.port = port


def unfold(body: bytes, encoding: str) -> bytes:
    return {"gzip": gzip.decompress, "deflate": zlib.decompress, "br": brotli.decompress}.get(encoding, bytes)(body)


@pytest.mark.parametrize("charset", ["utf-8", "gbk", "utf-16"])
@pytest.mark.parametrize("encoding", ["", "gzip", "deflate", "br"])
@pytest.mark.parametrize("chunked", [False, True])
def test_a_wsdl_leads_to_the_address_that_the_client_used(proxied, publisher, charset, encoding, chunked):
    publisher.charset, publisher.encoding, publisher.chunked = charset, encoding, chunked
    ours = proxied.routes["a"].listen

    status, fields, body = proxied.ask("a", "/svc?wsdl", None)

    recorded = proxied.next()
    assert status == 200
    expected = DOCUMENT.format(host=ours.host, port=ours.port).encode(charset)
    assert unfold(body, encoding) == expected
    assert fields.get("Content-Length") == (None if chunked else str(len(body)))
    assert "ETag" not in fields
    assert fields["X-A"] == "1"
    # The exchange has what the server sent, and beside it what the client got.
    assert recorded.response_body == publisher.body
    assert b"\r\nETag: x\r\n" in recorded.response_head
    assert recorded.response_body_sent == body
    assert b"ETag" not in recorded.response_head_sent


def test_a_client_is_led_to_the_name_by_which_it_came(proxied, publisher):
    _, _, body = proxied.ask("a", "/svc.wsdl", None, Host="proxy.example:81")
    assert b'"http://proxy.example:81/svc?a&amp;b"' in body
    proxied.next()
    _, _, body = proxied.ask("a", "/svc.wsdl", None, Host="no host <at> all")
    assert f'"http://{proxied.routes["a"].listen}/svc'.encode() in body
    proxied.next()


@pytest.mark.parametrize("name", ["localhost", "127.0.0.1"])
def test_whatever_the_server_calls_itself_is_replaced(proxied, publisher, name):
    publisher.host = name
    assert f'"http://{proxied.routes["a"].listen}/svc'.encode() in proxied.ask("a", "/?wsdl", None)[2]
    assert proxied.next().response_body_sent


def test_an_address_behind_another_listener_leads_to_that_one(proxied, publisher, other):
    publisher.port, port = other.port, publisher.port
    try:
        assert f'"http://{proxied.routes["b"].listen}/svc'.encode() in proxied.ask("a", "/?wsdl", None)[2]
    finally:
        publisher.port = port
    assert proxied.next().response_body_sent


def test_an_address_that_leads_elsewhere_stays_and_is_told(proxied, publisher):
    publisher.host = "his.invalid"
    assert proxied.ask("a", "/?wsdl", None)[2] == publisher.document
    assert proxied.next().response_head_sent == b""
    proxied.process.wait_for(lambda line: "the WSDL names http://his.invalid:" in line)


@pytest.mark.parametrize(
    ("route", "path", "body", "status"),
    [
        ("a", "/svc", None, "200 OK"),
        ("a", "/svc?wsdl", b"<a/>", "200 OK"),
        ("a", "/svc?wsdl", None, "404 Not Found"),
        ("forward", "{origin}/svc?wsdl", None, "200 OK"),
    ],
)
def test_nothing_else_is_touched(proxied, publisher, route, path, body, status):
    publisher.status = status
    path = path.format(origin=f"http://127.0.0.1:{publisher.port}")
    assert proxied.ask(route, path, body)[2] == publisher.body
    assert proxied.next().response_head_sent == b""


def test_what_is_no_compressed_body_is_passed_on(proxied, publisher):
    for encoding in ("gzip", "br", "odd"):
        publisher.encoding = "x"  # labelled, and not so
        answer = publisher.body
        publisher.encoding = encoding
        publisher.__class__.body, kept = property(lambda _, answer=answer: answer), publisher.__class__.body
        try:
            assert proxied.ask("a", "/svc?wsdl", None)[2] == answer
        finally:
            publisher.__class__.body = kept
        assert proxied.next().response_head_sent == b""


def test_that_it_was_rewritten_is_told_once(proxied, publisher):
    told = [line for line in proxied.process.lines if isinstance(events.read(line), events.Noted)]
    assert len(told) == len(set(told))
    assert any("in the WSDL was replaced by http://127.0.0.1:" in line for line in told)


@pytest.mark.parametrize("mode", ["warn", "keep"])
def test_it_is_only_told_or_left_alone_when_that_is_asked_for(run, confdir, tmp_path, publisher, other, mode):
    proxied = proxy_in_mode(mode, run, confdir, tmp_path, publisher, other)
    assert proxied.ask("a", "/svc?wsdl", None)[2] == publisher.document
    assert proxied.next().response_head_sent == b""
    if mode == "warn":
        proxied.process.wait_for(lambda line: f"the WSDL names http://127.0.0.1:{publisher.port}" in line)
    assert proxied.process.stop() == 0
    assert sum(isinstance(events.read(line), events.Noted) for line in proxied.process.lines) == (mode == "warn")
