"""Patient values in a call: by the catalog's fields, by the names of fields in other functions, and by their shape."""

from collections.abc import Iterator

from hisight.checks import Subject
from hisight.privacy.misread import misread
from hisight.privacy.patterns import DATE, day_of, known_by_shape
from hisight.privacy.places import places
from hisight.privacy.spelling import meant
from hisight.privacy.value_index import PatientValue
from hisight.protocol import Message
from hisight.protocol.envelope import PAYLOAD_NAME
from hisight.reading import Reading

_ENVELOPE_OWN = frozenset({"FUN_CODE", "USER_ID", "RETURN_CODE", "SIGN_TYPE", "SIGN", *PAYLOAD_NAME.values()})


def find(reading: Reading) -> Iterator[PatientValue]:
    """Every patient value in both sides of a call, heads and address too, in the spellings to look for."""
    exchange = reading.call.exchange
    number = f"#{exchange.id} " if exchange else ""
    for subject in reading.subjects:
        for kind, text, path in _found(subject):
            place = f"{number}{subject.direction} {path}".strip()
            field = path.rpartition("/")[2]
            plain = text.strip()
            yield from (PatientValue(kind, one, place, field, one != plain) for one in _spellings(kind, plain))
    if exchange:
        around = {
            "request head": exchange.request_head.decode("latin-1"),
            "response head": exchange.response_head.decode("latin-1"),
            "URL": exchange.url,
            "error": exchange.error,
        }
        for place, text in around.items():
            yield from (PatientValue(kind, value, number + place, place) for kind, value in known_by_shape(meant(text)))


def envelope_texts(message: Message) -> Iterator[tuple[str, str]]:
    """Name and value of the envelope's fields that may say anything, RETURN_MSG above all."""
    for name, value in message.envelope.values().items():
        if name not in _ENVELOPE_OWN:
            yield name, value


def _found(subject: Subject) -> Iterator[tuple[str, str, str]]:
    """Kind, value and path."""
    message = subject.message
    rest, position = [], 0
    xml = message.payload.xml
    for place in places(subject):
        rest.append(xml[position : place.span.inner])
        position = place.span.inner_end
        if place.kind:
            yield place.kind, place.value, place.path
        elif place.is_free:
            yield from ((kind, value, place.path) for kind, value in known_by_shape(meant(place.value)))
    rest.append(xml[position:])
    for kind, value in known_by_shape(meant("".join(rest))):
        yield kind, value, "payload"
    for name, text in envelope_texts(message):
        yield from ((kind, value, f"ROOT/{name}") for kind, value in known_by_shape(meant(text)))
    for kind, value in known_by_shape(meant(around_values(message))):
        yield kind, value, "body"


def around_values(message: Message) -> str:
    """The text of the body without the document that it carries, then that document without its values."""
    text, carried, root = message.decoded.text, message.transport, message.envelope
    parts, position = [message.package.around] if message.package.around else [], 0
    if carried.carries == "nothing":
        return "\n".join((*parts, text))
    for entry in root.fields:
        parts.append(root.text[position : entry.span.inner])
        position = entry.span.inner_end
    parts.append(root.text[position:])
    if carried.kind != "bare":
        parts.append(carried.wrap(text, "") if carried.style else text.replace(carried.inner, ""))
    return "\n".join(parts)


def _spellings(kind: str, text: str) -> Iterator[str]:
    """The forms in which a value is looked for; none for a value that says nothing."""
    if not any(character.isalnum() for character in text):
        return
    yield text
    if not text.isascii() and (spoiled := misread(text)) and spoiled.whole:
        yield spoiled.meant
    born = DATE.fullmatch(text) if kind == "birthday" else None
    day = day_of(born) if born else None
    if day:
        yield from (form for form in (f"{day:%Y-%m-%d}", f"{day:%Y%m%d}", f"{day:%Y/%m/%d}") if form != text)
    if kind == "name" and not text.isascii():
        # Somebody read UTF-8 as GBK: the same name stands elsewhere as it should.
        try:
            yield text.encode("gb18030").decode("utf-8")
        except UnicodeError:
            return
