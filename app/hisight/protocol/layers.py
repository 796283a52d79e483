"""What each layer of a message turned out to be, and what had been declared: one note a layer, outermost first."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from hisight.protocol import ciphertext
from hisight.protocol.notes import Note
from hisight.protocol.scheme import AUTO, Key
from hisight.protocol.transports import soap
from hisight.wording import NOTHING, Words

if TYPE_CHECKING:
    from hisight.protocol.message import Message

_STYLES = {
    "escaped": Words("转义文本", "escaped text"),
    "references": Words("转义文本，汉字写成 &#x…; 引用", "escaped text, with &#x…; for what is not ASCII"),
    "cdata": Words("CDATA", "CDATA"),
    "base64": Words("base64", "base64"),
    "elements": Words("直接嵌套的节点", "nested elements"),
}

_NAMES = {"soap-1.1": "SOAP 1.1", "soap-1.2": "SOAP 1.2"}
_ACTION_END = re.compile(r"[/#:]([^/#:]*)\Z")


def notes_of(message: "Message") -> tuple[Note, ...]:
    """The notes of all layers that `message` has."""
    notes = (
        *_http(message),
        *_content_encoding(message),
        *_package(message),
        Note("charset", message.decoded.charset, message.decoded.remark, message.decoded.declared),
        _transport(message),
        *_operation(message),
        *_argument(message),
        Note("root", "ROOT" if message.transport.carries == "root" else ""),
        *_payload(message),
    )
    return tuple(notes)


def _http(message: "Message") -> Iterator[Note]:
    head = message.head
    if not head.start_line:
        return
    said = [
        *(["chunked"] if "chunked" in head.get("Transfer-Encoding").lower() else []),
        *(f"{name}: {value}" for name in ("Expect", "Connection", "Trailer") if (value := head.get(name))),
    ]
    text = ", ".join(said)
    yield Note("http", head.start_line, Words(text, text))


def _content_encoding(message: "Message") -> Iterator[Note]:
    declared, unfolded = message.head.joined("Content-Encoding"), message.unfolded
    if not (declared or unfolded.found):
        return
    remark = unfolded.problem.message if unfolded.problem else unfolded.remark
    yield Note("content-encoding", ", ".join(unfolded.found), remark, declared)


def _package(message: "Message") -> Iterator[Note]:
    package = message.package
    if not package.kind:
        return
    remark = package.remark
    if package.problem is not None:
        wrong = package.problem.message
        zh = "；".join(filter(None, (remark.zh, wrong.zh.removesuffix("。"))))
        remark = Words(zh, "; ".join(filter(None, (remark.en, wrong.en.removesuffix(".")))))
    yield Note("package", package.kind, remark, message.head.media_type)


def _transport(message: "Message") -> Note:
    carried, media_type = message.transport, message.package.media_type
    meant = soap.MEDIA_TYPES.get(media_type, "")
    remark = NOTHING
    if carried.kind == "soap":
        namespace = carried.namespace or "-"
        remark = Words(
            f"Envelope 的命名空间是 {namespace}，不是 SOAP 1.1 或 1.2",
            f"the namespace of its Envelope is {namespace}, neither SOAP 1.1 nor 1.2",
        )
    elif carried.kind in _NAMES and meant not in ("", carried.kind):
        remark = Words(
            f"Content-Type 写的是 {media_type}，对应 {_NAMES[meant]}",
            f"Content-Type says {media_type}, which is {_NAMES[meant]}",
        )
    elif carried.kind in _NAMES and message.asked_as in _NAMES and message.asked_as != carried.kind:
        asked = _NAMES[message.asked_as]
        remark = Words(f"请求用的是 {asked}", f"the request is {asked}")
    return Note("transport", carried.kind, remark, media_type)


def _operation(message: "Message") -> Iterator[Note]:
    operation, action = message.transport.operation, _action(message)
    if not (operation or action):
        return
    end = _ACTION_END.search(action)
    named = (end[1] if end else action).removesuffix("Request")
    differs = named and operation and message.direction == "request" and named.lower() != operation.lower()
    remark = Words(f"SOAPAction 写的是 {action}", f"SOAPAction says {action}") if differs else NOTHING
    yield Note("operation", operation, remark, action)


def _action(message: "Message") -> str:
    """SOAPAction, which SOAP 1.2 puts into Content-Type; without its quotes."""
    return message.head.get("SOAPAction").strip().strip('"') or message.head.parameter("action")


def _argument(message: "Message") -> Iterator[Note]:
    carried = message.transport
    if carried.argument:
        remark = _STYLES.get(carried.style, NOTHING)
        if carried.again:
            remark = Words("多转义了一次", "escaped once too often")
        yield Note("argument", carried.argument, remark, carried.declared)
    if carried.decoded is not None:
        yield Note("argument-charset", carried.decoded.charset, carried.decoded.remark, carried.decoded.declared)


def _key_remark(key: Key | None) -> Words:
    return Words(f"密钥 {key.label}", f"key {key.label}") if key else NOTHING


def _payload(message: "Message") -> Iterator[Note]:
    opened, agreed = message.payload, message.scheme.cipher
    remark = opened.problem.message if opened.problem else _key_remark(opened.key)
    yield Note("cipher", opened.cipher, remark, "" if agreed == AUTO else agreed)
    if opened.sealing is not None:
        dialect = opened.sealing.dialect
        yield Note("dialect", dialect.name, ciphertext.remark(dialect))
    if opened.decoded is not None:
        yield Note("payload-charset", opened.decoded.charset, opened.decoded.remark, opened.decoded.declared)
