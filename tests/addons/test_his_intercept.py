"""addons/his_intercept.py, in a real mitmdump"""

import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest

from hisight import proxy
from hisight.capture import Exchange, Session, events
from hisight.capture.pausing import Answer, Arm, Armed, Breakpoint, Drop, Paused, Released, Resume
from hisight.intercept import touch

ROOT = "<ROOT><FUN_CODE>{}</FUN_CODE><USER_ID>{}</USER_ID><SIGN_TYPE>MD5</SIGN_TYPE><SIGN/><REQ_ENCRYPTED>{}</REQ_ENCRYPTED></ROOT>"
RES = b"<ROOT><RETURN_CODE>200709</RETURN_CODE><RETURN_MSG>x</RETURN_MSG><SIGN/><RES_ENCRYPTED/></ROOT>"
ANSWER = b"HTTP/1.1 200 OK\r\nX-odd:  1\r\nContent-Length: %d\r\n\r\n" % len(RES) + RES


def request(fun_code: str, user: str = "0001", payload: str = "x") -> bytes:
    body = ROOT.format(fun_code, user, payload).encode()
    return (
        b"POST /his HTTP/1.1\r\nhost:  his\r\nContent-Type: text/xml\r\nContent-Length: %d\r\n\r\n" % len(body) + body
    )


CHUNKED = (
    b"POST /his HTTP/1.1\r\nHost: his\r\nTransfer-Encoding: chunked\r\n\r\n"
    + b"%x;x=1\r\n" % len(ROOT.format("2007", "1", "").encode())
    + ROOT.format("2007", "1", "").encode()
    + b"\r\n0\r\n\r\n"
)


class Held:
    """A proxy whose calls can be held."""

    def __init__(self, run, folder, confdir, peer, send) -> None:
        self.peer, self._send = peer, send
        peer.answer = ANSWER
        self.listen = proxy.Listen("127.0.0.1", proxy.free_port())
        self.session = folder / "calls.hisight"
        self.process = run(proxy.arguments(self.listen, proxy.parse_upstream(peer.origin), self.session, confdir))
        self.process.wait_for(lambda line: '"listening"' in line)
        self.clients = ThreadPoolExecutor(12)
        self.seen = self.read = 0

    def arm(self, *points: Breakpoint, seconds: float = 20.0) -> None:
        self.say(Arm(points, seconds))
        assert self.event(Armed).breakpoints == points

    def say(self, command) -> None:
        self.process.say(events.write(command))

    def ask(self, message: bytes):
        """Send a request; the answer is there once it comes."""
        return self.clients.submit(self._send, self.listen, message)

    def event(self, kind):
        """The next event of this kind; those before it are not asked for any more."""

        def next_one() -> int | None:
            found = (
                at
                for at, line in enumerate(self.process.lines)
                if at >= self.read and isinstance(events.read(line), kind)
            )
            return next(found, None)

        self.process.wait_for(lambda _line: next_one() is not None)
        self.read = next_one() + 1
        return events.read(self.process.lines[self.read - 1])

    def recorded(self) -> Exchange:
        self.seen += 1
        self.process.wait_for_exchange(self.seen)
        with Session.open(self.session) as session:
            return session.get(self.seen)


@pytest.fixture(scope="module")
def held(run, confdir, tmp_path_factory, peer, send):
    held = Held(run, tmp_path_factory.mktemp("held"), confdir, peer, send)
    yield held
    held.clients.shutdown(wait=False)


def deeds(exchange: Exchange) -> list[tuple[str, str]]:
    return [(one.direction, one.deed) for one in touch.read(exchange.touched)]


def test_a_call_is_held_on_either_side_and_goes_on_byte_for_byte(held):
    held.arm(Breakpoint("2007"))
    sent = request("2007")
    answer = held.ask(sent)
    first = held.event(Paused)
    assert (first.direction, first.request_head + first.request_body) == ("request", sent)
    assert first.url == f"{held.peer.origin}/his"
    assert 15 < first.deadline - time.time() <= 20
    held.say(Resume(first.id))
    second = held.event(Paused)
    assert (second.direction, second.response_head + second.response_body) == ("response", ANSWER)
    assert held.peer.got[-1] == sent
    assert not answer.done()
    held.say(Resume(second.id))
    assert answer.result(20) == ANSWER
    call = held.recorded()
    assert deeds(call) == [("request", "paused"), ("response", "paused")]
    assert (call.request_head_sent, call.request_body_sent, call.response_head_sent) == (b"", b"", b"")


def test_what_no_breakpoint_wants_passes(held):
    held.arm(
        Breakpoint("2005"), Breakpoint(user="0002"), Breakpoint(url="/elsewhere"), Breakpoint(return_code="0"),
        Breakpoint("2007", direction="response", return_code="200501"),
    )  # fmt: skip
    assert held.ask(request("2007")).result(20) == ANSWER
    assert held.recorded().touched == ""


