"""addons/his_wire.py, in a real mitmdump"""

import socket
import threading
from collections import Counter

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from tests.addons.messages import INTERIM, Message, Passing, pairs
from tests.addons.routed import Server

from hisight import proxy
from hisight.capture import Session, events, spool

GENERATED = 150


@pytest.fixture(scope="module")
def passing():
    passing = Passing()
    yield passing
    passing.close()


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    return tmp_path_factory.mktemp("session") / "wire.hisight"


@pytest.fixture(scope="module")
def process(run, confdir, passing, session):
    listen = proxy.Listen("127.0.0.1", proxy.free_port())
    process = run(proxy.arguments(listen, proxy.parse_upstream(passing.origin), session, confdir))
    process.wait_for(events.read)
    process.listen = listen
    return process


@pytest.fixture
def recorded(process, session):
    """The calls that came in a test, once the proxy has told of as many as were asked for."""
    with Session.open(session) as opened:
        last = opened.last_id()

        def calls(count):
            process.wait_for_exchange(last + count)
            return opened.since(last, count)

        yield calls


def test_what_nobody_edits_passes_and_is_recorded_byte_for_byte(process, passing, recorded):
    sent, changed = [], Counter()

    @settings(
        max_examples=GENERATED,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(pairs())
    def passes(pair):
        request, answer = pair
        got, received = passing.through(process.listen, (request.whole, answer.whole))
        sent.append(pair)
        assert got == request.whole
        assert received == answer.whole

    passes()

    for call, (request, answer) in zip(recorded(len(sent)), sent, strict=True):
        assert (call.request_head, call.request_body) == (request.head, request.body)
        assert (call.response_head, call.response_body) == (answer.head, answer.body)
        assert (call.request_head_sent, call.response_head_sent) == (b"", b"")
        assert (call.request_body_sent, call.response_body_sent) == (b"", b"")
        assert len(call.request_framing) + len(call.request_body) in (len(request.sent), len(request.body))
        changed.update(chunked=bool(call.request_framing), large=len(call.request_body) > spool.LARGEST_IN_MEMORY)
    assert changed["chunked"]
    assert changed["large"]


def chunked(head: bytes, sent: bytes, body: bytes) -> Message:
    return Message(head + b"\r\nTransfer-Encoding: chunked\r\n\r\n", body, sent)


def test_trailers_pass_and_are_recorded(process, passing, recorded):
    sent = b"3;a=b\r\nabc\r\n0\r\nX-Sum: 900150\r\n\r\n"
    request = chunked(b"POST /his HTTP/1.1\r\nHost: h\r\nTrailer: X-Sum", sent, b"abc")
    answer = chunked(b"HTTP/1.1 200 OK", sent, b"abc")

    assert passing.through(process.listen, (request.whole, answer.whole)) == (request.whole, answer.whole)

    (call,) = recorded(1)
    assert call.request_framing == call.response_framing == b"3;a=b\r\n\r\n0\r\nX-Sum: 900150\r\n\r\n"


def test_a_server_is_asked_for_100_continue_and_the_client_hears_it_once(process, passing, recorded):
    request = b"POST /his HTTP/1.1\r\nHost: h\r\nExpect: 100-Continue\r\nContent-Length: 2\r\n\r\nhi"
    answer = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"

    for interim in (INTERIM, b""):  # some servers say it, some do not
        assert passing.through(process.listen, (request, interim + answer)) == (request, INTERIM + answer)

    assert [call.request_head_sent for call in recorded(2)] == [b"", b""]


def test_calls_on_one_connection_are_told_apart(process, passing, recorded):
    one = chunked(b"POST /one HTTP/1.1\r\nHost: h", b"1\r\na\r\n0\r\n\r\n", b"a").whole
    two = b"\r\nPOST /two HTTP/1.1\r\nHost: h\r\nContent-Length:1\r\n\r\nb"
    answer = b"HTTP/1.1 200\r\nContent-Length:2\r\n\r\nok"

    got, received = passing.through(process.listen, (one, answer), (two, answer))

    assert (got, received) == (one + two.removeprefix(b"\r\n"), answer * 2)
    assert [call.request_body for call in recorded(2)] == [b"a", b"b"]


@pytest.fixture
def served():
    """Starts servers that treat each connection as they are told to."""
    servers: list[Server] = []

    def serve(treat):
        servers.append(Server(treat))
        return servers[-1]

    yield serve
    for server in servers:
        server.close()


def test_a_head_leaves_in_one_piece_with_its_body(run, confdir, tmp_path, served):
    request = b"POST /his HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nhi"
    answer = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
    pieces = []

    def treat(connection):
        pieces.append(connection.recv(1000))
        connection.sendall(answer)

    listen = proxy.Listen("127.0.0.1", proxy.free_port())
    upstream = proxy.parse_upstream(f"http://127.0.0.1:{served(treat).port}")
    run(proxy.arguments(listen, upstream, tmp_path / "x.hisight", confdir)).wait_for(events.read)
    with socket.create_connection((listen.host, listen.port), timeout=20) as client:
        client.sendall(request)
        pieces.append(client.recv(1000))

    assert pieces == [request, answer]


def test_the_head_of_a_body_that_is_streamed_does_not_wait_for_it(run, confdir, tmp_path, served):
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 2000000\r\n\r\n"
    seen = threading.Event()

    def treat(connection):
        connection.recv(1000)
        connection.sendall(head)
        assert seen.wait(20)
        connection.sendall(bytes(2_000_000))

    listen = proxy.Listen("127.0.0.1", proxy.free_port())
    upstream = proxy.parse_upstream(f"http://127.0.0.1:{served(treat).port}")
    run(proxy.arguments(listen, upstream, tmp_path / "x.hisight", confdir)).wait_for(events.read)
    with socket.create_connection((listen.host, listen.port), timeout=20) as client:
        client.sendall(b"GET /his HTTP/1.1\r\nHost: h\r\n\r\n")
        assert client.recv(1000) == head
        seen.set()


@pytest.mark.parametrize(
    ("request_", "reason"),
    [
        (b"POST /his with blanks HTTP/1.1\r\nHost: h\r\n\r\n", "Bad HTTP request line"),
        (b"POST /his HTTP/1.1\r\nno colon\r\n\r\n", "Invalid header line"),
        (b"POST /his HTTP/1.1\r\nHost: h\r\nContent-Length: two\r\n\r\n", "invalid content-length"),
        (b"POST /his HTTP/1.1\r\nHo", "client disconnected within the head"),
        (b"POST /his HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\nhalf", "received 4 bytes, expected 9"),
    ],
)
def test_a_request_that_is_none_is_a_row_with_what_had_come(process, recorded, request_, reason):
    with socket.create_connection((process.listen.host, process.listen.port), timeout=20) as client:
        client.sendall(request_)
        client.shutdown(socket.SHUT_WR)
        client.recv(65536)

    (call,) = recorded(1)
    assert call.request_head + call.request_body == request_
    assert reason in call.error
    assert call.client.startswith("127.0.0.1:")


@pytest.mark.parametrize(
    ("answer", "body"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf", b"half"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n9\r\nca", b"halfca"),
        (b"HTTP/1.1 200 OK\r\nContent-Le", None),
        (b"nonsense\r\n\r\n", None),
    ],
)
def test_an_answer_that_is_cut_is_a_row_with_what_had_come(process, passing, recorded, answer, body):
    request = b"POST /his HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"

    passing.through(process.listen, (request, answer), hang_up=True)

    (call,) = recorded(1)
    assert call.error
    if body is None:
        assert call.response_head == answer
    else:
        assert (call.response_head, call.response_body) == (answer.partition(b"\r\n\r\n")[0] + b"\r\n\r\n", body)
