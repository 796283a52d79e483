"""addons/his_capture.py, in a real mitmdump"""

import gzip
import json
import os
import sqlite3
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from hisight import proxy
from hisight.capture import Exchange, Session, events
from hisight.mock import PEERS, HisServer, MockHis, Platform
from hisight.reading import Reader

ADDON = Path(__file__).resolve().parents[2] / "addons" / "his_capture.py"
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
GBK = "<REQ><PAT_NAME>张三</PAT_NAME></REQ>".encode("gbk")


@dataclass
class Capture:
    """A proxy with a parent, and what it has recorded."""

    listen: proxy.Listen
    session: Path
    process: Any
    seen: int = 0

    def next(self) -> Exchange:
        """The next exchange, once the proxy says that it is recorded."""
        self.seen += 1
        self.process.wait_for_exchange(self.seen)
        with Session.open(self.session) as session:
            return session.get(self.seen)


@pytest.fixture(scope="module")
def start(run, confdir, tmp_path_factory) -> Callable[..., Capture]:
    """Starts a proxy as `hisight capture` does."""

    def started(upstream: str) -> Capture:
        listen = proxy.Listen("127.0.0.1", proxy.free_port())
        session = tmp_path_factory.mktemp("session") / "会话.hisight"
        process = run(proxy.arguments(listen, proxy.parse_upstream(upstream), session, confdir))
        listening = events.read(process.wait_for(events.read))
        assert listening == events.Listening(str(listen), upstream, str(session))
        return Capture(listen, session, process)

    return started


@pytest.fixture(scope="module")
def capture(start, peer) -> Capture:
    return start(peer.origin)


def message(start_line: str, *fields: bytes, body: bytes = b"") -> bytes:
    return b"\r\n".join([start_line.encode(), *fields, b"", body])


REQUESTS = {
    "plain": message("POST /his HTTP/1.1", b"Host: h", b"Content-Length: 2", body=b"hi"),
    "odd case, duplicates and order": message(
        "POST /his HTTP/1.1",
        b"x-b: 2",
        b"hOsT: his.example",
        b"X-A: 1",
        b"x-a: 0",
        b"X-Empty: ",
        b"content-LENGTH: 2",
        body=b"hi",
    ),
    "gbk": message(
        "POST /his HTTP/1.1",
        b"Host: h",
        b"Content-Type: text/xml; charset=gbk",
        b"Content-Length: %d" % len(GBK),
        body=GBK,
    ),
    "gbk in a field and in the path": message(
        "POST /his HTTP/1.1", b"Host: h", b"X-Name: " + "张三".encode("gbk"), b"Content-Length: 0"
    ).replace(b"/his", "/科室?q=内科".encode("gbk")),
    "gzip": message(
        "POST /his HTTP/1.1",
        b"Host: h",
        b"Content-Encoding: gzip",
        b"Content-Length: %d" % len(gzip.compress(GBK, mtime=0)),
        body=gzip.compress(GBK, mtime=0),
    ),
    "get": message("GET /his?wsdl HTTP/1.1", b"Host: h"),
    "http 1.0": message("POST /his HTTP/1.0", b"Content-Length: 2", body=b"hi"),
    "a name no standard allows": message("POST /his HTTP/1.1", b"Host: h", b"SOAP Action: x", b"Content-Length: 0"),
    "a megabyte": message("POST /his HTTP/1.1", b"Host: h", b"Content-Length: 1000000", body=bytes(range(250)) * 4000),
}

ANSWERS = {
    "plain": OK,
    "odd case, duplicates and a reason in Chinese": message(
        "HTTP/1.1 200 X", b"set-COOKIE: a=1", b"Set-Cookie: b=2", b"content-length: 2", body=b"ok"
    ).replace(b"200 X", "200 成功".encode("gbk")),
    "no content": message("HTTP/1.1 204 No Content", b"Server: s"),
    "gzip": message("HTTP/1.1 200 OK", b"Content-Encoding: gzip", b"Content-Length: %d", body=b"").replace(
        b"%d", b"%d" % len(gzip.compress(GBK, mtime=0))
    )
    + gzip.compress(GBK, mtime=0),
    "empty, and says gzip": message("HTTP/1.1 200 OK", b"Content-Encoding: gzip", b"Content-Length: 0"),
    "server error": message("HTTP/1.1 500 Internal Server Error", b"Content-Length: 5", body=b"<oh/>"),
    "alt-svc": message("HTTP/1.1 200 OK", b'Alt-Svc: h3="his.example:443"', b"Content-Length: 0"),
    "five megabytes": message("HTTP/1.1 200 OK", b"Content-Length: 5000000", body=bytes(range(250)) * 20_000),
}


