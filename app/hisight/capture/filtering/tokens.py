"""The text of a filter in pieces: brackets, words, comparisons, each with its place.

What a Chinese input method writes counts as its ASCII counterpart: full-width letters, digits, brackets, operators, quotes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, cast

from hisight.capture.filtering.names import FIELD_MARK, Operator, named

_WIDE = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_WIDE_ALPHANUMERIC = {wide: narrow for wide, narrow in _WIDE.items() if chr(narrow).isalnum()}
_SYNTAX = _WIDE | {ord("“"): 0x22, ord("”"): 0x22}
_OPERATORS = {"≥": ">=", "≤": "<=", "≠": "!="}

_NAME = re.compile(rf"(?:{FIELD_MARK}[\w.\-]+|[A-Za-z_][\w.\-]*|[\u4e00-\u9fff]+)(?!://)")
_OPERATOR = re.compile(r"!=|>=|<=|[:=<>≥≤≠]")
_SPACED_OPERATOR = re.compile(r"(\s+)(!=|>=|<=|[:=<>≥≤≠])(\s+)")
_BARE = re.compile(r"[^\s()]*")
_QUOTED = re.compile(r'"((?:\\["\\]|[^"])*)("?)', re.DOTALL)
_ESCAPE = re.compile(r'\\(["\\“”＂])')

Piece = Literal["(", ")", "and", "or", "not", "word", "term"]


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of the text."""

    piece: Piece
    """What it is."""
    start: int
    """Where it begins."""
    end: int
    """Where it ends."""
    value: str = ""
    """The word, or what is compared with."""
    closed: bool = True
    """False when a quotation mark at its end is missing."""
    name: str = ""
    """Of a comparison: the name."""
    operator: Operator = ":"
    """Of a comparison: the operator."""
    operator_start: int = 0
    """Of a comparison: where the operator begins."""
    value_start: int = 0
    """Of a comparison: where the value begins, with its quotation mark."""


def fold(text: str) -> str:
    """`text` with every full-width character as its ASCII counterpart; as long as before."""
    return text.translate(_SYNTAX)


def scan(text: str) -> Iterator[Token]:
    """The pieces of `text` in order. Never fails: what is wrong with them is for the caller to say."""
    folded, at = fold(text), 0
    while at < len(folded):
        if folded[at].isspace():
            at += 1
            continue
        token = _bracket(folded, at) or _comparison(text, folded, at) or _word(text, folded, at)
        yield token
        at = token.end


def _bracket(folded: str, at: int) -> Token | None:
    return Token(cast(Piece, folded[at]), at, at + 1) if folded[at] in "()" else None


def _comparison(text: str, folded: str, at: int) -> Token | None:
    name = _NAME.match(folded, at)
    if name is None:
        return None
    operator_start, value_start = name.end(), 0
    if operator := _OPERATOR.match(folded, name.end()):
        written, value_start = operator[0], operator.end()
    elif named(name[0]) and (spaced := _SPACED_OPERATOR.match(folded, name.end())):
        written, operator_start, value_start = spaced[2], spaced.start(2), spaced.end()
    else:
        return None
    value, end, closed = _value(text, folded, value_start)
    meant = cast(Operator, _OPERATORS.get(written, written))
    return Token("term", at, end, value, closed, name[0], meant, operator_start, value_start)


def _word(text: str, folded: str, at: int) -> Token:
    value, end, closed = _value(text, folded, at)
    if folded[at] != '"' and value.lower() in ("and", "or", "not"):
        return Token(cast(Piece, value.lower()), at, end)
    return Token("word", at, end, value, closed)


def _value(text: str, folded: str, at: int) -> tuple[str, int, bool]:
    """The value that begins at `at`, where it ends, and whether its quotation is closed."""
    if quoted := _QUOTED.match(folded, at):
        inner = text[quoted.start(1) : quoted.end(1)]  # in quotation marks every character is itself
        return _ESCAPE.sub(r"\1", inner), quoted.end(), bool(quoted[2])
    end = cast(re.Match[str], _BARE.match(folded, at)).end()
    return text[at:end].translate(_WIDE_ALPHANUMERIC), end, True


def quoted(value: str) -> str:
    """`value` as a filter reads it back: in quotation marks where it needs them."""
    bare = _BARE.fullmatch(fold(value)) and value and '"' not in fold(value)
    if bare and value.translate(_WIDE_ALPHANUMERIC) == value and value.lower() not in ("and", "or", "not"):
        return value
    return '"' + re.sub(r'(["\\“”＂])', r"\\\1", value) + '"'
