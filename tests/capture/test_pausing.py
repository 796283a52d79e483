import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hisight.capture import events, pausing
from hisight.capture.pausing import Answer, Arm, Armed, Breakpoint, Drop, Paused, Released, Resume, Rules

POINT = Breakpoint("2007 OrderReg", "0001", "/his", "!0", "response", next_only=True)
ALL = [
    Armed((POINT, Breakpoint())),
    Paused("a1", "response", 17.5, "http://his:80/", "l:1", "c:2", 1.5, b"POST", b"\x00\xff", b"HTTP/1.1", "张".encode()),
    Released("a1", "expired"),
]  # fmt: skip
COMMANDS = [
    Arm((), 20), Arm((POINT,), 2.5), Resume("a1"), Resume("a1", b"h", b"b"), Drop("a1"), Answer("a1", b"h", b""),
    Rules("规则", "city", "/catalog"),
]  # fmt: skip


@pytest.mark.parametrize("message", ALL)
def test_an_event_about_a_held_call_comes_back_as_it_was(message):
    assert events.read(events.write(message)) == message
    assert events.read_command(events.write(message)) is None


@pytest.mark.parametrize("message", COMMANDS)
def test_a_command_about_a_held_call_comes_back_as_it_was(message):
    assert events.read_command(events.write(message)) == message
    assert events.read(events.write(message)) is None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(st.sampled_from([*ALL, *COMMANDS]), st.data())
def test_a_line_with_another_value_is_read_or_is_none_and_never_raises(message, data):
    line = pausing.written(message)
    line[data.draw(st.sampled_from(sorted(line)))] = data.draw(JSON)
    text = json.dumps(line)

    read = events.read(text) or events.read_command(text)

    assert read is None or events.write(read)


def test_a_direction_that_is_none_is_no_command():
    line = pausing.written(Arm((POINT,), 20))
    line["breakpoints"][0]["direction"] = "sideways"
    assert pausing.read("command", line) is None
    assert pausing.read("command", "arm") is None
