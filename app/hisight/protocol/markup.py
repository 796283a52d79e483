"""A scanner over XML text that remembers where things stand.

A parser gives values; this gives places, so that a message can be changed in one spot and stay as it was, character for
character, everywhere else, and so that the exact text somebody signed is at hand. It forgives what a parser refuses.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from hisight.protocol import doctype

# By runs of characters and without going back: a value of megabytes is passed in milliseconds.
_SECTION_PATTERN = (
    r"<!\[CDATA\[(?P<cdata>(?:[^\]]++|\](?!\]>))*+)(?:\]\]>|\Z)"
    r"|<!--(?:[^-]++|-(?!->))*+(?:-->|\Z)"
    r"|<\?(?:[^?]++|\?(?!>))*+(?:\?>|\Z)"
)
_SECTION = re.compile(_SECTION_PATTERN)  # no other token can hold one: none has a second `<`
_TOKEN = re.compile(
    rf"{_SECTION_PATTERN}"
    r"|<![A-Za-z][^<>]*+>"
    r"|<(?P<close>/)?[ \t]*+(?P<name>[^\s<>/!?='\"]++)"
    r"(?:[^<>\"'/]++|/(?!>)|\"[^\"<]*+\"|'[^'<]*+')*+(?P<empty>/)?>",
    re.DOTALL,
)
_PROLOG = re.compile(rf"(?:[\s\ufeff]++|<\?.*?\?>|<!--.*?-->|{doctype.PATTERN}|<![A-Za-z][^<>]*>)*+", re.DOTALL)
_FIRST_NAME = re.compile(r"<\s*(?:[^\s<>/!?:]+:)?([^\s<>/!?:]+)")
_REFERENCE = re.compile(r"&(?:#(?P<decimal>\d{1,7})|#[xX](?P<hex>[0-9A-Fa-f]{1,6})|(?P<amp>amp));")
_NAMED = {"lt": "<", "gt": ">", "quot": '"', "apos": "'"}


class Span(NamedTuple):
    """One element as it stands in the text: `text[start:end]` with its tags, `text[inner:inner_end]` between them.

    A tuple, because each message makes dozens of them.
    """

    name: str
    """The tag's name as written, with its prefix."""
    start: int
    """Where the opening tag begins."""
    inner: int
    """Where the content begins."""
    inner_end: int
    """Where the content ends; for `<a/>` the same as `inner`."""
    end: int
    """Where the closing tag ends."""

    @property
    def local_name(self) -> str:
        """The name without its prefix."""
        return self.name.rpartition(":")[2]

    @property
    def collapsed(self) -> bool:
        """True when it is written `<a/>`."""
        return self.end == self.inner


def tags(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[re.Match[str], int]]:
    """The tags in `text[start:end]`, each with the number of elements around the one that it opens or closes.

    A match has the groups `name`, `close` and `empty`. A stray closing tag is passed over; what stands open inside of an
    element ends with it.
    """
    opened: list[str] = []
    count: dict[str, int] = {}  # how often a name is open: a search through `opened` would cost its depth
    start = start or prolog_end(text)  # what a DOCTYPE declares may look like elements
    for token in _TOKEN.finditer(text, start, len(text) if end is None else end):
        name = token["name"]
        if name is None:
            continue
        if not token["close"]:
            yield token, len(opened)
            if not token["empty"]:
                opened.append(name)
                count[name] = count.get(name, 0) + 1
        elif count.get(name):
            while (closed := opened.pop()) != name:
                count[closed] -= 1
            count[name] -= 1
            yield token, len(opened)


