"""Text in the columns of a terminal, where a Chinese character takes two."""

import re
import unicodedata

# A word is not torn, a code not from its meaning (`1-男`), and the sign that ends a clause does not begin a line.
_PIECE = re.compile(r"(?:[!-~]+-(?=[^!-~\s]))?(?:[!-~]+|[^!-~\s])[，。；：、！？）”》]*")


def width(text: str) -> int:
    """How many columns `text` takes."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def padded(text: str, columns: int) -> str:
    """`text` with blanks behind it up to `columns`; a longer one as it is."""
    return text + " " * (columns - width(text))


def fitted(text: str, columns: int) -> str:
    """`text` in just so many `columns`: with blanks behind it, or its beginning with an ellipsis."""
    if width(text) > columns:
        while width(text) >= columns:
            text = text[:-1]
        text += "…"
    return padded(text, columns)


def wrapped(text: str, columns: int) -> list[str]:
    """`text` in lines of at most `columns`; only a single word that is longer overruns. At least one line."""
    lines, line, end = [], "", 0
    for piece in _PIECE.finditer(text):
        between = " " if text[end : piece.start()] and line else ""
        if line and width(line) + len(between) + width(piece[0]) > columns:
            lines.append(line)
            line, between = "", ""
        line, end = line + between + piece[0], piece.end()
    return [*lines, line]
