"""A call with every patient value replaced, in every layer, and sealed again so that it can still be read and verified."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from hisight.capture import Exchange
from hisight.catalog import Catalog
from hisight.checks import Subject
from hisight.privacy.credentials import is_in_address, with_fields, without_credentials
from hisight.privacy.find import envelope_texts
from hisight.privacy.places import places
from hisight.privacy.reseal import FITTED, reseal
from hisight.privacy.spelling import spell_like
from hisight.privacy.values import PatientValues
from hisight.protocol import Direction, Key, Message, ProtocolError, Scheme, http, markup
from hisight.reading import Reader, Reading
from hisight.wording import NOTHING, Words

_SHORT, _REMEMBERED = 200, 10_000  # heads and what stands between values are the same in every call
_KNOWN_PAGES = frozenset({"html", "definitions"})
_CHANGED = Words(
    "替换患者信息后无法还原为同样的报文。",
    "with its patient values replaced it would no longer read as the same message.",
)

_IN_ADDRESS = Words(
    "报文写在地址里，患者信息无法在其中替换。",
    "the message stands in the address, where patient values cannot be replaced.",
)
_AROUND = Words(
    "报文之外的表单参数或附件中有患者信息。", "patient values stand in the form or in the parts around the message."
)


@dataclass(frozen=True, slots=True)
class Scrubbed:
    """A call that is fit to leave."""

    exchange: Exchange
    """The exchange with stand-ins, and without credentials. A body that is left out stands here as it was recorded, and must not leave."""
    reading: Reading
    """How it reads."""
    scheme: Scheme
    """What to read it with: the original's cipher and rule, and the throwaway key where a key was known."""
    left_out: Mapping[Direction, Words]
    """Sides whose body must not leave, and why."""


class _StaysError(Exception):
    """A body that must stay at home."""

    def __init__(self, why: Words) -> None:
        super().__init__()
        self.why = why


class Scrubber:
    """Scrubs the calls of one export: one set of stand-ins, one throwaway key."""

    def __init__(self, values: PatientValues, key: Key, catalog: Catalog) -> None:
        """`values` are those of all calls of the export: a name found in one is replaced in the others too."""
        self.values = values
        self.key = key
        self._catalog = catalog
        self._replaced_before = lru_cache(_REMEMBERED)(values.replaced)

    def scrub(self, reading: Reading) -> Scrubbed:
        """The call of `reading`, which must have been recorded, without patient values and credentials."""
        made, payloads = self._made(reading, {})
        changed = [
            side
            for side, xml in payloads.items()
            if not _says_the_same(_side(made.reading, side), _side(reading, side), xml)
        ]
        return self._made(reading, dict.fromkeys(changed, _CHANGED))[0] if changed else made

    def _made(self, reading: Reading, left_out: Mapping[Direction, Words]) -> tuple[Scrubbed, Mapping[Direction, str]]:
        """The scrubbed call, and the payloads of the bodies that were made anew; without those that are `left_out` anyway."""
        exchange, left_out = reading.call.exchange, dict(left_out)
        assert exchange is not None
        scheme = reading.call.messages[0].scheme
        sealing = scheme.sealing._replace(key_form=FITTED)
        scheme = replace(scheme, keys=(self.key,) if scheme.keys else (), sealing=sealing)
        bodies: dict[Direction, bytes] = {"request": exchange.request_body, "response": exchange.response_body}
        heads: dict[Direction, bytes] = {
            "request": self._head(exchange.request_head),
            "response": self._head(exchange.response_head),
        }
        payloads: dict[Direction, str] = {}
        for subject in reading.subjects:
            side = subject.direction
            if side in left_out or not (bodies[side] or is_in_address(subject.message)):
                continue
            try:
                made = self._body(subject)
            except _StaysError as error:
                left_out[side] = error.why
                continue
            if made is not None:
                payloads[side], bodies[side] = made
                heads[side] = _for_body(heads[side], bodies[side])
        outgoing = without_credentials(
            replace(
                exchange,
                request_head=heads["request"],
                request_body=bodies["request"],
                response_head=heads["response"],
                response_body=bodies["response"],
                url=self._replaced(exchange.url),
                error=self._replaced(exchange.error),
                touched=self._replaced(exchange.touched),
                # What left where it is not what came, and what stood around chunks: nobody looks for patients there, so none leaves.
                request_head_sent=b"",
                response_head_sent=b"",
                request_body_sent=b"",
                response_body_sent=b"",
                request_framing=b"",
                response_framing=b"",
            )
        )
        again = Reader(self._catalog, scheme=scheme, leniency=reading.leniency).read(outgoing)
        return Scrubbed(outgoing, again, scheme, left_out), payloads

    def _body(self, subject: Subject) -> tuple[str, bytes] | None:
        """Payload and body without patient values; None where none has to go. Raises _StaysError where the body cannot be had."""
        message = subject.message
        reason = _IN_ADDRESS if is_in_address(message) else _unreadable(message)
        if reason != NOTHING:
            raise _StaysError(reason)
        xml = self._payload(subject)
        fields = {name: self._replaced(value) for name, value in envelope_texts(message)}
        try:
            text = reseal(message, xml, fields, self._replaced, self.key)
            made = message.to_body(text)
        except ProtocolError as error:
            raise _StaysError(
                Words(f"无法重新封装：{error.what.zh}", f"it cannot be sealed again: {error.what.en}")
            ) from None
        if self._replaced(message.package.around) != message.package.around:
            raise _StaysError(_AROUND)
        return None if text == message.decoded.text else (xml, made)

    def _payload(self, subject: Subject) -> str:
        xml = subject.message.payload.xml
        parts: list[str] = []
        position = 0
        for place in places(subject):
            if not place.kind or not place.value:
                continue
            content = xml[place.span.inner : place.span.inner_end]
            stand_in = self.values.stand_in(place.kind, place.value)
            parts += (
                self._replaced(xml[position : place.span.inner]),
                _with_value(content, place.value, stand_in),
            )
            position = place.span.inner_end
        return "".join((*parts, self._replaced(xml[position:])))

    def _replaced(self, raw: str) -> str:
        return self._replaced_before(raw) if len(raw) <= _SHORT else self.values.replaced(raw)

    def _head(self, data: bytes) -> bytes:
        lengths = "content-length"
        return with_fields(data, lambda name, value: value if name.lower() == lengths else self._replaced(value))


