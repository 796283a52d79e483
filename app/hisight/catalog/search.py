"""Finding words in the interface: names, titles, descriptions, codes, return codes, rules, and what the text leaves in doubt."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from hisight.catalog.model import Catalog, Doubt, Extra, Field, Function, Part
from hisight.wording import Words

Kind = Literal["function", "field", "code", "doubt", "extra", "return-code", "rule"]
Side = Literal["", "request", "response"]


@dataclass(frozen=True, slots=True)
class Hit:
    """A place in the catalog where the words were found."""

    function: Function | None
    """The function; None for the envelopes, the code tables, the common return codes and the rules."""
    part: Side
    """Which side it stands on; without a function, which envelope. Empty for what has no side."""
    field: Field | None
    """The row; None for what belongs to none."""
    kind: Kind
    """What was found. `code` is a value of a code table or of a row, `extra` a field that only the sample knows."""
    name: str
    """What it is called: label of the function, tag, code table, RETURN_CODE, number of the rule."""
    text: Words
    """What stands there. The published text is Chinese in both languages; a doubt found in one language only is given in it."""


def search(catalog: Catalog, text: str) -> list[Hit]:
    """Where the words of `text` stand together, in any order, without regard to case or width: in published order, but
    what is called exactly so comes first.

    The function counts as said of everything in it: `2005 LOCK_ID` finds that field of that function. Nothing for a blank
    `text`.
    """
    words = _folded(text).split()
    if not words:
        return []
    whole = " ".join(words)
    hits = list(_everything(catalog, words))
    return sorted(hits, key=lambda hit: not any(_folded(name) == whole for name in _names(hit)))


def _names(hit: Hit) -> tuple[str, ...]:
    if hit.kind == "function" and hit.function is not None:
        return (hit.name, hit.function.code, hit.function.name, hit.function.title)
    return () if hit.kind == "doubt" else (hit.name,)


def _everything(catalog: Catalog, words: Sequence[str]) -> Iterator[Hit]:
    for function in catalog.functions:
        yield from _function(function, words)
    yield from _part(None, "request", catalog.envelope_request, words)
    yield from _part(None, "response", catalog.envelope_response, words)
    for table, codes in catalog.code_tables.items():
        for code, meaning in codes.items():
            if _found(words, table, f"{code}-{meaning}"):
                yield Hit(None, "", None, "code", table, _same(f"{code}-{meaning}"))
    for code, meaning in catalog.return_codes.items():
        if _found(words, "", code, meaning):
            yield Hit(None, "", None, "return-code", code, _same(meaning))
    for number, rule in enumerate(catalog.rules, start=1):
        if _found(words, "", rule):
            yield Hit(None, "", None, "rule", str(number), _same(rule))


def _function(function: Function, words: Sequence[str]) -> Iterator[Hit]:
    if _found(words, "", function.label, function.title, function.section):
        yield Hit(function, "", None, "function", function.label, _same(function.title))
    elif _found(words, function.label, function.description):
        lines = (line for line in function.description.splitlines() if _found(words, function.label, line))
        text = next(lines, function.description)
        yield Hit(function, "", None, "function", function.label, _same(text))
    yield from _part(function, "request", function.request, words)
    yield from _part(function, "response", function.response, words)
    for code, meaning in function.return_codes.items():
        if _found(words, function.label, code, meaning):
            yield Hit(function, "", None, "return-code", code, _same(meaning))


def _part(function: Function | None, side: Side, part: Part, words: Sequence[str]) -> Iterator[Hit]:
    context = f"{function.label} {function.title}" if function else part.root
    for field in part.fields:
        if _found(words, context, field.name, field.description):
            yield Hit(function, side, field, "field", field.name, _same(field.description))
        else:
            for code, meaning in (field.codes or {}).items():
                if _found(words, f"{context} {field.name}", code, meaning):
                    yield Hit(function, side, field, "code", field.name, _same(f"{code}-{meaning}"))
        yield from _notes(function, side, field, field.doubts, words)
    yield from _notes(function, side, None, part.doubts, words)
    yield from _notes(function, side, None, part.extra, words)


def _notes(
    function: Function | None, side: Side, field: Field | None, notes: Iterable[Doubt | Extra], words: Sequence[str]
) -> Iterator[Hit]:
    label = function.label if function else ""
    for note in notes:
        kind: Kind = "extra" if isinstance(note, Extra) else "doubt"
        name = note.name if isinstance(note, Extra) else field.name if field else ""
        own = (note.name,) if isinstance(note, Extra) else (note.value, note.kind)
        in_zh, in_en = (_found(words, f"{label} {name}", text, *own) for text in note.note)
        if in_zh or in_en:
            text = note.note if in_zh and in_en else _same(note.note.zh if in_zh else note.note.en)
            yield Hit(function, side, field, kind, name, text)


def _found(words: Sequence[str], context: str, *own: str) -> bool:
    """Whether every word stands in `own` or in `context`, and at least one in `own`."""
    here = _folded("\n".join(own))
    absent = [word for word in words if word not in here]
    if not absent:
        return True
    around = _folded(context)
    return len(absent) < len(words) and all(word in around for word in absent)


@lru_cache(maxsize=16384)  # a catalog has some 5,000 texts, and every letter typed asks for them all
def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _same(text: str) -> Words:
    return Words(text, text)
