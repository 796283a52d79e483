"""addons/his_rules.py, in a real mitmdump in front of the mock HIS"""

import http.client
import time
from contextlib import closing, suppress

import pytest
from tests.gui import recorded

from hisight import profiles, proxy
from hisight.capture import Exchange, Session, events
from hisight.capture.pausing import Rules
from hisight.intercept import touch
from hisight.intercept.rules import Rule, write
from hisight.mock import DEMO_KEY, PEERS, HisServer, MockHis


class Ruled:
    """A proxy that takes rules."""

    def __init__(self, run, folder, confdir, upstream: str) -> None:
        self.listen = proxy.Listen("127.0.0.1", proxy.free_port())
        self.session = folder / "calls.hisight"
        arguments = proxy.arguments(self.listen, proxy.parse_upstream(upstream), self.session, confdir)
        key = {profiles.KEY_VARIABLE: DEMO_KEY.secret.decode(), "XDG_DATA_HOME": str(folder)}
        self.process = run(arguments, **key)
        self.process.wait_for(lambda line: '"listening"' in line)
        self.seen = 0

    def use(self, *rules: Rule) -> str:
        """Send rules, and return what is said of them."""
        before = len(self.process.lines)
        self.process.say(events.write(Rules(write(rules))))
        return self.said(before)

    def said(self, after: int) -> str:
        def is_new(line: str) -> bool:
            return line in self.process.lines[after:] and isinstance(events.read(line), events.Noted | events.Trouble)

        return events.read(self.process.wait_for(is_new)).message.en

    def ask(self) -> Exchange:
        """A call of the platform, as it was recorded; what the client got is `self.got`."""
        self.got, began = b"", time.monotonic()
        with closing(http.client.HTTPConnection("127.0.0.1", self.listen.port, timeout=20)) as connection:
            body = recorded.exchange(fun_code="2007").request_body
            connection.request("POST", "/HisService", body, {"Content-Type": "text/xml; charset=utf-8"})
            with suppress(http.client.IncompleteRead):
                self.got = connection.getresponse().read()
        self.took = time.monotonic() - began
        self.seen += 1
        self.process.wait_for_exchange(self.seen)
        with Session.open(self.session) as session:
            return session.get(self.seen)


@pytest.fixture(scope="module")
def ruled(run, confdir, tmp_path_factory):
    with HisServer(MockHis(PEERS)) as his:
        yield Ruled(run, tmp_path_factory.mktemp("ruled"), confdir, his.origin)


def deeds(call: Exchange) -> list[tuple[str, str, str]]:
    return [(one.direction, one.deed, one.rule) for one in touch.read(call.touched)]


def test_a_call_is_answered_from_the_interface_without_the_his_and_signed(ruled):
    assert ruled.use(Rule("stub", function="2007", answer="catalog")) == "rules are on: stub (2007)."
    call = ruled.ask()
    read = recorded.READER.read(call)
    assert (read.call.return_code, read.call.response.signature.verdict) == ("0", "valid")
    assert (call.server, call.response_body) == ("", ruled.got)
    assert deeds(call) == [("response", "answered", "stub")]


def test_another_code_a_wrong_sign_and_a_delay_are_seen_by_the_platform_and_both_answers_kept(ruled):
    ruled.use(
        Rule("odd", return_code="200709", delay_ms=30),
        Rule("spoilt", wrong_sign=True),
        Rule("off", on=False, delay_ms=9999),
    )
    call = ruled.ask()
    assert call.response_body != ruled.got == call.response_body_sent
    read = recorded.READER.read_alone("response", ruled.got, fun_code="2007").call.response
    assert (read.envelope.get("RETURN_CODE"), read.signature.verdict) == ("200709", "invalid")
    assert deeds(call) == [("response", "delayed", "odd"), ("response", "code", "odd"), ("response", "sign", "spoilt")]
    assert ruled.took >= 0.03


def test_an_answer_is_cut_and_the_connection_ends(ruled):
    ruled.use(Rule("short", cut_after=40))
    call = ruled.ask()
    assert ruled.got == b""  # IncompleteRead
    assert len(call.response_body_sent) == 40
    assert b"Content-Length: %d\r\n" % len(call.response_body) in call.response_head_sent
    assert deeds(call) == [("response", "cut", "short")]


def test_an_answer_is_in_another_charset_than_it_says(ruled):
    user = recorded.reading(fun_code="2007").call.user_id
    ruled.use(Rule("gbk", encode_as="gbk", user="nobody"), Rule("gbk", encode_as="gbk", user=user))
    call = ruled.ask()
    assert ruled.got == call.response_body.decode().encode("gbk") == call.response_body_sent
    assert deeds(call) == [("response", "charset", "gbk")]


def test_a_request_is_spoilt_on_its_way(ruled):
    ruled.use(Rule("spoilt", wrong_sign=True, direction="request"))
    call = ruled.ask()
    assert recorded.READER.read(call).call.return_code == "7"
    assert call.request_body_sent not in (b"", call.request_body)
    assert deeds(call) == [("request", "sign", "spoilt")]


def test_a_rule_that_cannot_be_followed_leaves_the_call_alone_and_says_so(ruled):
    ruled.use(Rule("lost", answer="file", file="/nowhere/answer.xml"))
    before = len(ruled.process.lines)
    call = ruled.ask()
    assert "/nowhere/answer.xml" in ruled.said(before)
    assert (call.touched, call.response_body) == ("", ruled.got)
    before = len(ruled.process.lines)
    ruled.process.say(events.write(Rules("[[rule]]\nnam = 1")))
    assert "nam is not known" in ruled.said(before)


def test_rules_are_switched_off_and_a_delay_ends_with_the_parent(ruled):
    assert ruled.use() == "rules are off."
    assert ruled.ask().touched == ""
    ruled.use(Rule("slow", delay_ms=500_000))
    body = recorded.exchange(fun_code="2007").request_body
    with closing(http.client.HTTPConnection("127.0.0.1", ruled.listen.port, timeout=20)) as connection:
        connection.request("POST", "/HisService", body, {"Content-Type": "text/xml; charset=utf-8"})
        until = time.monotonic() + 20
        while '"under_way": 1' not in ruled.process.lines[-1] and time.monotonic() < until:
            ruled.process.say(events.write(events.AskState()))
            time.sleep(0.05)
        ruled.process.process.stdin.close()
        assert connection.getresponse().status == 200
    assert ruled.process.wait() == 0
