"""What a rule makes of a message. Nothing else of it changes, and what cannot be done to it is left undone."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from hisight import calls
from hisight.calls import Call
from hisight.capture import Exchange, Session
from hisight.errors import HisightError
from hisight.intercept import answering
from hisight.intercept.answering import Reply
from hisight.intercept.rules import Rule
from hisight.intercept.touch import Touch
from hisight.protocol import Message, http, open_message, seal
from hisight.reading import Reader
from hisight.reading.reader import traits_of
from hisight.wording import Words


@dataclass(frozen=True, slots=True)
class Changed:
    """What has become of a message."""

    head: bytes
    """Its head, with the empty line that ends it."""
    body: bytes
    """Its body."""
    touches: tuple[Touch, ...]
    """What was done to it; none when it is as it was."""


def answer(rule: Rule, asked: Exchange, reader: Reader, now: datetime) -> Changed:
    """The answer with which `rule` spares the HIS the call `asked`. Raises HisightError when it has none."""
    if rule.answer == "catalog":
        reply = _from_catalog(asked, reader, now)
    elif rule.answer == "call":
        with Session.open(Path(rule.session)) as session:
            recorded = session.get(rule.call)
        reply = _described(http.parse_head(recorded.response_head), recorded.response_body)
    else:
        reply = _from_file(Path(rule.file))
    source = {"catalog": "catalog", "call": f"{Path(rule.session).name} #{rule.call}", "file": Path(rule.file).name}
    return Changed(reply.head, reply.body, (Touch("response", "answered", source[rule.answer], rule.name),))


def change(rule: Rule, call: Exchange, reader: Reader) -> Changed:
    """The side of `call` that `rule` is for, as it leaves. Raises HisightError when it cannot be sealed."""
    read = _read(call, reader)
    message = read.request if rule.direction == "request" else read.response
    sides = {"request": (call.request_head, call.request_body), "response": (call.response_head, call.response_body)}
    head, body = sides[rule.direction]
    done: list[tuple[str, str]] = []
    made = body
    if message is not None and rule.return_code and message.envelope.entry("RETURN_CODE"):
        meaning = reader.catalog.meaning_of_return_code(rule.return_code, reader.catalog.function(read.fun_code))
        made, message = _sealed(message, {"RETURN_CODE": rule.return_code, "RETURN_MSG": meaning.partition("：")[0]})
        done.append(("code", rule.return_code))
    if message is not None and rule.wrong_sign and (sign := message.envelope.get("SIGN")):
        made, message = _sealed(message, {"SIGN": sign[:-1] + ("1" if sign.endswith("0") else "0")}, resign=False)
        done.append(("sign", ""))
    if message is not None and rule.encode_as:
        encoded = message.package.pack(message.decoded.text.encode(rule.encode_as, "replace"))
        if encoded != message.unfolded.content:
            made = encoded
            done.append(("charset", rule.encode_as))
    if done:
        reply = _described(http.parse_head(head), made)
        head, made = reply.head, reply.body
    if rule.cut_after and rule.cut_after < len(made):
        head = (
            http.parse_head(head)
            .replacing(Transfer_Encoding=None, Content_Length=str(len(made)), Connection="close")
            .to_bytes()
        )
        made = made[: rule.cut_after]
        done.append(("cut", f"{rule.cut_after} B"))
    return Changed(head, made, tuple(Touch(rule.direction, deed, detail, rule.name) for deed, detail in done))


def _read(call: Exchange, reader: Reader) -> Call:
    return calls.read(call, lambda unopened: reader.choose_scheme(traits_of(unopened, call)))


def _sealed(message: Message, values: Mapping[str, str], *, resign: bool = True) -> tuple[bytes, Message]:
    """The body with other `values` in its ROOT, and the message that it is."""
    fields = {name: value for name, value in values.items() if message.envelope.entry(name)}
    body = seal(message, None, fields, resign=resign)
    head = message.head.replacing(Content_Encoding=None)
    return body, open_message(message.direction, body, lambda _unopened: message.scheme, head)


def _from_catalog(asked: Exchange, reader: Reader, now: datetime) -> Reply:
    read = _read(replace(asked, response_head=b"", response_body=b""), reader)
    function = reader.catalog.function(read.fun_code, read.operation)
    if read.request is None or function is None:
        raise HisightError(Words("接口中没有这个功能，无法应答。", "the interface has no such function to answer."))
    return answering.sealed(read.request, answering.sample(reader.catalog, function, now))


def _from_file(file: Path) -> Reply:
    try:
        data = file.read_bytes()
    except OSError as error:
        raise HisightError(
            Words(f"{file} 无法读取：{error.strerror}。", f"{file} cannot be read: {error.strerror}.")
        ) from None
    usual = http.Head("HTTP/1.1 200 OK", (("Content-Type", "text/xml; charset=utf-8"),))
    head, body = http.split(data) or (usual, data)
    return _described(head if head.status else usual, body)


def _described(head: http.Head, body: bytes) -> Reply:
    made = head.replacing(Content_Encoding=None, Transfer_Encoding=None, Content_Length=str(len(body)))
    return Reply(made.to_bytes(), body)
