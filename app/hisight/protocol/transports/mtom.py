"""MTOM and SOAP with attachments: MIME parts of which one is the message (RFC 2387, W3C XOP).

What the message includes from another part by `xop:Include` is read in its place, as the base64 that it stands for: so a
document that a peer sent as an attachment is an argument like any other.
"""

import base64
import binascii
import re
from dataclasses import dataclass
from itertools import islice
from urllib.parse import unquote

from hisight.protocol import charset, limits, markup
from hisight.protocol.errors import SealError
from hisight.protocol.http import Head
from hisight.protocol.notes import Problem
from hisight.protocol.transports import carries
from hisight.protocol.transports.package import Package
from hisight.protocol.transports.parts import Part, Parts, split
from hisight.wording import NOTHING, Words

_XOP = "application/xop+xml"
_INCLUDE = re.compile(
    rb"""<(?:(?P<prefix>[\w.-]+):)?Include\b(?>[^<>]*?\bhref\s*=\s*["']cid:(?P<id>[^"'<>]+)["'])[^<>]*+(?:(?<=/)>|>\s*+</[^<>]*>)"""
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_NAMESPACE = rb"""\s*=\s*["']http://www\.w3\.org/2004/08/xop/include["']"""
_LOOKED_AT = 400  # bytes of a part that show whether a document begins in it
_MOST_INCLUDED = 16
_DEEPEST = 16  # an argument stands in the third level


@dataclass(frozen=True, slots=True)
class Inclusion:
    """An element of the message whose content is another part."""

    path: tuple[int, ...]
    """The element: child positions from the root."""
    written: str
    """Its content as it stands in the message, with the `xop:Include`."""
    value: str
    """What is read in its place."""
    part: int
    """Which part that is."""


@dataclass(frozen=True, slots=True)
class Multipart(Package):
    """A message in MIME parts."""

    parts: tuple[Part, ...] = ()
    """All of them."""
    root: int = 0
    """Which of them is the message."""
    inclusions: tuple[Inclusion, ...] = ()
    """What the message includes of the others."""

    def _packed(self, content: bytes) -> bytes:
        text = content.decode("latin-1")  # only its markup counts here, and every byte comes back
        changed: dict[int, bytes] = {}
        for one in self.inclusions:
            try:
                span = markup.span_at(text, one.path)
                value = text[span.inner : span.inner_end]
                if value != one.value:
                    changed[one.part] = base64.b64decode("".join(value.split()), validate=True)
            except (LookupError, binascii.Error):
                raise SealError(
                    Words("附件在报文中的位置已改变。", "the attachment has lost its place in the message.")
                ) from None
            text = markup.replace_content(text, span, one.written)
        changed[self.root] = text.encode("latin-1")
        body = self.body
        for index in sorted(changed, reverse=True):
            body = self.parts[index].replaced(body, changed[index])
        return body


def read(body: bytes, head: Head) -> Package | None:
    """The MIME parts in `body`, which came with `head`; None when there are none."""
    is_declared = head.media_type.startswith("multipart/")
    if not (is_declared or (not head.media_type and body.lstrip().startswith(b"--"))):
        return None
    found = split(body, head.parameter("boundary"))
    if found is None:
        return Package(body, body, "multipart", problem=_no_parts(head)) if is_declared else None
    index, remark = _root(body, found.parts, head.parameter("start").strip("<>"))
    return _opened(body, head, found, index, remark)


def _opened(body: bytes, head: Head, found: Parts, index: int, remark: Words) -> Multipart:
    root = found.parts[index]
    plain = root.content(body)
    content, inclusions = _resolved(body, plain, found.parts)
    seen = {index, *(one.part for one in inclusions)}
    around, unseen = _others(body, found.parts, seen)
    is_xop = _XOP in (root.head.media_type, head.parameter("type").lower())
    described = root.head.parameter("type") or head.parameter("start-info") if is_xop else root.head.media_type
    return Multipart(
        body,
        content,
        "mtom" if is_xop else "multipart",
        described.partition(";")[0].strip().lower(),
        root.head.charset or head.charset,
        around=around,
        unseen=unseen,
        remark=_remark(found, index, len(inclusions), remark),
        problem=_what_is_wrong(head, found),
        parts=found.parts,
        root=index,
        inclusions=inclusions,
    )


def _root(body: bytes, parts: tuple[Part, ...], start: str) -> tuple[int, Words]:
    """Which part is the message, and a word on it where that is not the one that `start` names."""
    named = next((index for index, part in enumerate(parts) if start and part.content_id == start), None)
    if named is not None:
        return named, NOTHING
    like_xml = (
        index for index, part in enumerate(parts) if part.content(body).lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<"
    )
    remark = Words(f"没有 start 所指的 <{start}>", f"there is no <{start}>, which start names") if start else NOTHING
    return next(like_xml, 0), remark


def _resolved(body: bytes, content: bytes, parts: tuple[Part, ...]) -> tuple[bytes, tuple[Inclusion, ...]]:
    """`content` with the documents it includes in their places, and what they were. Pictures stay where they are."""
    numbers = {part.content_id: index for index, part in enumerate(parts) if part.content_id}
    found: list[Inclusion] = []
    text = content.decode("latin-1")
    if limits.of_body(content):
        return content, ()
    shift = behind = 0  # by how much `text` has grown, and up to where in `content` it is another
    for include in islice(_INCLUDE.finditer(content), _MOST_INCLUDED):
        index = numbers.get(unquote(include["id"].decode("latin-1")))
        if index is None or include.start() < behind or not _is_of_xop(content, include["prefix"]):
            continue
        data = parts[index].content(body)
        if len(text) > limits.LARGEST_READ:
            break  # nobody looks into what it has grown to
        if carries.of_text(charset.decode(data[:_LOOKED_AT]).text) == "nothing":
            continue
        try:
            path = markup.path_to(text, include.start() + shift)
        except LookupError:
            continue
        if len(path) > _DEEPEST:
            continue
        span = markup.span_at(text, path)
        value = base64.b64encode(data).decode("ascii")
        found.append(Inclusion(path, text[span.inner : span.inner_end], value, index))
        before, behind = len(text), span.inner_end - shift
        text = markup.replace_content(text, span, value)
        shift += len(text) - before
    return (text.encode("latin-1") if found else content), tuple(found)


def _is_of_xop(content: bytes, prefix: bytes | None) -> bool:
    declared = rb"\bxmlns" + (b":" + re.escape(prefix) if prefix else b"") + _NAMESPACE
    return re.search(declared, content) is not None


def _others(body: bytes, parts: tuple[Part, ...], seen: set[int]) -> tuple[str, int]:
    """The heads of all parts and the text of those that are not `seen`, and how many of these are no text."""
    texts: list[str] = []
    unseen = 0
    for index, part in enumerate(parts):
        texts.append(body[part.head_start : part.start].decode("utf-8", "replace"))
        if index in seen:
            continue
        decoded = charset.decode(part.content(body), part.head.charset)
        if decoded.lossy or _CONTROL.search(decoded.text):
            unseen += 1
        else:
            texts.append(decoded.text)
    return "\n".join(texts), unseen


def _remark(found: Parts, index: int, included: int, remark: Words) -> Words:
    count = len(found.parts)
    zh, en = [f"{count} 部分中的第 {index + 1} 部分"], [f"part {index + 1} of {count}"]
    if included:
        zh.append(f"{included} 个附件按 xop:Include 读入")
        en.append(f"{included} included by xop:Include")
    if remark != NOTHING:
        zh.append(remark.zh)
        en.append(remark.en)
    return Words("，".join(zh), ", ".join(en))


def _what_is_wrong(head: Head, found: Parts) -> Problem | None:
    declared = head.parameter("boundary")
    if declared and declared != found.boundary:
        return _broken(
            f"声明的分界线是 {declared}，正文用的是 {found.boundary}。",
            f"the boundary is declared as {declared}, the body uses {found.boundary}.",
        )
    if not found.ended:
        return _broken(
            f"缺少结尾的分界线 --{found.boundary}--。", f"the last boundary --{found.boundary}-- is missing."
        )
    return None


def _no_parts(head: Head) -> Problem:
    boundary = head.parameter("boundary")
    if not boundary:
        return _broken(
            "Content-Type 是 multipart，但没有 boundary。", "Content-Type is multipart, but names no boundary."
        )
    return _broken(f"正文中找不到分界线 {boundary}。", f"the boundary {boundary} is not in the body.")


def _broken(zh: str, en: str) -> Problem:
    return Problem("broken-multipart", "package", Words(zh, en))
