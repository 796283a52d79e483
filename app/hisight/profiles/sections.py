"""The text of `profiles.toml` cut into its sections, so that they can be moved and renamed with all that their owner wrote.

A comment directly above a header belongs to the section below it; what stands before the first section is the preamble. The cut
is by lines and can be fooled, by a text value of several lines for one: whoever writes checks what comes of it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Self

_HEADER = re.compile(
    r"""^[ \t]*\[[ \t]*(?P<key>[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*')[ \t]*(?P<rest>(?:\.[^\n]*?)?\][ \t]*(?:\#[^\n]*)?)$""",
    re.VERBOSE,
)
_COMMENT = re.compile(r"[ \t]*#")


@dataclass(frozen=True, slots=True)
class Section:
    """The lines of one section, with the comments above it and its sub-sections."""

    key: str
    """Its name as the header writes it, quotes and all."""
    text: str
    """The lines, each with its line end (LF)."""

    def called(self, key: str) -> Self:
        """The same section under another key, written as TOML writes one."""
        lines = _lines(self.text)
        for number, line in enumerate(lines):
            header = _HEADER.match(line.rstrip("\n"))
            if header and header["key"] == self.key:
                lines[number] = line[: header.start("key")] + key + line[header.end("key") :]
        return replace(self, key=key, text="".join(lines))


def cut(text: str) -> tuple[str, tuple[Section, ...]]:
    """The preamble of `text`, and its sections; put together they are `text` again."""
    preamble: list[str] = []
    sections: list[tuple[str, list[str]]] = []
    for line in _lines(text):
        header = _HEADER.match(line.rstrip("\n"))
        into = sections[-1][1] if sections else preamble
        if header and not (sections and sections[-1][0] == header["key"]):
            above = _taken_comments(into)
            sections.append((header["key"], above))
            into = above
        into.append(line)
    return "".join(preamble), tuple(Section(key, "".join(lines)) for key, lines in sections)


def joined(preamble: str, sections: Iterable[Section], *, apart: bool) -> str:
    """The whole text again. With `apart` there is a blank line before each section, for some of them stand elsewhere now."""
    text = preamble
    for section in sections:
        if text and not text.endswith("\n"):
            text += "\n"
        if apart and text.strip() and not text.endswith("\n\n"):
            text += "\n"
        text += section.text
    return text


def _lines(text: str) -> list[str]:
    return re.split(r"(?<=\n)", text)  # `splitlines` knows more line ends than TOML does


def _taken_comments(lines: list[str]) -> list[str]:
    """Take the comments at the end of `lines` away, and return them."""
    start = len(lines)
    while start and _COMMENT.match(lines[start - 1]):
        start -= 1
    taken = lines[start:]
    del lines[start:]
    return taken
