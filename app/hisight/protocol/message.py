"""One message through all its layers: `open_message` reads bytes, `seal` makes them again, exact inverses of each other.

HTTP body -> content-encoding, charset -> SOAP or none -> string argument -> ROOT -> payload text -> cipher -> REQ / RES
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from hisight.protocol import charset, document, envelope, http, limits, markup, payload, problems, signature, transport
from hisight.protocol.document import Document
from hisight.protocol.envelope import PAYLOAD_NAME, Envelope
from hisight.protocol.errors import SealError
from hisight.protocol.notes import Direction, Note, Problem
from hisight.protocol.payload import Payload
from hisight.protocol.scheme import Scheme
from hisight.protocol.signature import SignatureStatus
from hisight.protocol.transport import Transport
from hisight.wording import NOTHING, Words


@dataclass(frozen=True, slots=True)
class Message:
    """A request or an answer, opened layer by layer."""

    direction: Direction
    """Which of the two it is."""
    head: http.Head
    """The HTTP head; empty for a body alone."""
    decoded: charset.Decoded
    """The body as text."""
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
        return tuple(_notes(self))


def open_message(
    direction: Direction | None,
    body: bytes,
    choose_scheme: Callable[[Envelope], Scheme],
    head: http.Head = http.EMPTY_HEAD,
) -> Message:
    """Read `body`, the content of an HTTP message with `head`, with the scheme chosen once its envelope is known.

    With `direction` None the message itself tells, and a request is assumed where it does not. Never fails: what cannot
    be read becomes a problem on the message.
    """
    unfolded, encoding_problem = http.unfold(body, head.get("Content-Encoding"))
    over = limits.of_body(unfolded)
    decoded = charset.decode(unfolded, head.charset)
    carried, unread = transport.read(decoded.text) if over is None else (transport.UNREAD, (over,))
    root = envelope.read(carried.inner) if carried.carries == "root" else Envelope("", ())
    scheme = choose_scheme(root)
    opened, which = _open_payload(direction or root.direction, carried, root, scheme)
    tree = document.read(opened.xml) if opened.xml else document.NO_DOCUMENT
    found = (http.shortage(head, body), encoding_problem, *unread, problems.of_root(carried), opened.problem)
    return Message(
        direction=which,
        head=head,
        decoded=decoded,
        transport=carried,
        envelope=root,
        payload=opened,
        signature=signature.check(which, root, opened.xml, scheme),
        document=tree,
        scheme=scheme,
        problems=tuple(problems.each_cause_once(found, decoded.text, root.text, opened.xml, tree)),
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
    try:
        return message.decoded.encode(message.transport.wrap(message.decoded.text, inner))
    except LookupError:
        raise SealError(
            Words(
                "报文不是完整的 XML，找不到可以改写的位置。",
                "the message is ill-formed: there is no place in it where anything could be put.",
            )
        ) from None


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
    return opened, direction or transport.payload_direction(markup.first_name(opened.xml)) or "request"


def _notes(message: Message) -> list[Note]:
    head, carried, opened = message.head, message.transport, message.payload
    notes = []
    if head.start_line:
        notes.append(Note("http", head.start_line))
    if head.get("Content-Encoding"):
        notes.append(Note("content-encoding", head.get("Content-Encoding")))
    notes.append(Note("charset", message.decoded.charset, message.decoded.remark))
    notes.append(Note("transport", carried.kind))
    if carried.operation:
        notes.append(Note("operation", carried.operation))
    if carried.argument:
        notes.append(Note("argument", carried.argument, _style_remark(carried)))
    notes.append(Note("root", "ROOT" if carried.carries == "root" else ""))
    notes.append(Note("cipher", opened.cipher, opened.problem.message if opened.problem else NOTHING))
    if opened.decoded is not None:
        notes.append(Note("payload-charset", opened.decoded.charset, opened.decoded.remark))
    return notes


def _style_remark(carried: Transport) -> Words:
    if carried.again:
        return Words("多转义了一次", "escaped once too often")
    return {
        "escaped": Words("转义文本", "escaped text"),
        "cdata": Words("CDATA", "CDATA"),
        "elements": Words("直接嵌套的节点", "nested elements"),
    }.get(carried.style, NOTHING)
