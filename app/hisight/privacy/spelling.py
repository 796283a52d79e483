r"""Characters as messages spell them: as they are, as `&#24352;`, as `\u5f20`, as `%E5%BC%A0`.

A value is searched in the plain reading, and replaced where it stands in the raw text, in the spelling that it had.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

_NAMED = {"lt": "<", "gt": ">", "quot": '"', "apos": "'"}
# An escaped document inside an escaped document spells a reference `&amp;#24352;`, however deep it goes.
_SPELLED = re.compile(
    r"&(?:amp;)*(?:#(?P<decimal>[0-9]{1,7})|#[xX](?P<hex>[0-9A-Fa-f]{1,6})|(?P<name>lt|gt|quot|apos));"
    r"|(?P<ampersand>&(?:amp;)+)"
    r"|\\u(?P<escape>[0-9A-Fa-f]{4})"
    r"|(?P<percent>(?:%[0-9A-Fa-f]{2})+)"
)


@dataclass(frozen=True, slots=True)
class Plain:
    """A text with every spelling resolved."""

    text: str
    """The characters that are meant."""
    starts: Sequence[int]
    """Where each of them begins in the raw text; last, where the raw text ends."""


def plain(raw: str) -> Plain:
    """`raw` as it is meant. What spells no character stays as it stands."""
    if not any(mark in raw for mark in "&\\%"):
        return Plain(raw, range(len(raw) + 1))
    parts: list[str] = []
    starts: list[int] = []
    position = 0
    for match in _SPELLED.finditer(raw):
        parts.append(raw[position : match.start()])
        starts += range(position, match.start())
        for character, offset in _meant(match):
            parts.append(character)
            starts.append(match.start() + offset)
        position = match.end()
    parts.append(raw[position:])
    starts += range(position, len(raw) + 1)
    return Plain("".join(parts), starts)


def meant(raw: str) -> str:
    """The characters that are meant in `raw`: the text of `plain`, for who does not ask where they stand."""
    # An escaped document has hundreds of these and little else; what is left spells the same.
    for name, character in _NAMED.items():
        raw = raw.replace(f"&{name};", character)
    if not any(mark in raw for mark in "&\\%"):
        return raw
    return _SPELLED.sub(lambda match: "".join([character for character, _ in _meant(match)]), raw)


def spell_like(raw: str, text: str) -> str:
    """`text` in the spelling that `raw` shows: percent escapes, references, JSON escapes, or as it is."""
    if "%" in raw:
        return quote(text, safe="")
    if "&#" in raw or "&amp;" in raw:
        return "".join(character if character.isascii() else f"&#x{ord(character):X};" for character in text)
    if "\\u" in raw:
        return "".join(character if character.isascii() else f"\\u{ord(character):04x}" for character in text)
    return text


def _meant(match: re.Match[str]) -> Iterator[tuple[str, int]]:
    """The characters that one spelling stands for, each with its offset in the spelling."""
    if match["percent"]:
        yield from _percent(match["percent"])
    elif match["ampersand"]:
        yield "&", 0
    elif match["name"]:
        yield _NAMED[match["name"]], 0
    else:
        digits, base = (match["decimal"], 10) if match["decimal"] else (match["hex"] or match["escape"], 16)
        number = int(digits, base)
        if number <= 0x10FFFF:
            yield chr(number), 0
        else:
            yield from ((character, offset) for offset, character in enumerate(match[0]))


def _percent(run: str) -> Iterator[tuple[str, int]]:
    data = bytes.fromhex(run.replace("%", ""))
    for charset in ("utf-8", "gb18030"):
        try:
            text = data.decode(charset)
        except UnicodeDecodeError:
            continue
        offset = 0
        for character in text:
            yield character, offset
            offset += 3 * len(character.encode(charset))
        return
    yield from ((character, offset) for offset, character in enumerate(run))
