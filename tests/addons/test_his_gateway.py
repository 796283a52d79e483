"""addons/his_gateway.py, in a real mitmdump in front of servers that fail in every way"""

import socket
import ssl
import threading
import time

import pytest
from tests.addons.routed import Routed, Server, answering, read_request, tls
from tests.certificates import made

from hisight import proxy
from hisight.capture import events, failure
from hisight.proxy import Serving

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
HALF = b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf"


class Silence:
    """Says the given bytes, then nothing until it is told to end."""

    def __init__(self, before: bytes = b"") -> None:
        self._before = before
        self.over = threading.Event()

    def __call__(self, connection: socket.socket) -> None:
        read_request(connection)
        connection.sendall(self._before)
        self.over.wait(20)


def dripping(connection: socket.socket) -> None:
    """An answer that takes longer than the limit, but never stands still."""
    read_request(connection)
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\n")
    for _ in range(8):
        time.sleep(0.2)
        connection.sendall(b".")


@pytest.fixture(scope="module")
def proxied(run, confdir, tmp_path_factory):
    """One proxy, with a route to each server; it waits one second at most."""
    folder = tmp_path_factory.mktemp("gateway")
    authority, stranger = made("authority", authority=True), made("stranger", authority=True)
    ca = folder / "ca.pem"
    ca.write_bytes(authority.certificate_pem)

    def certificate(name: str, **how):
        return tls(made(how.pop("host", "127.0.0.1"), **how).write(folder / f"{name}.pem"))

    silent, stuck = Silence(), Silence(HALF)
    good = made(by=authority).write(folder / "good.pem")
    with_client = tls(good, clients=ca)
    servers = {
        "http": Server(answering(OK)),
        "closed": Server(answering(b"")),
        "cut": Server(answering(HALF)),
        "malformed": Server(answering(b"nonsense\r\n\r\n")),
        "timeout": Server(silent),
        "timeout in the answer": Server(stuck),
        "dripping": Server(dripping),
        "answers-tls": Server(answering(b"\x15\x03\x03\x00\x02\x02\x16")),
        "tls": Server(answering(OK), tls(good)),
        "tls-expired": Server(answering(OK), certificate("expired", by=authority, days=(-30, -1))),
        "tls-not-yet": Server(answering(OK), certificate("early", by=authority, days=(1, 30))),
        "tls-self-signed": Server(answering(OK), certificate("self")),
        "tls-unknown-ca": Server(answering(OK), certificate("stranger", by=stranger)),
        "tls-wrong-name": Server(answering(OK), certificate("name", by=authority, host="other.example")),
        "client": Server(answering(OK), with_client),
    }
    upstreams = {
        name: f"{'https' if name.startswith(('tls', 'client')) else 'http'}://127.0.0.1:{server.port}"
        for name, server in servers.items()
    }
    upstreams |= {
        "refused": f"http://127.0.0.1:{proxy.free_port()}",
        "dns": "http://nowhere.invalid",
        "no-tls": f"https://127.0.0.1:{servers['malformed'].port}",
        "loop": "http://localhost:{self}",
        "forward": None,
    }
    client = made("hisight", by=authority).write(folder / "client.pem")
    yield Routed(run, folder, confdir, upstreams, Serving(timeout_s=1, upstream_ca=ca, client_cert=client, cert=good))
    silent.over.set()
    stuck.over.set()
    for server in servers.values():
        server.close()


CAME = {
    "cut": HALF,
    "timeout in the answer": HALF,
    "malformed": b"nonsense\r\n\r\n",
    "answers-tls": b"\x15\x03\x03\x00\x02\x02\x16",
}
"""What came of an answer before it failed."""

FAILURES = [
    "closed", "cut", "malformed", "timeout", "timeout in the answer", "tls-expired", "tls-not-yet", "tls-self-signed",
    "tls-unknown-ca", "tls-wrong-name", "refused", "dns", "no-tls", "answers-tls", "loop",
]  # fmt: skip


@pytest.mark.parametrize("name", FAILURES)
def test_what_is_wrong_upstream_is_named_and_answered_as_a_gateway_would(proxied, name):
    status, fields, text = proxied.ask(name)

    recorded = proxied.next()
    kind = failure.KINDS[name.partition(" ")[0]]
    said = failure.read(recorded.error)
    assert said.kind == kind
    assert said.words
    assert status == kind.status
    assert fields["Content-Type"] == "text/plain; charset=utf-8"
    assert fields["Server"] == "HISight"
    assert int(fields["Content-Length"]) == len(text)
    assert kind.what.en in text.decode()
    assert kind.what.zh in text.decode()
    assert b"<" not in text
    assert b"mitmproxy" not in text
    # The row tells whose answer it was: what the HIS sent, if anything, and what HISight did.
    assert recorded.response_head_sent.startswith(b"HTTP/1.1 %d " % status)
    assert recorded.response_body_sent == text
    assert recorded.response_head + recorded.response_body == CAME.get(name, b"")
    assert recorded.request_body == b"hi"
    assert recorded.listener == str(proxied.routes[name].listen)
    assert recorded.duration_ms > 0


