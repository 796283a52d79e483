from hypothesis import given
from hypothesis import strategies as st

from hisight.imports.text.line_beginnings import without_beginnings

PLAIN = b"<ROOT>\n  <A>1</A>\r\n</ROOT>"


def prefixed(*before: bytes, end: bytes = b"") -> bytes:
    lines = PLAIN.splitlines(keepends=True)
    return lines[0] + b"".join(start + line for start, line in zip(before, lines[1:], strict=True)) + end


def test_lines_that_begin_alike_but_for_digits_lose_their_beginning():
    first = b"2026-11-26 10:02:03,120 INFO [main] - "
    data = prefixed(b"2026-11-26 10:02:03,121 INFO [main] - ", b"2026-11-26 10:02:04,1 INFO [main] - ")
    assert without_beginnings(data, first) == PLAIN
    assert without_beginnings(prefixed(b"> ", b"> "), b"> ") == PLAIN
    assert without_beginnings(prefixed(b"web_1  | ", b"web_1  | "), b"web_1  | ") == PLAIN


def test_a_line_of_another_level_loses_what_stands_before_its_markup():
    first, other = b"2026-11-26 10:02:03,120 INFO [main] - ", b"2026-11-26 10:02:03,121 WARN [x] - "
    assert without_beginnings(b"<ROOT>\n" + other + b"<A/>\n" + other + b"</ROOT>", first) == b"<ROOT>\n<A/>\n</ROOT>"


def test_a_message_whose_lines_begin_with_nothing_stays():
    for before in (b"", b"   ", b"2026-11-26 10:02:03 - "):
        assert without_beginnings(PLAIN, before) == PLAIN
    assert without_beginnings(b"<ROOT/>", b"x ") == b"<ROOT/>"


def test_ends_of_the_wire_log_go_with_the_beginnings():
    data = b'<ROOT>[\\n]"\n1 >> "<A/>[\\r][\\n]"\n1 >> "</ROOT>'
    assert without_beginnings(data, b'1 >> "') == b"<ROOT>\n<A/>\n</ROOT>"


@given(st.binary(), st.binary())
def test_nothing_is_too_odd(data, before):
    assert len(without_beginnings(data, before)) <= len(data) + data.count(b"\n")
