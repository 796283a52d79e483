"""Line breaks as they were sent: a parser makes LF of CR LF, and so hides which of the two it was."""

import re
from collections.abc import Sequence

from hisight.protocol import document, envelope, markup
from hisight.protocol.document import Node
from hisight.protocol.envelope import PAYLOAD_NAME, Envelope
from hisight.protocol.message import Message

_MARK = "\ue00d"
"""Stands for a CR while the text goes through the parser; a private character, which no message holds."""

_MARKED_TAG = re.compile(rf"<(?!!)[^<>{_MARK}]*+{_MARK}[^<>]*>")
_LONE_LF = re.compile(rf"[^\s{_MARK}][^\S\n]*(?<![\r{_MARK}])\n")
_BASE64 = re.compile(r"(?:[A-Za-z0-9+/]{20,}\s+)+[A-Za-z0-9+/]*={0,2}")


def bare_in_envelope(message: Message) -> list[str]:
    """The names of the ROOT's own values with a line break that is not CR LF."""
    suspects = [
        entry.name
        for entry in message.envelope.fields
        if entry.name != PAYLOAD_NAME[message.direction] and _has_bare(entry.value)
    ]
    if not suspects or "\r" not in message.decoded.text:
        return suspects
    sent = _root_as_sent(message)
    return [name for name in suspects if _has_bare(sent.get(name))]


def bare_in_payload(message: Message) -> list[Node]:
    """The elements of the payload whose value has a line break that is not CR LF, as nodes of `message.document`.

    Blanks around a value are layout and no part of it; nor are the line ends of base64.
    """
    root = message.document.root
    if root is None or not ("\n" in message.payload.xml or "\r" in message.payload.xml):
        return []
    suspects = [node for node in _leaves(root) if "\n" in node.value and _has_bare(node.value)]
    if not suspects:
        return []
    sent = _payload_as_sent(message)
    if "\r" not in sent:
        return suspects
    marked = _MARKED_TAG.sub(lambda tag: tag[0].replace(_MARK, ""), sent.replace("\r\n", f"{_MARK}\n"))
    again = document.read(marked).root
    values = [] if again is None else [node.value for node in _leaves(again)]
    wanted = set(map(id, suspects))
    return [node for node, value in zip(_leaves(root), values, strict=False) if id(node) in wanted and _has_bare(value)]


def _leaves(root: Node) -> list[Node]:
    """The nodes that hold a value, level by level: for a large answer much faster than a walk."""
    leaves: list[Node] = []
    level: Sequence[Node] = [root]
    while level:
        leaves += [node for node in level if not node.children]
        level = [child for node in level for child in node.children]
    return leaves


def _has_bare(value: str) -> bool:
    value = value.strip()
    return "\n" in value and _LONE_LF.search(value) is not None and not _BASE64.fullmatch(value)


def _root_as_sent(message: Message) -> Envelope:
    sent = message.transport.as_sent(message.decoded.text)
    return message.envelope if sent == message.transport.inner else envelope.read(sent)


def _payload_as_sent(message: Message) -> str:
    if message.payload.state != "plain" or message.transport.carries != "root":
        return message.payload.xml
    text = _root_as_sent(message).get(PAYLOAD_NAME[message.direction]).strip()
    return markup.value(text) if message.payload.escaped_again else text
