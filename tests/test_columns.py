from hypothesis import given
from hypothesis import strategies as st

from hisight.columns import fitted, padded, width, wrapped


def test_a_chinese_character_takes_two_columns():
    assert width("号源 LOCK") == 9


def test_columns_stand_below_each_other():
    assert [width(padded(text, 8)) for text in ("", "性别", "SEX", "ＳＥＸ")] == [8, 8, 8, 8]
    assert padded("longer than 8", 8) == "longer than 8"


def test_words_are_not_torn_and_signs_do_not_begin_a_line():
    assert wrapped("号源锁定 LOCK_ID，用于解锁", 12) == ["号源锁定", "LOCK_ID，用", "于解锁"]
    assert wrapped("必填，但样例", 4) == ["必", "填，", "但样", "例"]
    assert wrapped("Required, but the sample", 13) == ["Required, but", "the sample"]


def test_nothing_is_one_empty_line():
    assert wrapped("", 10) == wrapped(" \n", 10) == [""]


@given(st.text(alphabet="号源锁 ，。AB_-\n　", max_size=60), st.integers(1, 30))
def test_wrapping_loses_nothing_but_blanks(text, columns):
    lines = wrapped(text, columns)
    assert "".join("".join(lines).split()) == "".join(text.split())
    for line in lines:
        assert line == line.strip()
        assert width(line) <= columns or len(wrapped(line, 1)) == 1 or columns < width(line.split()[0])


def test_what_is_too_long_for_its_column_ends_in_an_ellipsis_and_takes_no_more_room():
    for text, shown in (("abc", "abc   "), ("abcdef", "abcdef"), ("abcdefg", "abcde…"), ("号源锁定", "号源… ")):
        assert fitted(text, 6) == shown
        assert width(fitted(text, 6)) == 6
