from hypothesis import given
from hypothesis import strategies as st

from hisight.gui.column_layout import PlacedColumn, from_text, to_text

COLUMNS = (PlacedColumn("function", 200, shown=True), PlacedColumn("field:LOCK_ID", 90, shown=False))


def test_a_layout_comes_back_as_it_was():
    assert from_text(to_text(COLUMNS)) == COLUMNS


@given(st.text() | st.recursive(st.none() | st.integers() | st.text(), st.lists).map(repr))
def test_any_other_text_is_no_layout(text):
    assert from_text(text) == ()


def test_an_entry_that_is_none_is_left_out():
    assert from_text('[{"key": "time", "width": 80, "shown": true}, {"key": 1}, 7]') == (
        PlacedColumn("time", 80, shown=True),
    )
    assert from_text('[{"key": "time", "width": -1, "shown": true}]') == ()
