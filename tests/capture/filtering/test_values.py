"""hisight.capture.filtering.values; what is refused is seen in test_parsing."""

from datetime import datetime

import pytest

from hisight.capture.filtering.values import Span, number, span


def at(*when):
    return datetime(*when).timestamp()


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("10:02", Span("10:02:00", "10:03:00")),
        ("9:02:59", Span("09:02:59", "09:03:00")),
        ("23:59", Span("23:59:00", "24:00:00")),
        ("2026-11-26", Span(at(2026, 11, 26), at(2026, 11, 27))),
        ("2026-1-2T10:02", Span(at(2026, 1, 2, 10, 2), at(2026, 1, 2, 10, 3))),
        ("2026-01-02 10:02:03", Span(at(2026, 1, 2, 10, 2, 3), at(2026, 1, 2, 10, 2, 4))),
        ("2026-02-30", None),
        ("24:00", None),
        ("10", None),
        ("2026-01-02T", Span(at(2026, 1, 2), at(2026, 1, 3))),
        ("", None),
    ],
)
def test_a_time_is_as_long_as_it_is_written(value, expected):
    assert span(value) == expected


def test_a_time_that_the_system_cannot_count_is_none(monkeypatch):
    monkeypatch.setattr("hisight.capture.filtering.values.datetime", lambda *_: _Never())
    assert span("2026-01-02") is None


class _Never:
    def timestamp(self):
        raise OverflowError


def test_numbers_are_plain_digits():
    assert [number(text) for text in ("5", "-1.5", "1e3", "nan", "٣", "", "9" * 16)] == [5.0, -1.5, *[None] * 5]
