"""What becomes of a ciphertext's text on its way: encoded once more, quoted, escaped. The way back, one function each."""

import html
import json
import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import unquote

from hisight.protocol import CipherError, ciphertext
from hisight.wording import Words

_PERCENT = re.compile(r"%[0-9A-Fa-f]{2}")
_REFERENCE = re.compile(r"&#?\w+;")


class Writing(NamedTuple):
    """One thing that happens to a text."""

    undone: Callable[[str], str]
    """The text before it happened; the same text where it did not."""
    words: Words
    """What happened, as a clause."""


def _unquoted(text: str) -> str:
    inner = text.strip().strip("\"'")
    if "\\" not in inner:
        return inner
    try:
        return str(json.loads(f'"{inner}"', strict=False))
    except ValueError:
        return text


def _from_twice(text: str) -> str:
    try:
        return ciphertext.read(text).data.decode("ascii")
    except (CipherError, UnicodeDecodeError):
        return text


WRITINGS: Mapping[str, Writing] = MappingProxyType(
    {
        "percent": Writing(
            lambda text: unquote(text) if _PERCENT.search(text) else text,
            Words("密文又做了一次 URL 编码（如 %2B）", "the ciphertext is percent-encoded once more (such as %2B)"),
        ),
        "references": Writing(
            lambda text: html.unescape(text) if _REFERENCE.search(text) else text,
            Words("密文又做了一次 XML 转义（如 &#43;）", "the ciphertext is escaped once more (such as &#43;)"),
        ),
        "quoted": Writing(
            _unquoted,
            Words(
                "密文按 JSON 字符串书写（带引号或反斜杠）",
                "the ciphertext is written as in JSON, with quotes or backslashes",
            ),
        ),
        "twice": Writing(_from_twice, Words("密文做了两次编码", "the ciphertext is encoded twice")),
    }
)
"""Everything that is known to happen, by name."""


def undone(text: str) -> dict[str, str]:
    """What `text` was before each thing that may have happened to it, by name; only where that makes a difference."""
    before = {name: writing.undone(text) for name, writing in WRITINGS.items()}
    return {name: one for name, one in before.items() if one.strip() != text.strip()}
