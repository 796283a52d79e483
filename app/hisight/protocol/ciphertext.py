"""How the bytes of a ciphertext are written as text: base64 and its dialects, or hex. Which one is found, and written again."""

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, NamedTuple

from hisight.protocol.errors import CipherError
from hisight.wording import NOTHING, Words

Alphabet = Literal["base64", "base64url", "hex", "hex-upper"]

_HEX = re.compile(r"[0-9A-Fa-f]{15,}")  # shorter than one block of DES it is no ciphertext in hex
_STRAY = re.compile(r"[^A-Za-z0-9+/=]|=(?=[^=])")
_BEGINNING = re.compile(r"(?:[A-Za-z0-9+/]{4})*")
_FROM_URL = str.maketrans("-_", "+/")


class Dialect(NamedTuple):
    """One way to write bytes as text."""

    alphabet: Alphabet = "base64"
    """The characters that are used; `base64url` has `-` and `_` in place of `+` and `/`."""
    padded: bool = True
    """False when the `=` at the end are left out."""
    blanks: bool = False
    """True when a form turned every `+` into a blank."""
    width: int = 0
    """Characters in a line; 0 for a single line."""
    line_end: str = ""
    """What ends a line: nothing, LF or CR LF."""
    ended: bool = False
    """True when the last line is ended too."""

    @property
    def name(self) -> str:
        """A short constant, e.g. `base64`, `base64-crlf-76`, `base64url-unpadded`, `hex`."""
        parts: list[str] = [self.alphabet]
        parts += ["blanks"] if self.blanks else []
        parts += [] if self.padded else ["unpadded"]
        parts += [_LINE_ENDS[self.line_end]] if self.line_end else []
        parts += [str(self.width)] if self.width else []
        return "-".join(parts)

    def write(self, data: bytes) -> str:
        """The text of `data`."""
        text = data.hex() if self.alphabet.startswith("hex") else base64.b64encode(data).decode("ascii")
        if self.alphabet == "hex-upper":
            text = text.upper()
        if self.alphabet == "base64url":
            text = text.replace("+", "-").replace("/", "_")
        text = text if self.padded else text.rstrip("=")
        text = text.replace("+", " ") if self.blanks else text
        if self.width:
            text = self.line_end.join(text[start : start + self.width] for start in range(0, len(text), self.width))
        return text + self.line_end if self.ended else text


_LINE_ENDS = {"\n": "lf", "\r\n": "crlf"}

BASE64 = Dialect()

DIALECTS: Mapping[str, Dialect] = MappingProxyType(
    {
        dialect.name: dialect
        for dialect in (
            BASE64,
            *(Dialect(width=width, line_end=line_end) for width in (76, 64) for line_end in ("\r\n", "\n")),
            Dialect(padded=False),
            Dialect(blanks=True),
            Dialect("base64url"),
            Dialect("base64url", padded=False),
            Dialect("hex"),
            Dialect("hex-upper"),
        )
    }
)
"""The dialects by the name that a profile uses. Lines of another width are read, and written again, all the same."""


@dataclass(frozen=True, slots=True)
class Ciphertext:
    """Bytes, and how they were written."""

    data: bytes
    """What the text stands for."""
    dialect: Dialect
    """How it was written; `dialect.write(data)` is the text again."""


def read(text: str) -> Ciphertext:
    """The bytes of `text`, in whatever dialect it is written.

    Raises CipherError of kind `bad-base64` that says where the text stops being one.
    """
    joined = _joined(text)
    if _HEX.fullmatch(joined):
        if len(joined) % 2:
            raise _incomplete(len(joined), "hex")
        alphabet: Alphabet = "hex-upper" if joined.isupper() else "hex"
        return Ciphertext(bytes.fromhex(joined), _in_lines(text, Dialect(alphabet)))
    plain = _plain(joined)
    stray = _STRAY.search(plain)
    if stray:
        raise _not_base64(stray.start() + 1, joined[stray.start()])
    bare = plain.rstrip("=")
    whole = bare + "=" * (-len(bare) % 4)
    # Only whole blocks tell that nothing but the padding is missing.
    if len(bare) % 4 == 1 or (plain != whole and not (plain == bare and _in_blocks(bare))):
        raise _incomplete(len(joined), "base64")
    url = plain != joined.replace(" ", "+")
    dialect = Dialect("base64url" if url else "base64", padded=plain == whole, blanks=" " in joined)
    return Ciphertext(base64.b64decode(whole), _in_lines(text, dialect))


