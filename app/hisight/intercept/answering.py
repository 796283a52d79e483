"""An answer made here, in place of the HIS or of what it said: sealed as its peer seals, carried as the call is carried."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from hisight.capture import Exchange, Row, Session
from hisight.catalog import Catalog, Function
from hisight.mock import styles
from hisight.protocol import AUTO, Message, Scheme, compose_root, http, seal
from hisight.reading import Reader
from hisight.replay.compose import compose_answer

_NAMESPACE = "http://tempuri.org/"  # what ASP.NET gives to a service that nobody named
_OPERATION = "HisService"
_LOOK_BACK = 500  # calls
_MOST_READ = 10  # of them


@dataclass(frozen=True, slots=True)
class Content:
    """What an answer says."""

    return_code: str = "0"
    """RETURN_CODE."""
    return_msg: str = ""
    """RETURN_MSG."""
    xml: str = ""
    """The payload; empty for none."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer as bytes."""

    head: bytes
    """Its head, with the empty line that ends it."""
    body: bytes
    """Its body."""


def sample(catalog: Catalog, function: Function, now: datetime) -> Content:
    """What the published sample of `function` answers, as far as that conforms."""
    return Content("0", catalog.meaning_of_return_code("0", function), compose_answer(catalog, function, now))


def refusal(catalog: Catalog, function: Function | None, code: str) -> Content:
    """The answer of a HIS that refuses with `code`: its published message, and no payload."""
    return Content(code, catalog.meaning_of_return_code(code, function).partition("：")[0])


def content_of(answer: Message) -> Content:
    """What a recorded answer says."""
    root = answer.envelope
    return Content(root.get("RETURN_CODE"), root.get("RETURN_MSG"), answer.payload.xml)


def recorded(session: Session, fun_code: str) -> Iterator[Row]:
    """The latest answered calls of the function, the newest first."""
    last = session.last_id()
    for row in reversed(session.rows(range(max(1, last - _LOOK_BACK + 1), last + 1))):
        if row.status and row.summary and fun_code.lower() in (row.summary.fun_code, row.summary.function.lower()):
            yield row


def template(session: Session, reader: Reader, request: Message, fun_code: str) -> Message | None:
    """An answer to the same operation that shows how the peer carries and seals; None when there is none on record."""
    found = None
    for row, _ in zip(recorded(session, fun_code), range(_MOST_READ), strict=False):
        answer = reader.read(session.get(row.id)).call.response
        if answer and answer.envelope.entry("RES_ENCRYPTED") and _answers(answer, request):
            if answer.payload.state in ("plain", "decrypted"):
                return answer
            found = found or answer
    return found


def sealed(request: Message, content: Content, like: Message | None = None, *, resign: bool = True) -> Reply:
    """An answer to `request` that says `content`: that of `like`, all else as it has it; without one SOAP as it is usual.

    Raises ProtocolError when it cannot be sealed.
    """
    if like is not None and like.transport.carries == "root":
        return _like(like, request, content, resign=resign)
    scheme = _closed_as(request, request.scheme)
    fields = {"RETURN_CODE": content.return_code, "RETURN_MSG": content.return_msg}
    root = compose_root("response", fields, content.xml, scheme)
    kind: styles.Version = "soap-1.2" if request.transport.kind == "soap-1.2" else "soap-1.1"
    operation = request.transport.operation or _OPERATION
    text = root if not request.transport.operation else styles.answer(operation, root, _NAMESPACE, styles.USUAL, kind)
    head = http.Head("HTTP/1.1 200 OK", (("Content-Type", styles.CONTENT_TYPES[kind]),))
    return _reply(head, text.encode())


def as_exchange(held: Exchange, reply: Reply) -> Exchange:
    """The call as it would be with `reply`."""
    return replace(held, response_head=reply.head, response_body=reply.body)


def _like(like: Message, request: Message, content: Content, *, resign: bool) -> Reply:
    if like.payload.key is None:
        like = replace(like, scheme=_closed_as(request, like.scheme))
    said = {"RETURN_CODE": content.return_code, "RETURN_MSG": content.return_msg}
    fields = {name: value for name, value in said.items() if like.envelope.get(name) != value}
    xml = None if content.xml == like.payload.xml else content.xml
    return _reply(like.head, seal(like, xml, fields, resign=resign))


def _closed_as(request: Message, scheme: Scheme) -> Scheme:
    """`scheme`, with the cipher of the request where it leaves that open."""
    return replace(scheme, cipher=request.payload.cipher or AUTO) if scheme.cipher == AUTO else scheme


def _answers(answer: Message, request: Message) -> bool:
    return answer.transport.operation.removesuffix("Response") == request.transport.operation


def _reply(head: http.Head, body: bytes) -> Reply:
    described = head.replacing(Content_Encoding=None, Transfer_Encoding=None, Content_Length=str(len(body)))
    return Reply(described.to_bytes(), body)
