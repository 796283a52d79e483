"""The bytes of a body out of what a HAR says of it."""

import base64
import binascii
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from hisight.imports.format import Losses
from hisight.protocol import charset, http
from hisight.wording import Words

_TEXT = Words(
    "正文在 HAR 中只有文字，没有原始字节；已按其字符集重新编码。",
    "the HAR has the text of a body, not its bytes: written again in its charset.",
)
_MISSING = Words("HAR 中没有保存正文。", "the HAR was saved without the body.")
_FORM = Words("表单按其参数重新写出。", "a form is written again from its parameters.")
_BROKEN = Words("正文的 base64 已损坏。", "the base64 of a body is broken.")


@dataclass(frozen=True, slots=True)
class Body:
    """A body as far as the HAR has it."""

    data: bytes
    """Its bytes; empty when there is none."""
    anew: bool = False
    """True when they may not be those that went over the wire."""


def body_of(message: Mapping[str, Any], lost: Losses, *, exact: bool = False) -> Body:
    """The body of a `request` or `response` of a HAR; what is not as it was sent is noted in `lost`.

    With `exact` its text stands for the bytes of the text in UTF-8, as HISight writes it.
    """
    held = message.get("postData") if "postData" in message else message.get("content")
    if not isinstance(held, Mapping):
        return Body(b"")
    text, params = held.get("text"), held.get("params")
    if not isinstance(text, str) or not text:
        if isinstance(params, list) and params:
            lost.append(_FORM)
            return Body(urlencode(list(_parameters(params)), errors="replace").encode(), anew=True)
        missing = _positive(held.get("size")) or _positive(message.get("bodySize"))
        if missing:
            lost.append(_MISSING)
        return Body(b"", anew=missing)
    if str(held.get("encoding", "")).lower() == "base64":
        return _unpacked(text, lost)
    if exact:
        return Body(text.encode("utf-8", "replace"))
    return _written(text, held.get("mimeType"), lost)


def own_bytes(own: Mapping[str, Any], name: str) -> bytes | None:
    """What HISight wrote of itself as base64 under `name`; None when it wrote nothing, or that is broken."""
    value = own.get(name)
    try:
        return base64.b64decode(value, validate=True) if isinstance(value, str) else None
    except ValueError:
        return None


def _unpacked(text: str, lost: Losses) -> Body:
    try:
        return Body(base64.b64decode(text))
    except (binascii.Error, ValueError):
        lost.append(_BROKEN)
        return Body(text.encode("utf-8", "replace"), anew=True)


def _written(text: str, media_type: object, lost: Losses) -> Body:
    """The text in the charset that its type names, else that of its XML declaration, else UTF-8."""
    head = http.Head("", (("Content-Type", media_type if isinstance(media_type, str) else ""),))
    name = charset.normal_name(head.charset or charset.declared_in(text[:400].encode("utf-8", "replace"))) or "utf-8"
    try:
        data = text.encode(name)
    except UnicodeEncodeError:
        data = text.encode("utf-8", "replace")
    if not text.isascii():
        lost.append(_TEXT)
    return Body(data, anew=True)


def _parameters(params: list[Any]) -> Iterator[tuple[str, str]]:
    for one in params:
        if isinstance(one, Mapping):
            yield str(one.get("name", "")), str(one.get("value", ""))


def _positive(value: object) -> bool:
    return type(value) in (int, float) and value > 0  # type: ignore[operator]
