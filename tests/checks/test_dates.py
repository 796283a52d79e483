import pytest
from hypothesis import given
from hypothesis import strategies as st

from hisight.checks.dates import fits
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


@given(st.datetimes())
def test_every_moment_fits_every_format_it_is_written_in(moment):
    for form in KNOWN_FORMATS:
        text = form
        for token, width, part in (
            ("YYYY", 4, moment.year), ("HH24", 2, moment.hour), ("MM", 2, moment.month), ("DD", 2, moment.day),
            ("MI", 2, moment.minute), ("SS", 2, moment.second),
        ):  # fmt: skip
            text = text.replace(token, f"{part:0{width}}")
        assert fits(text, form), (text, form)
