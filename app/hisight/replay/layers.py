"""The layers of a request that is being edited, from the payload out to the bytes: each is made from the one inside it.

Whoever edits an outer layer takes it off the ones inside: from then on it is sent as it is written there, until it follows again.
The head stands beside them: it follows the length of the body, and is a layer of its own.
"""

from dataclasses import replace
from typing import Literal

from hisight.protocol import Message
from hisight.replay.draft import Draft, Tried
from hisight.replay.wire_text import bytes_of, dumped, head_of, head_text
from hisight.wording import Words

Layer = Literal["payload", "root", "soap", "head", "bytes"]

LAYERS: dict[Layer, Words] = {
    "payload": Words("业务参数", "Payload"),
    "root": Words("ROOT", "ROOT"),
    "soap": Words("正文", "Body"),
    "head": Words("HTTP 头", "HTTP head"),
    "bytes": Words("字节", "Bytes"),
}
"""The layers by name, from the inside out."""

_OUTWARDS: tuple[Layer, ...] = ("root", "soap", "bytes")


def by_hand(draft: Draft) -> Layer | None:
    """The outermost layer of the body that was edited by hand: those inside it no longer count. None while all follow."""
    written = {"root": draft.root, "soap": draft.soap, "bytes": draft.body}
    return next((layer for layer in reversed(_OUTWARDS) if written[layer] is not None), None)


def counts(draft: Draft, layer: Layer) -> bool:
    """Whether what is edited in `layer` reaches the wire: no layer around it was edited by hand."""
    outer = by_hand(draft)
    return outer is None or layer == "head" or _rank(layer) >= _rank(outer)


def has(message: Message, layer: Layer) -> bool:
    """Whether `message` has such a layer: a payload that came bare has no ROOT."""
    return layer != "root" or message.transport.carries == "root"


def text_of(tried: Tried, layer: Layer) -> str:
    """What `layer` of the request says that would be sent; empty when it cannot be."""
    outgoing = tried.outgoing
    message = tried.reading.call.request if tried.reading else None
    if outgoing is None or message is None:
        return ""
    if layer == "head":
        return head_text(outgoing.head)
    if layer == "bytes":
        return dumped(outgoing.body)
    return {"payload": message.payload.xml, "root": message.envelope.text, "soap": message.decoded.text}[layer]


def written_by_hand(draft: Draft, layer: Layer, text: str) -> Draft:
    """`draft` with `text` in `layer`, which no longer follows. Raises HisightError for bytes or a head that cannot be read."""
    if layer == "payload":
        return replace(draft, xml=text)
    if layer == "head":
        head_of(text)
        return replace(draft, head=text)
    if layer == "bytes":
        return replace(draft, body=bytes_of(text))
    return replace(draft, root=text) if layer == "root" else replace(draft, soap=text)


def following(draft: Draft, layer: Layer) -> Draft:
    """`draft` with `layer` made again from what is inside it."""
    if layer == "head":
        return replace(draft, head=None)
    return {
        "payload": replace(draft, xml=None),
        "root": replace(draft, root=None),
        "soap": replace(draft, soap=None),
        "bytes": replace(draft, body=None),
    }[layer]


def _rank(layer: Layer) -> int:
    return list(LAYERS).index(layer)