@pytest.mark.parametrize("request_", REQUESTS.values(), ids=REQUESTS)
def test_a_request_passes_and_is_recorded_byte_for_byte(capture, peer, send, request_):
    peer.answer = OK

    send(capture.listen, request_)

    recorded = capture.next()
    assert peer.got[-1] == request_
    assert recorded.request_head + recorded.request_body == request_
    assert recorded.error == ""


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)
def test_an_answer_passes_and_is_recorded_byte_for_byte(capture, peer, send, answer):
    peer.answer = answer

    received = send(capture.listen, REQUESTS["plain"])

    recorded = capture.next()
    assert received == answer
    assert recorded.response_head + recorded.response_body == answer


def test_the_answer_to_head_has_a_length_and_no_body(capture, peer, send):
    peer.answer = message("HTTP/1.1 200 OK", b"Content-Length: 700", b"Connection: close")

    received = send(capture.listen, message("HEAD /his HTTP/1.1", b"Host: h"), until_closed=True)

    recorded = capture.next()
    assert received == recorded.response_head == peer.answer
    assert recorded.response_body == b""


def test_an_answer_without_length_ends_with_the_connection(capture, peer, send):
    peer.answer = message("HTTP/1.1 200 OK", b"Content-Type: text/xml", body=b"<a/>")

    received = send(capture.listen, REQUESTS["plain"], until_closed=True)

    assert received == peer.answer
    assert capture.next().response_body == b"<a/>"


def test_chunks_are_joined_in_the_record(capture, peer, send):
    peer.answer = message("HTTP/1.1 200 OK", b"Transfer-Encoding: chunked", body=b"2\r\nok\r\n3\r\nyes\r\n0\r\n\r\n")

    send(
        capture.listen,
        message("POST /his HTTP/1.1", b"Host: h", b"Transfer-Encoding: chunked", body=b"1\r\na\r\n0\r\n\r\n"),
    )

    recorded = capture.next()
    assert (recorded.request_body, recorded.response_body) == (b"a", b"okyes")
    assert b"Transfer-Encoding: chunked" in recorded.request_head


def test_a_request_that_expects_100_continue_is_recorded_as_it_came(capture, peer, send):
    peer.answer = OK
    request = message("POST /his HTTP/1.1", b"Host: h", b"Expect: 100-continue", b"Content-Length: 2", body=b"hi")

    send(capture.listen, request, until_closed=False)

    recorded = capture.next()
    assert recorded.request_head + recorded.request_body == request


def test_what_is_known_of_a_call_beside_its_bytes(capture, peer, send):
    peer.answer = OK
    send(capture.listen, message("POST /内科?q=1 HTTP/1.1", b"Host: other.example", b"Content-Length: 0"))

    recorded = capture.next()
    assert recorded.url == f"{peer.origin}/%E5%86%85%E7%A7%91?q=1"
    assert recorded.server == peer.origin.removeprefix("http://")
    assert recorded.client.startswith("127.0.0.1:")
    assert recorded.listener == str(capture.listen)
    assert recorded.started > 1_700_000_000
    assert 0 <= recorded.request_ms <= recorded.first_byte_ms <= recorded.duration_ms < 20_000
    assert recorded.origin == "proxy"


def test_a_client_that_hangs_up_is_a_row(capture, peer, send):
    peer.asked.clear()
    peer.holds.clear()

    send(capture.listen, REQUESTS["plain"], hang_up_when=peer.asked)

    recorded = capture.next()
    peer.holds.set()
    assert recorded.error
    assert recorded.request_body == b"hi"
    assert recorded.response_head == b""


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (b"", "closed"),
        (
            b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf",
            "without sending complete message body (received 4 bytes, expected 10)",
        ),
        (b"nonsense\r\n\r\n", "parse"),
    ],
    ids=["none", "half", "nonsense"],
)
def test_an_answer_that_is_none_is_a_row_that_says_why(capture, peer, send, answer, words):
    peer.answer = answer

    send(capture.listen, REQUESTS["plain"], until_closed=True)

    recorded = capture.next()
    assert words in recorded.error.lower()
    assert recorded.request_body == b"hi"
    assert recorded.duration_ms > 0