def children(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """The elements that stand directly in `text[start:end]`, in order; one that is never closed reaches to the end."""
    first: re.Match[str] | None = None
    for tag, level in tags(text, start, end):
        if level:
            continue
        if tag["close"]:
            assert first is not None
            yield Span(first["name"], first.start(), first.end(), tag.start(), tag.end())
            first = None
        elif tag["empty"]:
            yield Span(tag["name"], tag.start(), tag.end(), tag.end(), tag.end())
        else:
            first = tag
    if first is not None:
        limit = len(text) if end is None else end
        yield Span(first["name"], first.start(), first.end(), limit, limit)


def elements(text: str) -> Iterator[int]:
    """Where each element begins, at any depth, in document order; what stands in CDATA is none."""
    return (token.start() for token in _TOKEN.finditer(text, prolog_end(text)) if token["name"] and not token["close"])


def span_at(text: str, path: tuple[int, ...]) -> Span:
    """The element reached from the root element by child positions, counted from 0; `()` is the root itself.

    Raises LookupError when the text has no such element.
    """
    ahead = [*reversed(path), 0]
    seen = here = 0  # children passed in the innermost element on the way; how many of the way are open
    first: re.Match[str] | None = None  # the opening tag of the last on the way, once it has come
    for tag, level in tags(text):  # a single pass: one for each level would cost the depth
        if tag["close"]:
            if level >= here:
                continue
            if first is None:
                break
            end = tag.end() if level == here - 1 else tag.start()
            return Span(first["name"], first.start(), first.end(), tag.start(), end)
        if level == here and first is None:
            seen += 1
            if seen - 1 == ahead[-1]:
                ahead.pop()
                first = None if ahead else tag
                if tag["empty"]:
                    break
                here, seen = here + 1, 0
    if first is None:
        raise LookupError(f"no element at {path}")
    end = first.end() if first["empty"] else len(text)
    return Span(first["name"], first.start(), first.end(), end, end)


def path_to(text: str, place: int) -> tuple[int, ...]:
    """The innermost element that is open at `place`: child positions from the root element, as `span_at` takes them.

    Raises LookupError when none is, or only one behind the root element.
    """
    seen = [0]  # how many elements have begun, on each level that is open
    for tag, level in tags(text, 0, place):
        if tag["close"]:
            del seen[level + 1 :]
            continue
        seen[level] += 1
        if not tag["empty"]:
            seen.append(0)
    if seen[0] != 1 or len(seen) == 1:
        raise LookupError(f"character {place} is in no root element")
    return tuple(count - 1 for count in seen[1:-1])


def replace_content(text: str, span: Span, content: str) -> str:
    """`text` with `content` between the tags of `span`; everything else untouched."""
    if span.collapsed:
        opening = text[span.start : span.end - 2].rstrip()
        return f"{text[: span.start]}{opening}>{content}</{span.name}>{text[span.end :]}"
    return text[: span.inner] + content + text[span.inner_end :]


def prolog_end(text: str) -> int:
    """Where the document's first element begins: behind blanks, declaration, comments and DOCTYPE."""
    first = text[:1]
    if text[1:2] not in ("?", "!") if first == "<" else not (first == "\ufeff" or first.isspace()):
        return 0
    if text.startswith("<?xml "):  # mostly a declaration is all there is
        end = text.find("?>") + 2
        if text[end : end + 1] == "<" and text[end + 1 : end + 2] not in ("?", "!"):
            return end
    prolog = _PROLOG.match(text)
    return prolog.end() if prolog else 0


def first_name(text: str) -> str:
    """The name of the first element, without its prefix; empty when `text` does not begin like XML."""
    found = _FIRST_NAME.match(text, prolog_end(text))
    return found[1] if found else ""


def value(raw: str) -> str:
    """The characters that `raw` content stands for: references resolved, CDATA sections opened and joined, tags kept.

    Unlike a parser it leaves CR LF alone.
    """
    if "<![CDATA[" not in raw:
        return unescape(raw)
    if raw.startswith("<![CDATA[") and raw.find("]]>") == len(raw) - 3:
        return raw[9:-3]
    parts: list[str] = []
    position = 0
    for token in _SECTION.finditer(raw):
        if token["cdata"] is None:
            continue
        parts.append(unescape(raw[position : token.start()]))
        parts.append(token["cdata"])
        position = token.end()
    parts.append(unescape(raw[position:]))
    return "".join(parts)


def unescape(text: str) -> str:
    """`text` with the references of XML resolved; any other `&` stays as it is."""
    if "&" not in text:
        return text
    for name, character in _NAMED.items():  # what a replaced reference leaves can be no part of another
        text = text.replace(f"&{name};", character)
    return _REFERENCE.sub(_character, text) if "&#" in text else text.replace("&amp;", "&")


def _character(match: re.Match[str]) -> str:
    if match["amp"]:
        return "&"
    number = int(match["hex"], 16) if match["hex"] else int(match["decimal"])
    allowed = number in (9, 10, 13) or 0x20 <= number <= 0xD7FF or 0xE000 <= number <= 0x10FFFF
    return chr(number) if allowed else match[0]


def escape(text: str) -> str:
    """`text` as element content. A CR becomes a reference: written plainly, every XML parser would drop it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")


def cdata(text: str) -> str:
    """`text` as CDATA; an inner `]]>` is split over two sections, which every parser joins again."""
    return f"<![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]>"