def beginning(text: str) -> bytes:
    """The bytes of `text` up to where it stops being base64 or hex."""
    joined = _joined(text)
    if _HEX.fullmatch(joined):
        return bytes.fromhex(joined[: len(joined) // 2 * 2])
    found = _BEGINNING.match(_plain(joined))
    return base64.b64decode(found[0]) if found else b""


def in_blocks(text: str) -> bool:
    """True when base64 `text`, in whatever dialect, stands for whole blocks, of 8 bytes at least."""
    return _in_blocks(_joined(text))


def remark(dialect: Dialect) -> Words:
    """What is unusual about `dialect`, as a clause; nothing for base64 in one line."""
    said = [
        words
        for applies, words in (
            (dialect.alphabet.startswith("hex"), Words("十六进制，不是 base64", "hex, not base64")),
            (dialect.alphabet == "base64url", Words("URL 安全字符集（- 和 _）", "the URL-safe alphabet (- and _)")),
            (dialect.blanks, Words("+ 被表单变成了空格", "a form turned + into blanks")),
            (not dialect.padded, Words("末尾缺少 =", "without the = at its end")),
            (dialect.width > 0, Words(f"每行 {dialect.width} 个字符", f"in lines of {dialect.width} characters")),
            (dialect.ended, Words("末尾有换行", "with a line break at its end")),
        )
        if applies
    ]
    return Words("，".join(words.zh for words in said), ", ".join(words.en for words in said)) if said else NOTHING


def _joined(text: str) -> str:
    """The lines of `text` in one. A blank inside a line stands for the `+` that a form made it of; at its ends, seldom."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    trimmed, whole = "".join(line.strip(" \t") for line in lines), "".join(lines)
    return whole if not _in_blocks(trimmed) and _in_blocks(whole) else trimmed


def _in_blocks(text: str) -> bool:
    """True when base64 `text` stands for whole blocks, of 8 bytes at least."""
    bare = text.rstrip("=")
    return len(bare) > 0 and len(bare) % 4 != 1 and len(bare) * 3 // 4 % 8 == 0


def _plain(joined: str) -> str:
    """`joined` in the alphabet of base64 proper."""
    text = joined.replace(" ", "+")
    return text if "+" in text or "/" in text else text.translate(_FROM_URL)


def _in_lines(text: str, dialect: Dialect) -> Dialect:
    """`dialect` broken into lines as `text` is. Blanks around a ciphertext are the document's, not the dialect's."""
    if text != text.lstrip("\r\n\t"):
        text = text.strip()
    line_end = "\r\n" if "\r\n" in text else "\n" if "\n" in text else ""
    if not line_end:
        return dialect
    lines, ended = text.split(line_end), text.endswith(line_end)
    width = len(lines[0]) if len(lines) > (2 if ended else 1) else 0
    return dialect._replace(width=width, line_end=line_end, ended=ended)


def _not_base64(place: int, character: str) -> CipherError:
    return CipherError(
        "bad-base64",
        Words(f"第 {place} 个字符 {character!r} 不属于 base64。", f"character {place}, {character!r}, is not base64."),
    )


def _incomplete(place: int, alphabet: str) -> CipherError:
    return CipherError(
        "bad-base64",
        Words(
            f"{alphabet} 在第 {place} 个字符处不完整：被截断。",
            f"the {alphabet} is incomplete at character {place}: it was cut.",
        ),
    )