def test_an_edited_request_arrives_as_written_and_both_are_kept(held):
    for sent in (request("2007"), CHUNKED):
        held.arm(Breakpoint("2005 2007", direction="request", next_only=True))
        answer = held.ask(sent)
        assert held.event(Armed).breakpoints == ()
        paused = held.event(Paused)
        body = paused.request_body.replace(b"<REQ_ENCRYPTED>", b"<REQ_ENCRYPTED>changed ")
        head = b"POST /other?a=1 HTTP/1.1\r\nHost:his\r\nX-Odd :  1\r\nContent-Length:%d\r\n\r\n" % len(body)
        held.say(Resume(paused.id, head, body))
        assert answer.result(20) == ANSWER
        assert held.peer.got[-1] == head + body
        call = held.recorded()
        assert (call.request_head, call.request_body) == (paused.request_head, paused.request_body)
        assert (call.request_head_sent, call.request_body_sent) == (head, body)
        assert deeds(call) == [("request", "paused"), ("request", "edited")]


def test_an_edited_answer_arrives_as_written_and_both_are_kept(held):
    held.arm(Breakpoint("2007", return_code="!0"))
    answer = held.ask(request("2007"))
    paused = held.event(Paused)
    head = b"HTTP/1.1 500 Oh  no\r\nContent-Length: 3\r\nx-Own: 1\r\n\r\n"
    held.say(Resume(paused.id, head, b"abc"))
    assert answer.result(20) == head + b"abc"
    call = held.recorded()
    assert (call.response_head + call.response_body, call.response_head_sent) == (ANSWER, head)
    assert call.response_body_sent == b"abc"
    assert deeds(call) == [("response", "paused"), ("response", "edited")]


def test_a_call_answered_from_here_does_not_reach_the_his(held):
    held.arm(Breakpoint("2007"))
    before = len(held.peer.got)
    answer = held.ask(request("2007"))
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: 4\r\n\r\n"
    held.say(Answer(held.event(Paused).id, head, b"<a/>"))
    assert answer.result(20) == head + b"<a/>"
    call = held.recorded()
    assert (call.response_head + call.response_body, call.server) == (head + b"<a/>", "")
    assert deeds(call) == [("request", "paused"), ("response", "answered")]
    assert len(held.peer.got) == before


def test_a_dropped_call_gets_no_answer(held):
    for direction in ("request", "response"):
        held.arm(Breakpoint("2007", direction=direction))
        answer = held.ask(request("2007"))
        held.say(Drop(held.event(Paused).id))
        with suppress(ConnectionError):
            assert answer.result(20) == b""
        call = held.recorded()
        assert deeds(call) == [(direction, "paused"), (direction, "dropped")]
        assert "killed" in call.error


def test_a_breakpoint_for_one_call_holds_both_its_sides_and_no_other_call(held):
    held.arm(Breakpoint("2007", next_only=True))
    answer = held.ask(request("2007"))
    first = held.event(Paused)
    assert held.ask(request("2007")).result(20) == ANSWER
    assert held.recorded().touched == ""
    held.say(Resume(first.id))
    held.say(Resume(held.event(Paused).id))
    assert answer.result(20) == ANSWER
    assert len(deeds(held.recorded())) == 2


def test_a_held_call_goes_on_by_itself_before_its_peer_gives_up(held):
    held.arm(Breakpoint("2007", direction="request"), seconds=0.2)
    answer = held.ask(request("2007"))
    assert answer.result(20) == ANSWER
    assert held.event(Released).how == "expired"
    assert deeds(held.recorded()) == [("request", "paused")]


@pytest.mark.parametrize("head", [b"nonsense\r\n\r\n", b"POST / HTTP/1.1\r\nHost: h\r\n"])
def test_an_edited_head_that_is_no_http_lets_the_call_go_on_and_says_so(held, head):
    held.arm(Breakpoint("2007", direction="request"))
    sent = request("2007")
    answer = held.ask(sent)
    held.say(Resume(held.event(Paused).id, head, b""))
    assert answer.result(20) == ANSWER
    assert held.peer.got[-1] == sent
    assert "no HTTP" in held.event(events.Trouble).message.en
    assert deeds(held.recorded()) == [("request", "paused")]


def test_a_call_whose_client_has_hung_up_is_not_held_any_longer(held, send):
    held.arm(Breakpoint("2007", direction="request"))
    asked = threading.Event()
    before = len(held.peer.got)
    client = held.clients.submit(send, held.listen, request("2007"), hang_up_when=asked)
    held.event(Paused)
    asked.set()
    assert client.result(20) == b""
    assert held.event(Released).how == "gone"
    assert "client" in held.recorded().error
    assert len(held.peer.got) == before


def test_a_command_for_a_call_that_is_gone_does_nothing(held):
    held.say(Resume("gone"))
    held.arm()
    assert held.ask(request("2007")).result(20) == ANSWER
    assert held.recorded().touched == ""


def test_when_the_parent_is_gone_all_that_is_held_passes_unchanged_and_is_answered(held):
    held.arm(Breakpoint("2007", direction="request"))
    sent = [request("2007", payload=str(number)) for number in range(10)]
    before = len(held.peer.got)
    answers = [held.ask(one) for one in sent]
    for _ in sent:
        held.event(Paused)

    assert held.process.stop() == 0

    assert [answer.result(20) for answer in answers] == [ANSWER] * 10
    assert sorted(held.peer.got[before:]) == sorted(sent)
    with Session.open(held.session) as session:
        calls = list(session.exchanges(range(held.seen + 1, held.seen + 11)))
    assert [deeds(call) for call in calls] == [[("request", "paused")]] * 10
    assert not any(call.error or call.request_body_sent for call in calls)
    assert json.loads(next(line for line in held.process.lines if '"stopped"' in line))["unsaved"] == 0
    assert threading.active_count() < 50
