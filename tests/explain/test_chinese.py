import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.explain.texts import COMMON

from hisight.explain.chinese import (
    LOST,
    commonness,
    familiarity,
    hanzi_of,
    has_hanzi,
    in_gb2312,
    is_all_hanzi,
    is_chinese,
)


@pytest.mark.parametrize("text", ["内科门诊", "王喆", "3楼A座", "（男）37.2℃", f"内{LOST}科"])
def test_what_a_chinese_system_writes_is_chinese(text):
    assert is_chinese(text)


@pytest.mark.parametrize("text", ["", "abc", "鍐呯", "喆堃", f"{LOST}{LOST}内", "内ñ", LOST])
def test_what_a_misreading_makes_is_not(text):
    assert not is_chinese(text)


def test_common_are_the_characters_of_the_first_level():
    assert (commonness("内科"), commonness("王喆"), commonness("嫒鬯")) == (1, 0.5, 0)


@pytest.mark.parametrize(
    ("question", "yes", "no"),
    [(in_gb2312, "内科α①", "镕"), (has_hanzi, "x内", "α"), (is_all_hanzi, "A座喆", "内€")],
)
def test_the_smaller_questions(question, yes, no):
    assert question(yes)
    assert not question(no)


def test_familiar_are_the_characters_of_gb2312():
    assert (familiarity("濮囧浆"), familiarity("内科A"), familiarity("A")) == (2 / 3, 1, 0)


def test_hanzi_are_picked_out_of_a_text():
    assert hanzi_of("A座3楼α") == "座楼"


@given(st.text(st.sampled_from(COMMON), min_size=1))
def test_common_characters_are_all_common(text):
    assert commonness(text) == 1
    assert is_chinese(text)