def test_a_refused_connection_is_a_row_that_says_why(start, send):
    capture = start(f"http://127.0.0.1:{proxy.free_port()}")

    received = send(capture.listen, REQUESTS["plain"], until_closed=True)

    recorded = capture.next()
    assert received.startswith(b"HTTP/1.1 502")
    assert "refused" in recorded.error.lower() or "Connect call failed" in recorded.error
    assert (recorded.response_head, recorded.server) == (b"", "")
    assert capture.process.stop() == 0


def test_the_end_of_its_standard_input_stops_it_and_nothing_is_lost(start, peer, send):
    capture = start(peer.origin)
    peer.answer = OK
    for _ in range(30):
        send(capture.listen, REQUESTS["plain"])
    peer.asked.clear()
    peer.holds.clear()
    thread = threading.Thread(target=send, args=[capture.listen, REQUESTS["gbk"]], kwargs={"until_closed": True})
    thread.start()
    assert peer.asked.wait(20)

    code = capture.process.stop()

    peer.holds.set()
    thread.join()
    assert code == 0
    assert events.read(capture.process.lines[-1]) == events.Stopped(unsaved=0)
    with Session.open(capture.session) as session:
        calls = session.since(0)
    assert [call.error for call in calls] == [""] * 30 + ["stopped: the proxy was stopped before the answer came"]
    assert calls[-1].request_body == GBK


def test_the_command_to_stop_stops_it_and_an_unknown_one_is_told(start, peer):
    capture = start(peer.origin)

    capture.process.say('{"command": "dance"}\n')
    told = capture.process.wait_for(lambda line: isinstance(events.read(line), events.Trouble))
    capture.process.say(events.write(events.Stop()))

    assert "dance" in events.read(told).message.en
    assert capture.process.wait() == 0


def test_a_session_that_cannot_be_opened_ends_it_with_the_reason(run, confdir, tmp_path, peer):
    listen = proxy.Listen("127.0.0.1", proxy.free_port())
    process = run(proxy.arguments(listen, proxy.parse_upstream(peer.origin), tmp_path / "none" / "a.hisight", confdir))

    assert process.wait() == 1
    told = [events.read(line) for line in process.lines]
    assert any(isinstance(event, events.Trouble) and "there is no folder" in event.message.en for event in told)


