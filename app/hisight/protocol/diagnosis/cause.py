"""One cause for which a text is not well-formed, and how tags and texts are shown in its sentence."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from hisight.wording import Words

NAME = (
    r"[:A-Z_a-z\xc0-\xd6\xd8-\xf6\xf8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef"
    r"\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff]"
    r"[:A-Z_a-z\xc0-\xd6\xd8-\xf6\xf8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef"
    r"\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff\-.0-9\xb7\u0300-\u036f\u203f\u2040]*+"
)
"""A name of XML 1.0 (production 5)."""

_CLOSING_TAG = re.compile(r"</([^<>]+)>")
_LONGEST = 40
_MOST_LISTED = 3


class Mend(NamedTuple):
    """What would make a text what its author meant: other characters in one place."""

    start: int
    """Where the characters begin that are replaced."""
    end: int
    """Where they end."""
    text: str
    """What belongs there."""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """Why a text is not well-formed, and what its author probably meant."""

    kind: str
    """A stable name for the cause: `opened-twice`, `unescaped-ampersand`, `cut` ..."""
    offset: int
    """Where in the text it stands, in characters from 0."""
    words: Words
    """What is wrong and what was meant; a sentence without its full stop, to follow the place."""
    intact: int | None = None
    """For `cut`: how many characters of the text are whole elements; None otherwise."""
    mend: Mend | None = None
    """How to read the text as it was meant; None where that cannot be told."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A `<` that begins no markup, with what follows it."""

    text: str
    """The whole text."""
    offset: int
    """Where the `<` stands."""
    end: int
    """Where the next bracket, or the end of the text, is."""
    open_name: str
    """The element that is open there; empty for none."""
    closed: bool
    """True when the next bracket is a `>`."""

    @property
    def behind(self) -> int:
        """Where the text behind the tag begins."""
        return self.end + self.closed

    def to_be(self, meant: str) -> Mend:
        """The tag replaced by what was `meant`."""
        return Mend(self.offset, self.behind, meant)

    @property
    def inside(self) -> str:
        """What stands between the two brackets."""
        return self.text[self.offset + 1 : self.end]

    @property
    def written(self) -> str:
        """The tag as it stands, to be shown."""
        return shown(self.text[self.offset : self.end] + ">")

    @property
    def next_closing(self) -> str:
        """The name in the next closing tag, without blanks; empty when none follows."""
        found = _CLOSING_TAG.search(self.text, self.end)
        return "".join(found[1].split()) if found else ""


def place(text: str, offset: int) -> tuple[int, int]:
    """Line and column of `offset` in `text`, both in characters and from 1."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def up_to(text: str, line: int, column: int) -> str:
    """What stands in `text` in front of a line and column as `place` counts them; nothing in front of one that is unknown (0)."""
    lines = text.split("\n", line)[: max(1, line)]
    return "\n".join([*lines[:-1], lines[-1][: max(0, column - 1)]])


def shown(text: str) -> str:
    """`text` in one line, and not longer than a sentence can bear."""
    folded = " ".join(text[: _LONGEST * 4].split())
    return folded if len(folded) <= _LONGEST and len(text) <= _LONGEST * 4 else f"{folded[:_LONGEST]}…"


def listed(names: list[str]) -> Words:
    """The opening tags of `names` in a row, each once: `<A>、<B>`; not more than a sentence can bear."""
    tags = [f"<{shown(name)}>" for name in dict.fromkeys(names)]
    more = len(tags) > _MOST_LISTED
    tags = tags[:_MOST_LISTED]
    return Words("、".join(tags) + ("……" if more else ""), ", ".join(tags) + (" and others" if more else ""))
