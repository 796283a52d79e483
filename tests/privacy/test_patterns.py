from datetime import date

import pytest

from hisight.privacy.patterns import DATE, day_of, known_by_shape


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("000000199001010059", [("id-number", "000000199001010059")]),
        ("证件000000199001010059，已登记", [("id-number", "000000199001010059")]),
        ("00000019900101005X", [("id-number", "00000019900101005X")]),
        ("00000019900101005x", [("id-number", "00000019900101005x")]),
        ("without check digit 00000019900101005.", [("id-number", "00000019900101005")]),
        ("电话10012345678。", [("phone", "10012345678")]),
        ("+8610012345678", [("phone", "10012345678")]),
        ("86-10012345678", [("phone", "10012345678")]),
        ("110012345678", []),
        ("A10012345678", []),
        ("000000199013010059", []),
        ("0000001990010100590", []),
        ("order 20261123000012", []),
    ],
)
def test_identity_and_mobile_numbers_are_known_by_their_shape(text, found):
    assert list(known_by_shape(text)) == found


@pytest.mark.parametrize(
    "text", ["1990-01-02", "19900102", "1990/1/2", "1990年01月02日", "1990-01-02 08:30:00", "19900102083000"]
)
def test_a_day_is_read_in_any_of_its_forms(text):
    found = DATE.fullmatch(text)
    assert found
    assert day_of(found) == date(1990, 1, 2)


def test_a_day_that_no_calendar_has_is_none():
    found = DATE.fullmatch("1990-02-30")
    assert found
    assert day_of(found) is None
