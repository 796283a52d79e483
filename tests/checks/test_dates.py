from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hisight.checks.dates import fits, of_length, read, written
from hisight.checks.rules.other_date_format import KNOWN_FORMATS


@pytest.mark.parametrize(
    ("value", "form", "right"),
    [
        ("2028-02-29", "YYYY-MM-DD", True),
        ("2026-02-29", "YYYY-MM-DD", False),
        ("2026-11-23T10:00:00", "YYYY-MM-DDTHH24:MI:SS", True),
        ("24:00", "HH24:MI", False),
        ("0800-0930", "HH24MI-HH24MI", True),
        ("0800-0960", "HH24MI-HH24MI", False),
        ("2026年11月23日", "YYYY年MM月DD日", True),
    ],
)
def test_a_date_fits_its_format_and_exists(value, form, right):
    assert fits(value, form) is right


@given(st.datetimes(min_value=datetime(1000, 1, 1)))
def test_every_moment_fits_every_format_it_is_written_in(moment):
    for form in KNOWN_FORMATS:
        assert fits(written(form, moment), form), form


def test_a_span_is_written_as_two_times():
    assert written("HH24MI-HH24MI", datetime(2026, 11, 23, 9, 5)) == "0905-0905"
    assert written("YYYY年MM月DD日", datetime(2026, 11, 23)) == "2026年11月23日"


def test_only_formats_of_the_same_length_are_tried():
    assert of_length(KNOWN_FORMATS, len("2026/11/23")) == ("YYYY-MM-DD", "YYYY/MM/DD", "YYYY.MM.DD")


@pytest.mark.parametrize(
    ("value", "form", "moment"),
    [
        ("2026-11-26", "YYYY-MM-DD", datetime(2026, 11, 26)),
        ("20261126083005", "YYYYMMDDHH24MISS", datetime(2026, 11, 26, 8, 30, 5)),
        ("2026-11-26 08:30", "YYYY-MM-DD HH24:MI", datetime(2026, 11, 26, 8, 30)),
    ],
)
def test_what_is_written_is_read_again(value, form, moment):
    assert read(value, form) == moment


def test_a_time_without_a_day_is_todays_and_a_span_begins_with_it():
    for value, form in (("08:30", "HH24:MI"), ("0830-0930", "HH24MI-HH24MI")):
        moment = read(value, form)
        assert (moment.hour, moment.minute) == (8, 30)
        assert abs((moment - datetime.now()).days) <= 1
