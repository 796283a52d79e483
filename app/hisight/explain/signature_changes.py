"""What a peer may do differently when it signs: the dimensions that the signature explainer walks, as data.

Only what can matter for the message at hand is offered: without Chinese text no other charset, without line breaks no line
ends. The likeliest dimensions come first, and in each the likeliest option.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, ParamSpec, cast, get_args

from hisight.explain.near_keys import misspelled
from hisight.explain.signature_clauses import (
    LABELS,
    clause,
    digest_clause,
    key_part_clause,
    rule_clause,
    separator_clause,
    sign_type_clause,
)
from hisight.protocol import RULES, Difference, Key, Signable, SignatureRule
from hisight.protocol.digests import HEX_DIGITS
from hisight.protocol.envelope import PAYLOAD_NAME
from hisight.protocol.signature_rule import Layout, PayloadForm, SignedCharset
from hisight.wording import Words


@dataclass(frozen=True, slots=True, eq=False)
class Change:
    """One thing that a peer does differently."""

    name: str
    """A stable name, e.g. `key-part`."""
    value: str
    """What it is instead, e.g. `&key={key}`; for a key its label."""
    words: Words
    """The same as a clause: "the payload is signed before encryption"."""
    agreed: Words
    """What was agreed, as a clause of the same form."""
    entries: tuple[tuple[str, Any], ...] = ()
    """The entries of the rule that it changes, with their values."""
    key: Key | None = None
    """The key that is used instead."""
    rule: SignatureRule | None = None
    """The rule that is followed instead."""

    @property
    def difference(self) -> Difference:
        """The same as a person is told."""
        return Difference(self.name, LABELS[self.name], self.agreed, self.words)


_Arguments = ParamSpec("_Arguments")


def _kept(options: Callable[_Arguments, Iterator[Change]]) -> Callable[_Arguments, tuple[Change, ...]]:
    """`options`, made once for all messages of a peer: they do not depend on the message."""

    def made(*arguments: _Arguments.args, **named: _Arguments.kwargs) -> tuple[Change, ...]:
        return tuple(options(*arguments, **named))

    return cast("Callable[_Arguments, tuple[Change, ...]]", lru_cache(32)(made))


def dimensions(signable: Signable, expected: SignatureRule, keys: tuple[Key, ...], found: str) -> list[list[Change]]:
    """Everything in which the signing of one message may differ from `expected` with the first of `keys`.

    `found` is the SIGN in the message: its length tells which digests can have made it.
    """
    walked = (
        _rules(expected),
        key_changes(keys),
        _key_parts(expected),
        _payload_forms(signable, expected),
        [_entry(expected, "order", "document" if expected.order == "sorted" else "sorted")],
        _trimming(signable, expected),
        _empty_fields(signable, expected),
        _sign_type(expected),
        _charsets(signable, expected),
        _line_ends(signable, expected),
        _base64_lines(signable, expected),
        _texts(signable, expected),
        _layouts(expected),
        _separators(expected),
        _digests(expected, len(found)),
        _string_cases(expected),
    )
    return [options for dimension in walked if (options := list(dimension))]


def likely_together(walked: Sequence[Sequence[Change]], keys: Sequence[Key]) -> list[list[Change]]:
    """What may well differ along with something else, of the dimensions `walked`: that is looked for in every message."""
    return [
        [change for change in options if change.key in (None, *keys)]
        for options in walked
        if options[0].name in _LIKELY
    ]


_LIKELY = ("key", "key-part", "payload", "order", "blanks", "empty", "sign-type", "charset", "layout")


def changed(expected: SignatureRule, changes: tuple[Change, ...]) -> SignatureRule:
    """`expected` with `changes` to it. A key that is joined like the fields is joined by the separator that they have."""
    rule, entries = expected, dict[str, Any]()
    for change in changes:
        rule = change.rule or rule
        entries |= change.entries
    part = entries.get("key_part", rule.key_part)
    before, after = expected.separator, entries.get("separator", rule.separator)
    # Another layout, which does without separators, does not touch the key part.
    if before and after != before and part.startswith(before) and (after or "layout" not in entries):
        entries["key_part"] = after + part.removeprefix(before)
    return rule._replace(**entries)


def as_joined(expected: SignatureRule, changes: tuple[Change, ...]) -> tuple[Change, ...]:
    """`changes`, in which the key part reads as it does with another separator."""
    part = changed(expected, changes).key_part
    return tuple(_key_part(expected, part) if change.name == "key-part" else change for change in changes)


@lru_cache(256)
def _entry(expected: SignatureRule, name: str, value: str, **also: str) -> Change:
    """That the entry called `name` is `value`; `also` are entries that go with it."""
    entry = name.replace("-", "_")
    agreed = clause(name, getattr(expected, entry))
    return Change(name, value, clause(name, value), agreed, ((entry, value), *also.items()))


@_kept
def _rules(expected: SignatureRule) -> Iterator[Change]:
    for rule in RULES.values():
        # The case of the hex digits is compared apart: a rule that differs in nothing else is none of its own here.
        if rule._replace(name=expected.name, uppercase=expected.uppercase) != expected and rule.uppercase:
            yield Change("rule", rule.name, rule_clause(rule.name), rule_clause(expected.name), rule=rule)


@_kept
def key_changes(keys: tuple[Key, ...]) -> Iterator[Change]:
    """The keys that may have been used in place of the first of `keys`: the others, and each of them misspelled."""
    for key in keys[1:]:
        words = Words(f"密钥是 {key.label}", f"the key is {key.label}")
        agreed = Words(f"密钥是 {keys[0].label}", f"the key is {keys[0].label}")
        yield Change("key", key.label, words, agreed, key=key)
    for key in keys:
        agreed = Words(f"密钥 {key.label} 原样使用", f"the key {key.label} is used just as it is")
        for way, wrong in misspelled(key):
            yield Change("key", f"{key.label} {way.name}", way.words, agreed, key=wrong)


@_kept
def _key_parts(expected: SignatureRule) -> Iterator[Change]:
    for written in _KEY_PARTS:
        part = written.replace("&", expected.separator or "&")
        if part != expected.key_part:
            yield _key_part(expected, part)


def _key_part(expected: SignatureRule, part: str) -> Change:
    return Change("key-part", part, key_part_clause(part), key_part_clause(expected.key_part), (("key_part", part),))


_KEY_PARTS = ("&KEY={key}", "&key={key}", "KEY{key}", "&KEY{key}", "{key}", "&{key}", "")


def _payload_forms(signable: Signable, expected: SignatureRule) -> Iterator[Change]:
    name, seen = PAYLOAD_NAME[signable.direction], set[str]()
    for form in _PAYLOAD_FORMS:
        rule = expected._replace(
            layout="values", key_part="", payload=form, request_fields=(name,), response_fields=(name,)
        )
        text = rule.base_string(signable, "")
        if form == expected.payload or (text and text not in seen):
            seen.add(text)
            if form != expected.payload:
                yield _entry(expected, "payload", form)


_PAYLOAD_FORMS: tuple[PayloadForm, ...] = get_args(PayloadForm)


def _trimming(signable: Signable, expected: SignatureRule) -> Iterator[Change]:
    values = [entry.value for entry in signable.envelope.fields]
    if any(value != value.strip() for value in values):
        yield _entry(expected, "blanks", "kept" if expected.blanks == "trimmed" else "trimmed")


def _empty_fields(signable: Signable, expected: SignatureRule) -> Iterator[Change]:
    names = expected.names_of(signable.direction)
    if not all(signable.envelope.get(name) for name in names):
        yield _entry(expected, "empty", "dropped" if expected.empty == "kept" else "kept")


@_kept
def _sign_type(expected: SignatureRule) -> Iterator[Change]:
    if "SIGN_TYPE" in expected.request_fields:
        return
    entries = (
        ("request_fields", (*expected.request_fields, "SIGN_TYPE")),
        ("response_fields", (*expected.response_fields, "SIGN_TYPE")),
    )
    signed, unsigned = sign_type_clause(signed=True), sign_type_clause(signed=False)
    yield Change("sign-type", "SIGN_TYPE", signed, unsigned, entries)


def _charsets(signable: Signable, expected: SignatureRule) -> Iterator[Change]:
    ascii_alone = signable.envelope.text.isascii() and signable.plaintext.isascii()
    for charset in ("utf-16-le", "utf-8-sig") if ascii_alone else get_args(SignedCharset):
        if charset != expected.charset:
            yield _entry(expected, "charset", charset)


def _line_ends(signable: Signable, expected: SignatureRule) -> Iterator[Change]:
    text = signable.envelope.text + signable.plaintext
    if expected.line_ends == "as-is" and "\n" in text:
        yield _entry(expected, "line-ends", "crlf")
        if "\r\n" in text or "&#13;" in text:
            yield _entry(expected, "line-ends", "lf")


def _base64_lines(signable: Signable, expected: SignatureRule) -> Iterator[Change]:
    sealed = signable.envelope.get(PAYLOAD_NAME[signable.direction])
    if expected.payload != "sealed" or not sealed.strip() or "<" in sealed:
        return
    joined = "".join(sealed.split())
    if joined != sealed:
        yield _entry(expected, "base64-lines", "joined")
    if len(joined) > 76:
        yield _entry(expected, "base64-lines", "lf-76")
        yield _entry(expected, "base64-lines", "crlf-76")


def _texts(signable: Signable, expected: SignatureRule) -> Iterator[Change]:
    if expected.text == "raw":
        yield _entry(expected, "text", "value")
        return
    text = signable.envelope.text
    if any(text[one.span.inner : one.span.inner_end] != one.value for one in signable.envelope.fields):
        yield _entry(expected, "text", "raw")


@_kept
def _layouts(expected: SignatureRule) -> Iterator[Change]:
    for layout in get_args(Layout):
        if layout != expected.layout:
            yield _entry(expected, "layout", layout, separator="&" if layout == "query" else "")


@_kept
def _separators(expected: SignatureRule) -> Iterator[Change]:
    agreed = separator_clause(expected.separator)
    for separator in _SEPARATORS:
        if separator != expected.separator:
            yield Change("separator", separator, separator_clause(separator), agreed, (("separator", separator),))


_SEPARATORS = ("&", "", "|", ",", "\n", "\r\n")


@_kept
def _digests(expected: SignatureRule, length: int) -> Iterator[Change]:
    for digest, digits in HEX_DIGITS.items():
        if digest != expected.digest and digits == length:
            words, agreed = digest_clause(digest), digest_clause(expected.digest)
            yield Change("digest", digest, words, agreed, (("digest", digest),))


@_kept
def _string_cases(expected: SignatureRule) -> Iterator[Change]:
    for case in ("upper", "lower"):
        if case != expected.string_case:
            yield _entry(expected, "string-case", case)
