"""One message through all its layers: `open_message` reads bytes, `seal` makes them again, exact inverses of each other.

HTTP body -> content-encoding, charset -> SOAP or none -> string argument -> ROOT -> payload text -> cipher -> REQ / RES
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from hisight.protocol import (
    charset,
    document,
    envelope,
    http,
    layers,
    limits,
    markup,
    payload,
    problems,
    signature,
    transports,
    unfolding,
)
from hisight.protocol.document import Document
from hisight.protocol.envelope import PAYLOAD_NAME, Envelope
from hisight.protocol.errors import SealError
from hisight.protocol.notes import Direction, Note, Problem
from hisight.protocol.payload import Payload
from hisight.protocol.scheme import Scheme
from hisight.protocol.signature import SignatureStatus
from hisight.protocol.transports import Package, Transport
from hisight.protocol.unfolding import Unfolded
from hisight.wording import Words


@dataclass(frozen=True, slots=True)
class Message:
    """A request or an answer, opened layer by layer."""

    direction: Direction
    """Which of the two it is."""
    head: http.Head
    """The HTTP head; empty for a body alone."""
    unfolded: Unfolded
    """The body without its content encodings."""
    package: Package
    """What the XML is packed in: nothing, a form, MIME parts."""
    decoded: charset.Decoded
    """The XML as text."""
    transport: Transport
    """How the body carries its ROOT."""
    envelope: Envelope
    """The ROOT document; without fields when there is none."""
    payload: Payload
    """The REQ or RES document."""
    signature: SignatureStatus
    """What is known about SIGN."""
    document: Document
    """The payload as a tree; without a root when it is empty or unreadable."""
    scheme: Scheme
    """What it was read with."""
    problems: tuple[Problem, ...] = ()
    """Why layers could not be read, outermost first."""
    asked_as: str = ""
    """For an answer, the transport of its request; empty where that is not known."""

    @property
    def cut(self) -> bool:
        """True when a part of it never arrived: what is missing then says nothing about its sender."""
        inner = self.document.error
        return any(problem.kind == "truncated" for problem in self.problems) or (
            inner is not None and inner.kind == "truncated"
        )

    @property
    def notes(self) -> tuple[Note, ...]:
        """What each layer turned out to be, outermost first."""
        return layers.notes_of(self)

    def with_payload(self, opened: Payload) -> "Message":
        """The message with its payload read as `opened` in place of what it was, and all that follows from it."""
        tree = document.read(opened.xml) if opened.xml else document.NO_DOCUMENT
        problems = (*(one for one in self.problems if one is not self.payload.problem), opened.problem)
        return replace(
            self,
            payload=opened,
            document=tree,
            signature=signature.check(self.direction, self.envelope, opened.xml, self.scheme),
            problems=tuple(problem for problem in problems if problem is not None),
        )

    def to_body(self, text: str) -> bytes:
        """The HTTP body, without a content encoding, with `text` in place of the text it has.

        Raises SealError where it has none.

        Nor is a body made of one that was too large to be read to its end.
        """
        if len(self.package.body) < len(self.unfolded.content):
            raise SealError(
                Words(
                    "报文太大，没有读到末尾，不能改写。", "the message is too large to be read to its end, or changed."
                )
            )
        return self.package.pack(self.decoded.encode(text))


@dataclass(frozen=True, slots=True)
class Unopened:
    """A message whose payload is closed yet: what there is to choose a scheme by."""

    transport: Transport
    """How the body carries its ROOT."""
    envelope: Envelope
    """The ROOT document; without fields when there is none."""
    direction: Direction | None
    """Which side it is, if that is known by now."""

    def payload(self, scheme: Scheme) -> Payload:
        """The payload as `scheme` opens it. Never fails."""
        return _open_payload(self.direction, self.transport, self.envelope, scheme)[0]


def open_message(
    direction: Direction | None,
    body: bytes,
    choose_scheme: Callable[[Unopened], Scheme],
    head: http.Head = http.EMPTY_HEAD,
    asked_as: str = "",
    chosen_charset: str = "",
) -> Message:
    """Read `body`, the content of an HTTP message with `head`, with the scheme chosen once its envelope is known.

    With `direction` None the message itself tells, and a request is assumed where it does not. `asked_as` is the transport
    of the request that it answers; `chosen_charset` what a person wants body and payload to be read in, whatever they are.
    Never fails: what cannot be read becomes a problem on the message.
    """
    unfolded = unfolding.unfold(body, head.joined("Content-Encoding"))
    content = unfolded.content[: unfolding.LARGEST_BODY]
    package = transports.unpack(content, head)
    decoded = charset.decode(package.content, package.charset, chosen_charset)
    over = limits.of_body(package.content)
    carried, unread = transports.read(decoded.text) if over is None else (transports.UNREAD, (over,))
    if package.operation and not carried.operation:
        carried = replace(carried, operation=package.operation)
    root = envelope.read(carried.inner) if carried.carries == "root" else Envelope("", ())
    unopened = Unopened(carried, root, direction or root.direction)
    scheme = choose_scheme(unopened)
    opened, which = _open_payload(unopened.direction, carried, root, scheme)
    opened = _read_again(opened, chosen_charset)
    tree = document.read(opened.xml) if opened.xml else document.NO_DOCUMENT
    found = (
        http.shortage(head, body),
        unfolded.problem,
        limits.of_body(unfolded.content) if len(content) < len(unfolded.content) else None,
        package.problem,
        *unread,
        problems.of_root(carried, root),
        opened.problem,
    )
    return Message(
        direction=which,
        head=head,
        unfolded=unfolded,
        package=package,
        decoded=decoded,
        transport=carried,
        envelope=root,
        payload=opened,
        signature=signature.check(which, root, opened.xml, scheme),
        document=tree,
        scheme=scheme,
        problems=problems.each_cause_once(found, decoded.text, root.text, opened.xml, tree) if any(found) else (),
        asked_as=asked_as,
    )


def seal(
    message: Message, xml: str | None = None, fields: Mapping[str, str] | None = None, *, resign: bool = True
) -> bytes:
    """The HTTP body of `message` with another payload `xml` and other envelope `fields`, encrypted and signed again.

    Everything that was not edited stays character for character, and with nothing edited a message that was signed by its
    scheme comes back byte for byte. `resign=False`, or a SIGN among `fields`, keeps a signature wrong on purpose.
    Raises SealError when the message has no place for what was edited, CipherError when it cannot be encrypted.
    """
    fields = dict(fields or {})
    if message.transport.carries in ("payload", "ciphertext"):
        if fields:
            raise SealError(Words("报文只有业务参数，没有 ROOT。", "the message is a payload alone, it has no ROOT."))
        inner = _sealed_alone(message, xml)
    elif message.transport.carries == "root":
        inner = _sealed_root(message, xml, fields, resign=resign).text
    elif xml is None and not fields:
        inner = message.transport.inner
    else:
        raise SealError(Words("报文中没有可编辑的 ROOT。", "the message has no ROOT that could be edited."))
    return message.to_body(message.transport.wrap(message.decoded.text, inner))


def _sealed_alone(message: Message, xml: str | None) -> str:
    if xml is None or xml == message.payload.xml:
        return message.transport.inner
    return payload.seal_payload(xml, message.scheme, like=message.payload)


def _sealed_root(message: Message, xml: str | None, fields: Mapping[str, str], *, resign: bool) -> Envelope:
    root = message.envelope
    plaintext = message.payload.xml
    if xml is not None and xml != plaintext:
        text = payload.seal_payload(xml, message.scheme, like=message.payload)
        root = root.replacing(PAYLOAD_NAME[message.direction], text)
        plaintext = xml
    for name, value in fields.items():
        root = root.replacing(name, value)
    if "SIGN" in fields or not resign or message.signature.verdict == "unsigned" or root == message.envelope:
        return root
    sign = signature.make(message.direction, root, plaintext, message.scheme, like=message.signature)
    return root.replacing("SIGN", sign) if sign else root


def _open_payload(
    direction: Direction | None, carried: Transport, root: Envelope, scheme: Scheme
) -> tuple[Payload, Direction]:
    """The payload, and which side the message is: as given, else as the payload's root or the operation tells."""
    if carried.carries == "root":
        which = direction or "request"
        return payload.open_payload(root.get(PAYLOAD_NAME[which]), scheme), which
    if carried.carries == "nothing":
        answer = carried.operation.endswith("Response") or carried.operation == "Fault"
        return Payload("unreadable"), direction or ("response" if answer else "request")
    opened = payload.open_payload(carried.inner, scheme)
    return opened, direction or transports.payload_direction(markup.first_name(opened.xml)) or "request"


def _read_again(opened: Payload, chosen_charset: str) -> Payload:
    if not chosen_charset or opened.decoded is None:
        return opened
    decoded = charset.read_again(opened.decoded, chosen_charset)
    return replace(opened, decoded=decoded, xml=decoded.text)
