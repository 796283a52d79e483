"""Finding messages in any text: by the names that they begin with, in every writing that logs and chats have for markup.

Only bytes below 0x40 tell where markup is, and those mean the same in UTF-8, GBK and GB18030.
"""

import base64
import re
from collections.abc import Iterator
from mmap import mmap

from hisight.imports.text.passage import Passage, Writing

Run = bytes | mmap
"""A text, perhaps as long as a file."""

_LT = rb"(?:<|&(?:amp;){0,3}(?:lt|\#0?60|\#x0?3[cC]);|\\{1,7}u003[cC]|%(?:25){0,2}3[cC])"
_GT = rb"(?:>|&(?:amp;){0,3}(?:gt|\#0?62|\#x0?3[eE]);|\\{1,7}u003[eE]|%(?:25){0,2}3[eE])"
_COLON = rb"(?::|%(?:25){0,2}3[aA])"
_NAME = rb"(?:[A-Za-z_][\w.-]{0,30}" + _COLON + rb")?(?:Envelope|ROOT|REQ|RES|string)"
_BEHIND = rb"(?=[\s/>&\\%+])"
_BASE64 = rb"(?<![A-Za-z0-9+/=_-])P[A-H][A-Za-z0-9+/_-]{38}"
_OPENING = re.compile(
    rb"(?P<lt>"
    + _LT
    + rb")(?:(?P<prolog>(?:\?|%(?:25){0,2}3[fF])xml\b)|(?P<name>"
    + _NAME
    + rb")"
    + _BEHIND
    + rb")|(?P<base64>"
    + _BASE64
    + rb")"
)
_PROLOG_END = re.compile(rb"(?:\?|%(?:25){0,2}3[fF])" + _GT)
_ROOT = re.compile(
    rb"(?:(?:\s|\\{1,7}[nrt]|\+|%(?:25){0,2}(?:0[aAdD9]|20))*|[^<&%\n]{0,20}\n[^<&%\n]{0,400})"  # a log may begin a line between
    + _LT
    + rb"(?P<name>"
    + _NAME
    + rb")"
    + _BEHIND
)
_TAG_END = re.compile(_GT)
_EMPTY = re.compile(rb"(?:/|%2[fF]|\\{1,7}/)\s*\Z")
_BASE64_RUN = re.compile(rb"[A-Za-z0-9+/_-]+(?:\r?\n[A-Za-z0-9+/_-]{2,})*={0,2}")
ONE_ALPHABET = bytes.maketrans(b"-_", b"+/")
"""The base64 of addresses (RFC 4648, 5) as that of RFC 4648, 4."""
_INSIDE = re.compile(rb"(?:<|&lt;)(?:[\w.-]+:)?(?:Envelope|ROOT|REQ|RES|string)[\s/>&]")
_PARAGRAPH = re.compile(rb"\r?\n[ \t]*\r?\n|\r?\n(?=\[?\d{4}[-/.]\d\d?[-/.]\d\d?[ T])")
_LONGEST_PROLOG = 1000
_LONGEST_TAG = 4096
_LONGEST = 64 << 20  # bytes of one message


def passages(run: Run) -> Iterator[Passage]:
    """The messages in `run`, in order, none within another."""
    position = 0
    while (opening := _OPENING.search(run, position)) is not None:
        if opening["base64"]:
            found, position = _in_base64(run, opening.start())
        else:
            found, position = _in_markup(run, opening), opening.end()
        if found is not None:
            yield found
            position = found.end


def _in_base64(run: Run, start: int) -> tuple[Passage | None, int]:
    """The message whose base64 begins at `start`, if it is one, and where the base64 ends."""
    whole = _BASE64_RUN.match(run, start, start + _LONGEST)
    assert whole is not None  # its beginning was one already
    beginning = run[start : min(whole.end(), start + _LONGEST_TAG)].translate(ONE_ALPHABET, b"\r\n=")
    decoded = base64.b64decode(beginning[: len(beginning) // 4 * 4])
    return Passage(start, whole.end(), "base64") if _INSIDE.search(decoded) else None, whole.end()


def _in_markup(run: Run, opening: re.Match[bytes]) -> Passage | None:
    start, lt, name, behind = opening.start(), opening["lt"], opening["name"], opening.end()
    if opening["prolog"]:
        end = _PROLOG_END.search(run, behind, behind + _LONGEST_PROLOG)
        root = _ROOT.match(run, end.end()) if end else None
        if root is None:
            return None
        name, behind = root["name"], root.end()
    tag_end = _TAG_END.search(run, behind, behind + _LONGEST_TAG)
    if tag_end is None:
        return None
    writing: Writing = "plain" if lt == b"<" else "escaped"
    if _EMPTY.search(run[behind : tag_end.start()]):
        return Passage(start, tag_end.end(), writing)
    again = re.escape(lt)
    border = re.compile(
        rb"(?P<closing>"
        + again
        + rb"(?:/|%(?:25){0,2}2[fF]|\\{1,7}/)"
        + re.escape(name)
        + rb"\s*"
        + _GT
        + rb")|"
        + again
        + re.escape(name)
        + _BEHIND,
        re.IGNORECASE if lt != b"<" else 0,
    )
    found = border.search(run, tag_end.end(), tag_end.end() + _LONGEST)
    if found is not None and found["closing"]:
        return Passage(start, found.end(), writing)
    last = found.start() if found is not None else min(len(run), start + _LONGEST)
    paragraph = _PARAGRAPH.search(run, tag_end.end(), last)
    return Passage(start, paragraph.start() if paragraph else last, writing, cut=True)
