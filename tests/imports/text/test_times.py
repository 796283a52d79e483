from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hisight.imports.text.times import Times

DAY = datetime(2026, 11, 26)
LOCAL = datetime(2026, 11, 26, 10, 2, 3).timestamp()


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-26 10:02:03 INFO",
        "[2026/11/26 10:02:03]",
        "2026.11.26T10:02:03",
        "2026年11月26日 10:02:03",
        "张工 10:02:03",
        "26/Nov/2026:10:02:03",
        "2020-01-01 01:01:01 to 2026-11-26 10:02:03",
    ],
)
def test_the_last_time_is_what_the_text_says(text):
    assert Times(DAY).last_in(text.encode()) == LOCAL


def test_gbk_dates_fractions_zones_and_seconds_since_1970_are_read():
    times = Times(DAY)
    assert times.last_in("2026年11月26日 10:02:03".encode("gbk")) == LOCAL
    assert times.last_in(b"2026-11-26 10:02:03,250 x") == LOCAL + 0.25
    utc = datetime(2026, 11, 26, 2, 2, 3, tzinfo=UTC).timestamp()
    for text in (
        b"2026-11-26T02:02:03Z",
        b"2026-11-26T10:02:03+08:00",
        b"2026-11-25 20:02:03 -0600",
        b"ts=1795658523",
        b"1795658523000",
    ):
        assert times.last_in(text) == utc, text


def test_a_time_alone_is_of_the_day_before_it():
    times = Times(datetime(2000, 1, 1))
    times.last_in(b"2026-11-26 09:00:00")
    assert times.last_in(b"10:02:03") == LOCAL


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"no time",
        b"2026-13-40 10:00:00 x",
        b"25:61",
        b"1.2.3.4:8080",
        b"0001-01-01 00:00:00",
        b"2026-11-26 10:02:03+99:99",
    ],
)
def test_what_is_no_time_is_none_and_nothing_was_seen(text):
    times = Times(DAY)
    assert (times.last_in(text), times.seen) == (0.0, False)


@given(st.binary() | st.from_regex(rb"\d{4}[-/]\d\d?[-/]\d\d? \d\d?:\d\d(:\d\d)?([.,]\d+)?([+-]\d{4})?"))
def test_nothing_is_too_odd(text):
    times = Times(DAY)
    assert (times.last_in(text) == 0) is not times.seen
