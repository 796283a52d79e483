from dataclasses import replace

import pytest

from hisight.export.ticket import Ticket, ticket_of
from hisight.wording import Words

CREATED = "2026-11-26T10:00:00+08:00"


def ticket(*calls, language="en", comment="") -> str:
    made = Ticket(language)
    for call in calls:
        made.add(call, comment)
    return made.text(["Nothing leaves."], CREATED).decode()


@pytest.mark.parametrize(
    ("language", "parts"),
    [
        ("en", ["# Trouble with the HIS interface", "1 calls, 1 of them with trouble", "Evidence: `calls/0042/`",
                "## How to see it again", "hisight verify-bundle", "- Nothing leaves.", "Signature, Request (platform): right"]),
        ("zh", ["# HIS 接口问题", "证据: `calls/0042/`", "## 如何重现", "hisight verify-bundle"]),
    ],
)  # fmt: skip
def test_it_says_what_happened_whose_side_the_evidence_and_how_to_see_it(evidence, exchange, language, parts):
    call = evidence(exchange())
    text = ticket(call, language=language)
    for part in (*parts, "## #42 1002 CreatePat", "`http://his.example:8080/his`, HTTP 200", "**FLD013**", "`REQ/SEX`"):
        assert part in text, part
    assert text.count("\n**") == 1


def test_a_call_that_is_right_is_only_counted_unless_somebody_noted_something(evidence, exchange):
    quiet = evidence(exchange())
    object.__setattr__(quiet.reading, "findings", ())
    assert "1 calls, 0 of them with trouble" in ticket(quiet)
    assert "- Note: ask them" in ticket(quiet, comment="ask them")


def test_it_stays_short_whatever_is_in_the_bundle(evidence, exchange):
    text = ticket(*[evidence(exchange())] * 50)
    assert "And 30 more, see report.html." in text
    assert text.count("## #42") == 20
    huge = ticket(evidence(exchange("none", said="很长" * 5000)))
    assert max(map(len, huge.splitlines())) < 800


def test_what_a_peer_sent_is_text_and_never_markup(evidence, exchange):
    told = exchange("none", said="<b>*x*</b> [a](http://x) `c`", url="http://his/`x`")
    text = ticket(evidence(told))
    assert "`0 <b>*x*</b> [a](http://x) 'c'`" in text
    assert "`http://his/'x'`" in text


def test_a_call_without_an_answer_and_a_side_left_out(evidence, exchange):
    lost = evidence(replace(exchange(), response_head=b"", response_body=b"", error="timed out"))
    assert "HTTP –" in ticket(lost)
    kept_back = evidence(exchange(), left_out={"request": Words("无法", "no key")})
    assert "Signature, Request" not in ticket(kept_back)


def test_a_call_alone_is_told_whatever_there_is_to_say(evidence, exchange):
    text = ticket_of(evidence(exchange()), "en")
    assert text.startswith("## #42 1002 CreatePat")
    assert "Evidence" not in text
    assert text.endswith("\n")
