"""The text of a filter to what it asks.

query      = either
either     = all { "or" all }
all        = one { [ "and" ] one }
one        = "not" one | "(" either ")" | word | comparison
comparison = name operator value            without blanks, or with blanks on both sides of the operator
word       = characters without blank and bracket, or anything in quotation marks
"""

import difflib

from hisight.capture.filtering.names import NAMES, named
from hisight.capture.filtering.query import All, Either, Node, Not, Query, QueryError, Term, Word
from hisight.capture.filtering.tokens import Token, scan
from hisight.capture.filtering.values import complaint
from hisight.wording import Words

MOST_TERMS = 100
"""A filter with more words and comparisons is a text that was pasted by mistake."""

_DEEPEST = 20  # brackets within brackets


def parse(text: str) -> Query:
    """What `text` asks. Raises QueryError with the place and, where there is one, the nearest valid name."""
    tokens = list(scan(text))
    terms = [token for token in tokens if token.piece in ("word", "term")]
    if len(terms) > MOST_TERMS:
        words = Words(f"条件超过 {MOST_TERMS} 个", f"More than {MOST_TERMS} conditions")
        raise QueryError(words, terms[MOST_TERMS].start, len(text))
    if not tokens:
        return Query(text)
    parser = _Parser(tokens, len(text))
    return Query(text, parser.whole())


class _Parser:
    def __init__(self, tokens: list[Token], length: int) -> None:
        self._tokens = tokens
        self._end = Token(")", length, length)
        self._at = 0
        self._depth = 0

    def whole(self) -> Node:
        node = self._either()
        if self._at < len(self._tokens):
            raise _wrong(self._next, Words("多了一个右括号", "A closing bracket too many"))
        return node

    @property
    def _next(self) -> Token:
        return self._tokens[self._at] if self._at < len(self._tokens) else self._end

    def _either(self) -> Node:
        parts = [self._all()]
        while self._next.piece == "or":
            self._at += 1
            parts.append(self._all())
        return parts[0] if len(parts) == 1 else Either(tuple(parts))

    def _all(self) -> Node:
        parts = [self._one()]
        while self._next.piece not in ("or", ")"):
            if self._next.piece == "and":
                self._at += 1
            parts.append(self._one())
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def _one(self) -> Node:
        token = self._next
        if token.piece in ("word", "term"):
            self._at += 1
            return _leaf(token)
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _wrong(token, Words(f"嵌套超过 {_DEEPEST} 层", f"Nested more than {_DEEPEST} deep"))
        node = self._compound(token)
        self._depth -= 1
        return node

    def _compound(self, token: Token) -> Node:
        if token.piece == "not":
            self._at += 1
            return Not(self._one())
        if token.piece != "(":
            raise self._missing(token)
        self._at += 1
        node = self._either()
        if self._next is self._end:
            raise _wrong(token, Words("括号没有闭合", "The bracket is not closed"))
        self._at += 1
        return node

    def _missing(self, token: Token) -> QueryError:
        before = self._tokens[self._at - 1] if self._at else None
        if before is None:
            words = Words("开头缺少条件", "A condition is missing at the beginning")
        elif before.piece == "(":
            words = Words("括号里缺少条件", "A condition is missing in the brackets")
        else:
            words = Words(f"{before.piece} 后面缺少条件", f"A condition is missing after {before.piece}")
        return _wrong(token, words)


def _leaf(token: Token) -> Node:
    if not token.closed:
        start = token.value_start if token.piece == "term" else token.start
        raise QueryError(Words("引号没有闭合", "The quotation mark is not closed"), start, token.end)
    if token.piece == "word":
        return Word(token.value)
    name = named(token.name)
    if name is None:
        raise QueryError(_unknown(token.name), token.start, token.start + len(token.name))
    if not token.value and token.value_start == token.end:
        words = Words(
            f"{token.name}{token.operator} 后面缺少值", f"A value is missing after {token.name}{token.operator}"
        )
        raise QueryError(words, token.start, token.end)
    wrong = complaint(name, token.operator, token.value)
    if wrong:
        place = (
            (token.value_start, token.end)
            if token.operator in name.operators
            else (token.operator_start, token.value_start)
        )
        raise QueryError(wrong, *place)
    return Term(name, token.operator, token.value)


def _unknown(written: str) -> Words:
    known = {spelled: name.name for name in NAMES.values() for spelled in (name.name, name.chinese)}
    near = difflib.get_close_matches(written.lower(), known, n=1, cutoff=0.65)
    if near:
        return Words(f"未知的名称 {written}，是否指 {near[0]}？", f"Unknown name {written}: did you mean {near[0]}?")
    return Words(
        f"未知的名称 {written}；要按文字查找，请加引号",
        f"Unknown name {written}; to look for the text, put it in quotation marks",
    )


def _wrong(token: Token, words: Words) -> QueryError:
    return QueryError(words, token.start, token.end)
