"""hisight.capture.content"""

from hypothesis import given
from hypothesis import strategies as st

from hisight.capture import content

_CODES = {"A": content.code(1), "AB": content.code(27), "": content.NO_NAME}
_PAIRS = st.lists(st.tuples(st.sampled_from(sorted(_CODES)), st.text()))


def test_a_text_has_a_line_for_each_field_and_value_once():
    text = content.text_of([("A", "1"), ("AB", "号源\n已满"), ("A", ""), ("A", "1"), ("", "LockReg")], _CODES)
    assert text == f"\n{_CODES['A']}1\n{_CODES['AB']}号源\x0b已满\n\x1fLockReg\n"
    assert content.text_of([], _CODES) == ""


def test_the_codes_of_names_are_control_characters_and_none_begins_another():
    codes = [content.code(number) for number in range(1, 3000)]
    assert len(set(codes)) == len(codes)
    assert all(ord(character) < 32 and character not in "\t\n\x0b\r" for code in codes for character in code)
    assert {code.index("\x1f") for code in codes} == {1, 2, 3}
    assert all(code.endswith("\x1f") for code in codes)


def test_tokens_are_neighbours_that_are_not_ascii_and_whole_values_of_some_length():
    text = content.text_of([("A", "号源已a满"), ("A", "L0012"), ("A", "123"), ("A", "a\nbcde")], _CODES)
    assert content.tokens(text) == {"号源", "源已", *content.tokens_of_value("L0012")}
    assert content.tokens_of_word("号源已") == {"号源", "源已"}
    assert (
        content.tokens_of_word("a号") == content.tokens_of_value("123") == content.tokens_of_value("a\nbcde") == set()
    )
    assert len(content.tokens_of_value("L0012")) == 1


@given(_PAIRS)
def test_every_value_is_found_again_whatever_it_is(pairs):
    text = content.text_of(pairs, _CODES)
    for name, value in pairs:
        cleaned = content.cleaned(value)
        assert not value or f"\n{_CODES[name]}{cleaned}\n" in text
        assert not value or cleaned.replace("\x0b", "\n") in content.values_in(text, _CODES[name])
        assert content.tokens_of_value(value) <= content.tokens(text) or not value
        assert content.tokens_of_word(cleaned) <= content.tokens(text)
    text.encode()
