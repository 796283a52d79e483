"""What may be written next in a filter."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from hisight.capture.filtering.names import NAMES, Name, named, spelling
from hisight.capture.filtering.tokens import Token, quoted, scan
from hisight.wording import NOTHING, Words

MOST = 40
"""More completions nobody reads."""


@dataclass(frozen=True, slots=True)
class Completion:
    """A text that may stand in the place of what is written."""

    text: str
    """What to write."""
    start: int
    """Where what it replaces begins."""
    end: int
    """Where that ends."""
    help: Words
    """What it means; may be empty."""


def complete(text: str, cursor: int, values: Callable[[str], Iterable[str]]) -> list[Completion]:
    """What the piece of `text` before `cursor` may become, the likeliest first, at most `MOST`. Never fails.

    `values` gives the known values of a name (one of NAMES, or a field), the commonest first, and for the empty name the
    known fields; it may give none.
    """
    written = text[: max(0, cursor)]
    token = next((one for one in scan(written) if one.end == len(written)), None)
    if token is not None and token.piece == "term":
        name = named(token.name)
        return _values(token, name, values)[:MOST] if name else []
    start = token.start if token is not None and token.piece not in ("(", ")") else len(written)
    if token is not None and token.piece == "word" and written[start:] != token.value:
        return []  # in quotation marks
    return _names(written[start:], start, len(written), values)[:MOST]


def _names(begun: str, start: int, end: int, values: Callable[[str], Iterable[str]]) -> list[Completion]:
    matching = [
        name for name in NAMES.values() if name.name.startswith(begun.lower()) or name.chinese.startswith(begun)
    ]
    found = [Completion(f"{name.name}:", start, end, name.help) for name in matching]
    if begun:
        fields = (spelling(field) for field in values(""))
        found += [Completion(f"{one}=", start, end, NOTHING) for one in fields if begun.lower() in one.lower()]
    return found


def _values(token: Token, name: Name, values: Callable[[str], Iterable[str]]) -> list[Completion]:
    begun = token.value.lower()
    start, end = token.value_start, token.end
    if name.choices:
        chosen = [one for one in name.choices if one.value.startswith(begun) or one.meaning.zh.startswith(begun)]
        return [Completion(one.value, start, end, one.meaning) for one in chosen]
    known = dict.fromkeys(map(str, values(name.name)))
    ranked = sorted((one for one in known if begun in one.lower()), key=lambda one: not one.lower().startswith(begun))
    return [Completion(quoted(one), start, end, NOTHING) for one in ranked]
