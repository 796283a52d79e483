import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.explain.texts import COMMON, misread

from hisight.explain.charset_changes import ESCAPES, LOSSES, MISREADINGS, REFERENCES, dimensions, losses, written_out

BY_NAME = {change.name: change for change in (*MISREADINGS, *LOSSES, ESCAPES, REFERENCES)}
LATIN = [name for name in BY_NAME if name.endswith(("-latin-1", "-1252"))]


@pytest.mark.parametrize("name", LATIN)
@given(text=st.text(st.sampled_from(COMMON), min_size=2, max_size=12))
def test_a_latin_reading_is_undone_to_the_character_or_not_at_all(name, text):
    spoiled = misread(text, name)
    undone = BY_NAME[name].undo(spoiled)
    if name.startswith("utf-8") and spoiled != misread(text, name.replace("latin-1", "windows-1252")):
        assert undone == text
    assert undone in (text, "")


@given(st.text(st.sampled_from(COMMON), min_size=2, max_size=12))
def test_what_a_gbk_reader_did_not_lose_is_there_again(text):
    undone = BY_NAME["utf-8-as-gbk"].undo(misread(text, "utf-8-as-gbk"))
    pieces = iter(text)
    assert all(one == "\ufffd" or one in pieces for one in undone)


@pytest.mark.parametrize("change", [*MISREADINGS, *LOSSES, ESCAPES, REFERENCES])
@given(text=st.text(max_size=30))
def test_nothing_raises_and_what_cannot_have_been_is_empty(change, text):
    assert isinstance(change.undo(text), str)
    assert change.undo("") == ""


def test_signs_beside_numbers_are_no_letters():
    assert BY_NAME["gbk-as-latin-1"].undo("°±") == ""
    assert BY_NAME["gbk-as-latin-1"].undo("µº") == ""


def test_what_is_valid_utf_8_and_chinese_behind_it_is_no_gbk():
    assert BY_NAME["gbk-as-latin-1"].undo(misread("示例市", "utf-8-as-latin-1", "utf-8-as-latin-1")) == ""


@pytest.mark.parametrize(
    ("text", "undone"),
    [
        ("\\u5185\\\\u79d1", "内科"),
        ("\\ud842\\udfb7", "\U00020bb7"),
        ("\\ud842", ""),
        ("\\u0000", ""),
        ("\\u518", ""),
        ("C:\\users", ""),
    ],
)
def test_escapes_become_characters_where_they_stand_for_one(text, undone):
    assert ESCAPES.undo(text) == undone


@pytest.mark.parametrize(
    ("text", "undone"),
    [("&#x4E2D;&#22269;", "中国"), ("a&nbsp;b", "a\xa0b"), ("&amp;", "&"), ("A&B; C", ""), ("&", ""), ("x", "")],
)
def test_references_become_characters(text, undone):
    assert REFERENCES.undo(text) == undone


@pytest.mark.parametrize(
    ("name", "text", "undone"),
    [
        ("torn-character", "内\ufffd\ufffd\ufffd科", "内\ufffd科"),
        ("torn-character", "\ufffd", ""),
        ("torn-character", "内科", ""),
        ("lost-bytes", "\ufffd\ufffdҲ\ufffd A", "\ufffd\ufffd\ufffd A"),
        ("lost-bytes", "内\ufffd科", ""),
        ("lost-characters", "??-1?", "\ufffd\ufffd-1\ufffd"),
        ("lost-characters", "患者??", ""),
        ("lost-characters", "?", ""),
    ],
)
def test_losses_are_counted_where_they_show(name, text, undone):
    assert BY_NAME[name].undo(text) == undone


def test_only_what_can_matter_is_walked():
    def walked(dimensions, text: str) -> list[str]:
        return [options[0].name for options in dimensions(text, written_out(text))]

    assert walked(dimensions, "abc") == []
    assert walked(dimensions, "\\u5185") == ["escapes", "utf-8-as-gbk", "utf-8-as-gbk"]
    assert walked(dimensions, "鍐&amp;") == ["references", "utf-8-as-gbk", "utf-8-as-gbk"]
    assert walked(losses, "??") == ["torn-character"]
    assert walked(losses, "\ufffd") == ["utf-8-as-gbk", "torn-character"]


@pytest.mark.parametrize("change", MISREADINGS, ids=lambda change: change.name)
@given(text=st.text(st.sampled_from(COMMON), max_size=8))
def test_a_misreading_is_done_to_another_text_as_it_happens(change, text):
    assert change.redo(text) == misread(text, change.name)


def test_what_is_no_misreading_is_not_done_again():
    assert {change.redo for change in (ESCAPES, REFERENCES, *LOSSES)} == {None}
