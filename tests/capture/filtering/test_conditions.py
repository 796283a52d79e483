"""hisight.capture.filtering.conditions; what conditions let through is seen in test_filter."""

import pytest

from hisight.capture import Filter
from hisight.capture.filtering.conditions import condition


@pytest.mark.parametrize(
    ("text", "source", "by_index"),
    [
        ("", "exchange e", True),
        ("fun:2007 code!=0", "summary s", True),
        ("fun:LockReg", "summary s", False),
        ("ms>5 status:200", "exchange e", True),
        ("url:x", "exchange e", False),
        ("mark:1", "exchange e", True),
        ("号源", "content c", False),
        ("fun:2007 号源", "summary s JOIN content c ON c.exchange_id = s.exchange_id", False),
        ("ms>5 号源", "exchange e JOIN content c ON c.exchange_id = e.id", False),
        ("ms>5 or 号源", "exchange e LEFT JOIN content c ON c.exchange_id = e.id", False),
        (
            "fun:1 or 号源",
            "exchange e LEFT JOIN content c ON c.exchange_id = e.id LEFT JOIN summary s ON s.exchange_id = e.id",
            False,
        ),
    ],
)
def test_only_the_tables_that_are_needed_are_asked(text, source, by_index):
    made = condition(Filter(text).asks())
    assert (made.source, made.by_index) == (source, by_index)


def test_values_are_never_in_the_text():
    made = condition(Filter("'; 号源 LOCK_ID='; url:'; time>10:02 comment:'; fun:';").asks())
    assert "';" not in made.sql
    assert set(made.parameters.values()) >= {"';", "号源", "10:03:00"}
