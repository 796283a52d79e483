from dataclasses import replace

from hisight.imports.text.conversation import Conversation, Entry, marks_in

REQUEST = Entry(b"q", b"", False, False, 0.0, "", False, frozenset())
ANSWER = replace(REQUEST, data=b"a", is_answer=True)


def told(*entries):
    conversation = Conversation()
    pairs = [pair for entry in entries for pair in conversation.take(entry)]
    pairs += conversation.rest()
    return [(pair.request.data if pair.request else b"", pair.answer.data if pair.answer else b"") for pair in pairs]


def named(entry, name, *marks):
    return replace(entry, data=name, marks=frozenset(marks))


def test_an_answer_belongs_to_the_last_request_without_one():
    assert told(named(REQUEST, b"1"), named(REQUEST, b"2"), ANSWER) == [(b"1", b""), (b"2", b"a")]


def test_a_shared_thread_weighs_more():
    entries = (
        named(REQUEST, b"1", b"t1"),
        named(REQUEST, b"2", b"t2"),
        named(ANSWER, b"x", b"t1"),
        named(ANSWER, b"y", b"t2"),
    )
    assert told(*entries) == [(b"1", b"x"), (b"2", b"y")]


def test_an_answer_without_a_request_is_a_call_of_its_own():
    assert told(ANSWER, REQUEST) == [(b"", b"a"), (b"q", b"")]


def test_threads_and_traces_are_marks_and_levels_are_none():
    line = b"2026-11-26 [INFO] [exec-7] traceId=ab12cd (c.h.Client) - "
    assert marks_in(line) == {b"exec-7", b"ab12cd", b"c.h.Client"}