def test_a_forward_proxy_does_not_come_back_to_a_listener_either(proxied):
    for name in ("forward", "http"):
        status, _, text = proxied.ask("forward", f"http://{proxied.routes[name].listen}/his")
        assert (status, b"loop" in text) == (508, True)
        assert failure.read(proxied.next().error).kind.name == "loop"


def test_the_limit_is_on_silence_and_not_on_the_answer(proxied):
    assert proxied.ask("dripping")[::2] == (200, b"........")
    recorded = proxied.next()
    assert (recorded.error, recorded.response_head_sent) == ("", b"")
    assert recorded.duration_ms > 1000


def test_a_good_answer_is_passed_on_and_has_no_second_one(proxied):
    for name in ("http", "tls", "client"):
        assert (name, *proxied.ask(name)[::2]) == (name, 200, b"ok"), proxied.next().error
        recorded = proxied.next()
        assert (recorded.error, recorded.response_head_sent, recorded.response_body) == ("", b"", b"ok")


def test_a_client_that_expects_100_continue_is_told_too(proxied, send):
    request = b"POST /his HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\nhi"
    received = send(proxied.routes["refused"].listen, request, until_closed=True)

    recorded = proxied.next()
    assert received == b"HTTP/1.1 100 Continue\r\n\r\n" + recorded.response_head_sent + recorded.response_body_sent
    assert recorded.response_head_sent.startswith(b"HTTP/1.1 502 ")


def test_a_request_that_is_not_http_is_refused_in_plain_text(proxied, send):
    listen = proxied.routes["http"].listen
    assert send(listen, b"GET / HTTP/1.1\r\nContent-Length: x\r\n\r\n", until_closed=True).startswith(b"HTTP/1.1 400 ")
    recorded = proxied.next()
    assert failure.read(recorded.error).kind.name == "bad-request"
    assert b"<" not in recorded.response_body_sent
    assert send(listen, b"nonsense\r\n\r\n", until_closed=True).startswith(b"HTTP/1.1 400 ")
    recorded = proxied.next()
    assert (recorded.request_head, failure.read(recorded.error).kind.name) == (b"nonsense\r\n\r\n", "bad-request")


def test_a_client_that_hangs_up_got_nothing(proxied, send):
    listen = proxied.routes["timeout"].listen
    with socket.create_connection((listen.host, listen.port)) as connection:
        connection.sendall(b"POST /his HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\nhi")
    recorded = proxied.next()
    assert failure.read(recorded.error).kind.name == "client-gone"
    assert recorded.response_head_sent == b""


def test_a_client_that_does_not_trust_our_certificate_is_told_of_once(proxied):
    import ssl

    listen = proxied.routes["http"].listen
    for _ in range(2):
        with (
            socket.create_connection((listen.host, listen.port)) as plain,
            pytest.raises(ssl.SSLCertVerificationError),
        ):
            ssl.create_default_context().wrap_socket(plain, server_hostname="localhost")
    proxied.process.wait_for(lambda line: isinstance(events.read(line), events.Noted))
    proxied.ask("http")
    proxied.next()
    noted = [line for line in proxied.process.lines if isinstance(events.read(line), events.Noted)]
    assert len(noted) == 1
    assert "hisight ca" in noted[0]


def test_a_client_that_comes_with_https_is_shown_the_given_certificate(proxied):
    listen = proxied.routes["http"].listen
    trusting = ssl.create_default_context(cafile=str(proxied.session.parent / "ca.pem"))
    with (
        socket.create_connection((listen.host, listen.port)) as plain,
        trusting.wrap_socket(plain, server_hostname=listen.host) as secure,
    ):
        secure.sendall(b"GET / HTTP/1.1\r\nHost: h\r\n\r\n")
        assert secure.recv(65536).startswith(b"HTTP/1.1 200 ")
    assert proxied.next().response_body == b"ok"


def test_a_limit_that_is_no_number_is_refused(run, confdir, tmp_path):
    listen = proxy.Listen("127.0.0.1", proxy.free_port())
    arguments = proxy.arguments(listen, proxy.Upstream("http", "127.0.0.1", 9), tmp_path / "a.hisight", confdir)
    process = run([part.replace("his_upstream_timeout=60", "his_upstream_timeout=soon") for part in arguments])
    assert process.wait() != 0
    assert any("his_upstream_timeout is not a number" in line for line in process.lines)
