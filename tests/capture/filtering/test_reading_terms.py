"""hisight.capture.filtering.reading_terms; what the terms let through is seen in test_filter."""

import pytest

from hisight.capture import content
from hisight.capture.filtering.reading_terms import field_holds

_TEXT = content.text_of([("A", "10"), ("A", "Abc"), ("B", "9")], {"A": "\x01\x1f", "B": "\x02\x1f"})


@pytest.mark.parametrize(
    ("operator", "value", "holds"),
    [
        (":", "aB", True),
        (":", "9", False),
        (">", "9", True),
        (">", "ABC", True),
        (">=", "10.0", True),
        ("<", "10", False),
        ("<=", "10", True),
        ("<", "B", True),
    ],
)
def test_numbers_are_ordered_as_numbers_and_other_values_as_text(operator, value, holds):
    assert field_holds(_TEXT, "\x01\x1f", operator, value) is holds
    assert field_holds(_TEXT, None, operator, value) is False
