"""What each layer of a message turned out to be, and what had been declared: one note a layer, outermost first."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from hisight.protocol import charset, ciphertext, markup
from hisight.protocol.envelope import PAYLOAD_NAME
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

_AGAIN = Words("多转义了一次", "escaped once too often")

_VALUES = {"plain": Words("直接写为文本", "as text"), "cdata": Words("写在 CDATA 中", "in CDATA")}
"""How the values of ROOT stand in it."""

_PAYLOADS = {
    "plain": Words("写为转义文本", "as escaped text"),
    "cdata": Words("写在 CDATA 中", "in CDATA"),
    "elements": Words("写为节点", "as elements"),
}
"""How a payload that is not encrypted stands in ROOT."""

_NAMES = {"soap-1.1": "SOAP 1.1", "soap-1.2": "SOAP 1.2"}
_BLANK_IN_TAG = re.compile(r"</?[\w.:-]+\s+>")
_LONGEST_LINE = 100
_DECLARATION = 400  # characters that hold an XML declaration
_ACTION_END = re.compile(r"[/#:]([^/#:]*)\Z")


def notes_of(message: "Message") -> tuple[Note, ...]:
    """The notes of all layers that `message` has."""
    notes = (
        *_http(message),
        *_content_encoding(message),
        *_package(message),
        _charset(message),
        _transport(message),
        *_operation(message),
        *_argument(message),
        _root(message),
        *(() if message.transport.carries == "nothing" else (*_cipher(message), _payload(message))),
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
    line = head.start_line
    if len(line) > _LONGEST_LINE:
        line = f"{line[:_LONGEST_LINE]}…"
    yield Note("http", line, Words(text, text))


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


def _charset(message: "Message") -> Note:
    decoded, header = message.decoded, message.package.charset
    written = charset.declared_in(decoded.data)
    said = [decoded.remark]
    if header and written and charset.normal_name(header) != charset.normal_name(written):
        labels = Words(
            f"Content-Type 写的是 {header}，XML 声明写的是 {written}；实际是 {decoded.charset}",
            f"Content-Type says {header}, the XML declaration {written}; it is {decoded.charset}",
        )
        said = [labels, decoded.remark if decoded.lossy or decoded.chosen else NOTHING]
    if decoded.bom:
        said.append(Words("带有 BOM", "with a byte order mark"))
    return Note("charset", decoded.charset, _listed(said), decoded.declared)


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
    elif carried.kind == "none":
        remark = _problem(message, "transport")
    return Note("transport", carried.kind, remark, media_type)


def _operation(message: "Message") -> Iterator[Note]:
    operation, action = message.transport.operation, _action(message)
    if not (operation or action):
        return
    end = _ACTION_END.search(action)
    named = (end[1] if end else action).removesuffix("Request")
    differs = named and operation and message.direction == "request" and named.lower() != operation.lower()
    remark = Words(f"SOAPAction 写的是 {action}", f"SOAPAction says {action}") if differs else NOTHING
    if message.transport.fault is not None:
        remark = message.transport.fault.said
    yield Note("operation", operation, remark, action)


def _action(message: "Message") -> str:
    """SOAPAction, which SOAP 1.2 puts into Content-Type; without its quotes."""
    return message.head.get("SOAPAction").strip().strip('"') or message.head.parameter("action")


def _argument(message: "Message") -> Iterator[Note]:
    carried = message.transport
    if carried.argument:
        remark = _STYLES.get(carried.style, NOTHING)
        if carried.again:
            remark = _AGAIN
        elif carried.style == "cdata" and "<![CDATA[" in carried.inner:
            remark = Words("CDATA，其中的 CDATA 已拆开", "CDATA, that in it is split")
        yield Note("argument", carried.argument, remark, carried.declared)
    if carried.decoded is not None:
        yield Note("argument-charset", carried.decoded.charset, carried.decoded.remark, carried.decoded.declared)


def _root(message: "Message") -> Note:
    if message.transport.carries != "root":
        return Note("root", "", _problem(message, "root"))
    root = message.envelope
    said = [_blanks_in_tags(root.text)]
    styles = Counter(entry.style for entry in root.fields if entry.style in _VALUES)
    for usual, _ in styles.most_common(1):
        others = [entry.name for entry in root.fields if entry.style not in (usual, "elements")]
        told, other = _VALUES[usual], _VALUES["plain" if usual == "cdata" else "cdata"]
        names = ", ".join(others)
        but = Words(f"，但 {names} {other.zh}", f", but {names} {other.en}") if others else NOTHING
        said.insert(0, Words(f"各值{told.zh}{but.zh}", f"values {told.en}{but.en}"))
    label = charset.declared_in(root.text[:_DECLARATION].encode("utf-8", "replace")) if message.transport.style else ""
    if label and charset.normal_name(label) != "utf-8":
        said.insert(0, Words(f"其 XML 声明写的是 {label}", f"its XML declaration says {label}"))
    return Note("root", "ROOT", _listed(said))


def _cipher(message: "Message") -> Iterator[Note]:
    opened, agreed = message.payload, message.scheme.cipher
    remark = opened.problem.message if opened.problem else _key_remark(opened.key)
    if opened.problem and opened.problem.kind == "wrong-key" and message.cut:
        remark = Words("报文不完整，无法解密", "the message is not whole and cannot be decrypted")
    yield Note("cipher", opened.cipher, remark, "" if agreed == AUTO else agreed)
    if opened.sealing is not None:
        dialect = opened.sealing.dialect
        yield Note("dialect", dialect.name, ciphertext.remark(dialect))
    if opened.decoded is not None:
        yield Note("payload-charset", opened.decoded.charset, opened.decoded.remark, opened.decoded.declared)


def _key_remark(key: Key | None) -> Words:
    return Words(f"密钥 {key.label}", f"key {key.label}") if key else NOTHING


def _payload(message: "Message") -> Note:
    opened, name = message.payload, PAYLOAD_NAME[message.direction]
    entry = message.envelope.entry(name)
    said: list[Words] = []
    if opened.state == "plain":
        said.append(Words("未加密", "not encrypted"))
        said.append(_AGAIN if opened.escaped_again else _PAYLOADS[entry.style] if entry else NOTHING)
    elif opened.state == "empty" and entry is None:
        said.append(Words(f"没有 {name}", f"no {name}"))
    elif opened.state == "empty":
        said.append(Words("空串的密文", "the encryption of nothing") if opened.key else Words("空", "empty"))
    said.append(_blanks_in_tags(opened.xml))
    return Note("payload", markup.first_name(opened.xml), _listed(said))


def _blanks_in_tags(document: str) -> Words:
    return Words("标签内有空格", "blanks inside of tags") if _BLANK_IN_TAG.search(document) else NOTHING


def _problem(message: "Message", layer: str) -> Words:
    """Why `layer` holds nothing; empty where no problem says it."""
    found = next((problem.message for problem in message.problems if problem.layer == layer), NOTHING)
    return Words(found.zh.removesuffix("。"), found.en.removesuffix("."))


def _listed(said: Iterable[Words]) -> Words:
    """Remarks in a row; nothing for none."""
    kept = [words for words in said if words != NOTHING]
    if len(kept) < 2:
        return kept[0] if kept else NOTHING
    return Words("，".join(one.zh.rstrip("。") for one in kept), ", ".join(one.en.rstrip(".") for one in kept))