@pytest.mark.skipif(sys.platform != "linux", reason="it takes a limit on another process to fill its disk")
def test_whatever_befalls_the_file_traffic_flows_on_and_what_can_be_saved_is_saved(start, peer, send):
    import resource

    capture, request = start(peer.origin), message("POST /his HTTP/1.1", b"Host: h", b"Content-Length: 2", body=b"hi")
    pid = capture.process.process.pid

    def pass_while(trouble: str) -> None:
        assert send(capture.listen, request) == peer.answer
        capture.process.wait_for(lambda line: trouble in line and isinstance(events.read(line), events.Trouble))

    assert send(capture.listen, request) == peer.answer
    capture.next()
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (4096, resource.RLIM_INFINITY))  # no room for more
    pass_while("disk cannot be read or written")
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    capture.next()

    with closing(sqlite3.connect(capture.session, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        pass_while("it is locked")  # ten seconds later
    capture.next()

    with closing(sqlite3.connect(capture.session, isolation_level=None)) as other:
        other.execute("UPDATE exchange SET url = ''")  # or else the proxy would go on with the pages that it remembers
    for file in (capture.session, capture.session.with_name(f"{capture.session.name}-wal")):
        file.write_bytes(b"not ours" * (file.stat().st_size // 8))
    pass_while("not a HISight session")

    assert capture.process.stop() == 0
    capture.process.wait_for(lambda line: "1 calls that were waiting to be written were saved" in line)
    with Session.open(capture.session.with_name("会话-saved.hisight")) as saved:
        assert [call.request_body for call in saved.since(0)] == [b"hi"]


def test_a_taken_port_ends_it_with_the_reason(run, capture, confdir, tmp_path):
    process = run(
        proxy.arguments(capture.listen, proxy.Upstream("http", "127.0.0.1", 9), tmp_path / "a.hisight", confdir)
    )

    assert process.wait() == 1
    process.wait_for(lambda line: str(capture.listen.port) in line)


def alone(confdir: Path, listen: proxy.Listen, upstream: str, *more: str) -> list[str]:
    """The command line of a mitmdump that a person starts."""
    mitmdump = [sys.executable, "-u", "-c", "from mitmproxy.tools.main import mitmdump; mitmdump()"]
    return [*mitmdump, "-s", str(ADDON), "--mode", f"reverse:{upstream}@{listen}", "--set", f"confdir={confdir}", *more]


@pytest.fixture
def listen() -> proxy.Listen:
    return proxy.Listen("127.0.0.1", proxy.free_port())


def test_alone_it_reads_what_it_records_and_logs_a_line_a_call(run, confdir, tmp_path, listen, monkeypatch):
    monkeypatch.setenv("HISIGHT_KEY", "DEMO-KEY-16CHARS")
    data = tmp_path / "data"
    with HisServer(MockHis(PEERS)) as his:
        process = run(alone(confdir, listen, his.origin), XDG_DATA_HOME=str(data))
        process.wait_for(lambda line: "HISight records" in line)
        sent = list(Platform(f"http://{listen}/HisService").calls(5))
        process.process.terminate()
        assert process.wait() == 0

    assert all(call.status == 200 for call in sent)
    (file,) = (data / "hisight" / "sessions").glob("*.hisight")
    assert any(str(file) in line for line in process.lines)
    with Session.open(file) as session:
        rows = session.rows(session.ids())
        assert not session.unread(Reader.default().fingerprint)
    assert len(rows) == 5
    for row in rows:
        assert row.summary is not None
        assert row.summary.signature == "valid"
        line = next(line for line in process.lines if f"  {row.summary.fun_code} {row.summary.function}" in line)
        assert row.summary.verdict_en in line


def test_alone_without_lxml_it_records_and_says_that_it_only_records(run, confdir, tmp_path, listen, peer, send):
    (tmp_path / "lxml.py").write_text("raise ImportError('no lxml here')")
    session = tmp_path / "a.hisight"
    more = ["--set", f"his_session={session}"]
    process = run(
        alone(confdir, listen, peer.origin, *more),
        PYTHONPATH=os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")]),
    )
    process.wait_for(lambda line: "only records" in line and "no lxml here" in line)
    peer.answer = OK

    send(listen, REQUESTS["plain"])
    process.process.terminate()

    assert process.wait() == 0
    with Session.open(session) as opened:
        assert opened.get(1).request_body == b"hi"


def test_alone_a_refused_connection_is_a_call_that_failed(run, confdir, tmp_path, listen, send):
    session = tmp_path / "a.hisight"
    more = ["--set", f"his_session={session}"]
    process = run(alone(confdir, listen, f"http://127.0.0.1:{proxy.free_port()}", *more))
    process.wait_for(lambda line: "HISight records" in line)

    send(listen, REQUESTS["plain"], until_closed=True)
    process.wait_for(lambda line: "The HIS refused the connection" in line)
    process.process.terminate()

    assert process.wait() == 0
    with Session.open(session) as opened:
        assert opened.rows([1])[0].summary.failed


def test_alone_a_profile_that_is_missing_is_told_and_it_records(run, confdir, tmp_path, listen, peer, send):
    more = ["--set", f"his_session={tmp_path / 'a.hisight'}", "--set", "his_profile=nobody"]

    process = run(alone(confdir, listen, peer.origin, *more))

    process.wait_for(lambda line: "there is no profile nobody" in line)
    peer.answer = OK
    send(listen, REQUESTS["plain"])
    process.process.terminate()
    assert process.wait() == 0
    with Session.open(tmp_path / "a.hisight") as opened:
        assert opened.get(1).request_body == b"hi"


def test_alone_it_reads_with_the_catalog_that_it_is_told(run, confdir, tmp_path, listen, peer):
    more = ["--set", f"his_session={tmp_path / 'a.hisight'}", "--set", f"his_catalog={tmp_path / 'east'}"]

    process = run(alone(confdir, listen, peer.origin, *more))

    process.wait_for(lambda line: "there is no folder" in line and "east" in line)


def test_what_it_prints_for_a_parent_is_json_and_nothing_else(start, peer, send):
    capture = start(peer.origin)
    peer.answer = OK
    send(capture.listen, REQUESTS["plain"])
    capture.next()
    capture.process.stop()

    assert all(isinstance(json.loads(line), dict) for line in capture.process.lines)
