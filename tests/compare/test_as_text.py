"""A comparison as plain text."""

import pytest

from hisight import wording
from hisight.compare import How, as_text, compare


@pytest.fixture(autouse=True)
def english():
    wording.use("en")
    yield
    wording.use(None)


ROW = "<DEPT_LIST><DEPT_ID>{}</DEPT_ID><DEPT_NAME>{}</DEPT_NAME></DEPT_LIST>"


def test_a_change_is_two_lines_with_the_path_and_both_values(read):
    left, right = (read(answer=f"<RES>{ROW.format(1, name)}</RES>") for name in ("内科", "外科"))
    assert as_text(compare(left, right, How.substance()), "#1", "#2") == (
        "- #1\n+ #2\n1 difference, 1 more put aside\n\nResponse\n"
        "- RES/DEPT_LIST[1]/DEPT_NAME = 内科\n+ RES/DEPT_LIST[1]/DEPT_NAME = 外科\n"
    )


def test_all_shows_what_is_the_same_or_put_aside_too(read):
    left, right = (read(answer=f"<RES>{ROW.format(1, name)}</RES>") for name in ("内科", "外科"))
    text = as_text(compare(left, right, How.substance()), "#1", "#2", everything=True)
    assert "  RES/DEPT_LIST[1]/DEPT_ID = 1\n" in text
    assert "~- ROOT/SIGN = " in text


def test_what_has_moved_says_from_where_to_where(read):
    rows = [ROW.format(number, "内科") for number in "12"]
    left, right = (read(answer=f"<RES>{''.join(order)}</RES>") for order in (rows, rows[::-1]))
    assert "> RES/DEPT_LIST[1]  moved from place 1 to 2\n" in as_text(compare(left, right), "#1", "#2")


def test_a_long_value_is_cut_and_an_empty_one_visible(read):
    left, right = (read(answer=f"<RES>{ROW.format(1, name)}</RES>") for name in ("", "长" * 500))
    text = as_text(compare(left, right), "#1", "#2")
    assert 'DEPT_NAME = ""\n' in text
    assert f"{'长' * 200}…\n" in text
