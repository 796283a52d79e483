"""hisight.capture.filtering.tokens"""

from hypothesis import given
from hypothesis import strategies as st

from hisight.capture.filtering.tokens import fold, quoted, scan


def test_each_piece_knows_its_place():
    text = '（ fun：20 or "x y" ms > 5)'
    pieces = [(token.piece, text[token.start : token.end]) for token in scan(text)]
    assert pieces == [("(", "（"), ("term", "fun：20"), ("or", "or"), ("word", '"x y"'), ("term", "ms > 5"), (")", ")")]


@given(st.text())
def test_the_pieces_of_any_text_follow_each_other(text):
    assert len(fold(text)) == len(text)
    ends = [0]
    for token in scan(text):
        assert ends[-1] <= token.start < token.end
        assert not text[ends[-1] : token.start].strip()
        ends.append(token.end)
    assert not text[ends[-1] :].strip()


@given(st.text())
def test_a_quoted_value_is_one_word_again(value):
    (token,) = scan(f"x={quoted(value)}")
    assert (token.value, token.closed) == (value, True)