def _unreadable(message: Message) -> Words:
    """Why nobody can tell what stands in the body; empty when it can be told."""
    if message.package.unseen:
        return Words(
            "正文带有附件，不能确认其中没有患者信息。", "the body has attachments: patient values might hide in them."
        )
    if message.transport.carries == "nothing":
        known = (
            message.transport.operation == "Fault" or markup.first_name(message.decoded.text).lower() in _KNOWN_PAGES
        )
        if known or not message.decoded.text.strip():
            return NOTHING
        return Words(
            "正文无法识别，不能确认其中没有患者信息。", "the body is nothing known: patient values might hide in it."
        )
    if message.document.error is not None and message.document.error.kind == "too-large":
        return Words(
            "业务参数太大，只解读了一部分，不能确认其余部分没有患者信息。",
            "the payload is too large to be read whole: patient values might hide in the rest.",
        )
    if message.payload.state == "unreadable":
        return Words(
            "业务参数无法解密，不能替换患者信息。", "the payload cannot be decrypted, so nothing in it can be replaced."
        )
    return NOTHING


def _with_value(content: str, value: str, stand_in: str) -> str:
    """The raw `content` of an element with `stand_in` for `value`, in the style and between the blanks that it had."""
    if stand_in == value:
        return content
    written = markup.value(content).replace(value, stand_in)
    if content.lstrip().startswith("<![CDATA["):
        return markup.cdata(written)
    return spell_like(content, written)


def _side(reading: Reading, direction: Direction) -> Message:
    subject = reading.subject(direction)
    assert subject is not None
    return subject.message


def _says_the_same(opened: Message, original: Message, xml: str) -> bool:
    """True when the scrubbed message reads as the original did, but for its values."""
    return opened.payload.xml == xml and _shape(opened) == _shape(original)


def _shape(message: Message) -> tuple[object, ...]:
    carried, payload = message.transport, message.payload
    names = [entry.name for entry in message.envelope.fields]
    return carried.kind, carried.carries, names, payload.state, payload.cipher, message.signature.verdict


def _for_body(head: bytes, body: bytes) -> bytes:
    # What was compressed goes plain, what was chunked goes whole: the head must say what the body is.
    length = str(len(body))
    return (
        http.parse_head(head).replacing(Content_Encoding=None, Transfer_Encoding=None, Content_Length=length).to_bytes()
    )
