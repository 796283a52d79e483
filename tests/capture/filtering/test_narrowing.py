import pytest

from hisight.capture.filtering import parse
from hisight.capture.filtering.narrowing import has, narrowed, widened


@pytest.mark.parametrize(
    ("text", "term", "expected"),
    [
        ("", "failed:yes", "failed:yes"),
        ("号源 ", "failed:yes", "号源 failed:yes"),
        ("failed:yes 号源", "failed:yes", "failed:yes 号源"),
        ("fun:2005 号源", "fun:2007", "号源 fun:2007"),
        ("fun:2005 and 号源", "fun:2007", "号源 fun:2007"),
        ("fun!=2005", "fun:2007", "fun!=2005 fun:2007"),
        ("ms>=500", "ms>=1000", "ms>=500 ms>=1000"),
        ("not fun:2005", "fun:2007", "not fun:2005 fun:2007"),
        ("a or b", "failed:yes", "(a or b) failed:yes"),
        ("(a or fun:2005) b", "fun:2007", "(a or fun:2005) b fun:2007"),
        ("a", '"b c"', 'a "b c"'),
    ],
)
def test_a_condition_is_demanded_as_well(text, term, expected):
    assert narrowed(text, term) == expected
    assert has(expected, term)
    parse(expected)


@pytest.mark.parametrize(
    ("text", "term", "expected"),
    [
        ("failed:yes", "failed:yes", ""),
        ("a failed:yes b", "failed:yes", "a b"),
        ("a and failed:yes", "failed:yes", "a"),
        ("failed:yes and a", "failed:yes", "a"),
        ("ｆａｉｌｅｄ：yes a", "failed:yes", "a"),
        ("(failed:yes) a", "failed:yes", "(failed:yes) a"),
        ("a or failed:yes", "failed:yes", "a or failed:yes"),
        ("not failed:yes", "failed:yes", "not failed:yes"),
    ],
)
def test_a_demand_is_taken_out_and_nothing_else(text, term, expected):
    assert widened(text, term) == expected
    assert not has(expected, term)
    parse(expected)
