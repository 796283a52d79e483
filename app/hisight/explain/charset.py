"""Why Chinese text is broken: what it was, by which misreadings it became what it is, and how much of it is lost."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from hisight.explain.charset_changes import (
    BYTES_LOST,
    ESCAPES,
    LOSSES,
    LOST_TWICE,
    REFERENCES,
    Spoiling,
    dimensions,
    losses,
    written_out,
)
from hisight.explain.chinese import LOST, familiarity, has_hanzi, in_gb2312, is_chinese
from hisight.explain.lattice import search
from hisight.wording import NOTHING, Words

Recoverable = Literal["wholly", "in part", "no"]
Side = Literal["author", "transport", "label", "unknown"]

_MOST = 3
_TRIES = 1_000
_SHOWN = 24
_LONGEST = 20_000
_BETWEEN = re.compile(r".*[ \t\r\n>,]", re.DOTALL)  # behind these no character, escape or reference is cut in two
_BLANKS = re.compile(r"[ \t\r\n]+")  # no others: those beyond ASCII are what a misreading makes


@dataclass(frozen=True, slots=True)
class CharsetExplanation:
    """What happened to one text."""

    found: str
    """The text as it is read, of one that is very long the beginning; for a wrong label as a receiver reads it that believes
    the label."""
    meant: str
    """What it said, with U+FFFD for each character that is lost."""
    changes: tuple[Spoiling, ...]
    """What was done to it, in the order in which it happened."""
    words: Words
    """The same as a sentence for the other vendor; of long texts only the beginning is quoted."""
    side: Side = "unknown"
    """Who did it: the `author` (database or code of the sender, before encryption and signature), the `transport` (after
    the signature was made), only the `label` (the bytes are right), or `unknown`."""
    where: Words = NOTHING
    """The side as a sentence: how one knows, and what to do; empty when it is unknown."""
    tries: int = 0
    """How many combinations were tried."""

    @property
    def lost(self) -> int:
        """How many characters are gone for good; where only bytes can be counted, as many as they usually make."""
        return self.meant.count(LOST)

    @property
    def recoverable(self) -> Recoverable:
        """How much of it can be had back from what is there."""
        return _recoverable(self.meant)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the changes: what texts that were spoiled alike have in common."""
        return tuple(change.name for change in self.changes)


def _recoverable(meant: str) -> Recoverable:
    if LOST not in meant:
        return "wholly"
    return "in part" if has_hanzi(meant) else "no"


def _explained(
    found: str, meant: str, changes: tuple[Spoiling, ...], tries: int, beyond: int = 0
) -> CharsetExplanation:
    """The explanation of `found`, behind which `beyond` characters were not looked at."""
    zh = "；随后".join(change.words.zh for change in changes)
    en = ", and then ".join(change.words.en for change in changes)
    was = NOTHING
    if meant != found and _recoverable(meant) != "no":
        was = Words(f"原文是“{short(meant)}”", f" for “{short(meant)}”")
    rest = _rest(meant, changes)
    words = Words(f"“{short(found)}”{was.zh}：{zh}；{rest.zh}。", f"“{short(found)}”{was.en}: {en}; {rest.en}.")
    if beyond:
        words = Words(
            f"{words.zh}文字太长，后面的 {beyond} 个字符没有再看。",
            f"{words.en} Not searched further: the text is long, and {beyond} characters behind these were not looked at.",
        )
    return CharsetExplanation(found, meant, changes, words, tries=tries)


def _rest(meant: str, changes: Sequence[Spoiling]) -> Words:
    """How much is left."""
    lost, kept = meant.count(LOST), _recoverable(meant)
    are = "character is" if lost == 1 else "characters are"
    if kept == "wholly":
        return Words("可以完全恢复", "all of it can be recovered")
    if kept == "in part":
        return Words(f"丢失 {lost} 个字符，其余可以恢复", f"{lost} {are} lost, the rest can be recovered")
    about = Words("约 ", "about ") if BYTES_LOST in changes else NOTHING
    return Words(f"{about.zh}{lost} 个字符已经丢失，无法恢复", f"{about.en}{lost} {are} lost and cannot be recovered")


def is_beyond_doubt(text: str) -> bool:
    """True when nothing was done to any part of `text`. One look at a whole document spares looking at each value."""
    return "\\u" not in text and "&" not in text and _is_read_right(text)


def _is_read_right(text: str) -> bool:
    return text.count("?") < 2 and (text.isascii() or (LOST_TWICE not in text and in_gb2312(text)))


def explain(text: str) -> CharsetExplanation | None:
    """How the single value `text` came about; None when nothing was done to it, or nothing proves it. Never fails.

    Escapes and references prove themselves; a misreading is proved by common Chinese that comes out when it is undone.
    """
    if is_beyond_doubt(text):
        return None
    looked_at = _beginning(text)
    beyond = len(text) - len(looked_at)
    way_back, outside = _WayBack(looked_at), written_out(looked_at)
    outcome = search(dimensions(looked_at, outside), way_back.meant, most=_MOST, tries=_TRIES)
    tries = outcome.tries
    if outcome.fit is None:
        outcome = search(losses(looked_at, outside), way_back.remains, most=_MOST, tries=_TRIES)
        tries += outcome.tries
    if outcome.fit is not None:
        return _explained(looked_at, outcome.fit, outcome.changes[::-1], tries, beyond)
    if outside:  # without escapes and references, whatever it says then
        changes = tuple(change for (change,) in outside)
        return _explained(looked_at, way_back.before(changes), changes[::-1], tries, beyond)
    return None


def _beginning(text: str) -> str:
    """As much of `text` as is looked at."""
    if len(text) <= _LONGEST:
        return text
    cut = _BETWEEN.match(text, 0, _LONGEST)
    return cut[0] if cut else text[:_LONGEST]


def undo(text: str, changes: Sequence[Spoiling]) -> str:
    """`text` before `changes` were done to it; empty when they cannot have been."""
    for change in reversed(changes):
        text = change.undo(text) if text else ""
    return text


def short(text: str) -> str:
    """The beginning of `text`, in one line."""
    text = _BLANKS.sub(" ", text.strip(" \t\r\n"))
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


@dataclass
class _WayBack:
    """One text, and the test that each combination of changes is put to; what two begin with is undone once."""

    text: str
    known: dict[tuple[Spoiling, ...], str] = field(default_factory=dict)

    def meant(self, changes: Sequence[Spoiling]) -> str | None:
        """The text before `changes`, where it is one that somebody wrote."""
        before = self.before(tuple(changes)) if changes else ""
        if not before:
            return None
        if set(changes) <= {ESCAPES, REFERENCES} and _is_read_right(before):
            return before
        # A rare name can pass for a misreading of a rarer one (濮囧浆 for 姇彬): then it is what it seems.
        return before if is_chinese(before) and familiarity(before) >= familiarity(self.text) else None

    def remains(self, changes: Sequence[Spoiling]) -> str | None:
        """The gaps and what stands between them, where the first thing that happened was a loss."""
        return self.before(tuple(changes)) or None if changes and changes[-1] in LOSSES else None

    def before(self, changes: tuple[Spoiling, ...]) -> str:
        """The text before `changes`, undone from the first to the last; empty when they cannot have been."""
        if not changes:
            return self.text
        if changes not in self.known:
            outer = self.before(changes[:-1])
            self.known[changes] = changes[-1].undo(outer) if outer else ""
        return self.known[changes]
