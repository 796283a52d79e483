"""A message sealed again under a throwaway key, with other values and the same faults.

What was encrypted is encrypted, what was signed rightly is signed rightly, what was signed wrongly stays wrong.
"""

import re
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from hisight.explain.near_keys import MISSPELLINGS
from hisight.protocol import CIPHERS, Envelope, Key, Message, Payload, Scheme
from hisight.protocol import envelope as envelopes
from hisight.protocol import payload as payloads
from hisight.protocol import signature as signatures
from hisight.protocol.envelope import PAYLOAD_NAME
from hisight.protocol.sealing import PLAIN_SEALING

FITTED = "fitted"
"""The form of the throwaway key: cut or filled up, it suits every cipher."""

_DIGEST = re.compile(r"[0-9A-Fa-f]{32}|[0-9A-Fa-f]{40}|[0-9A-Fa-f]{64}")


def throwaway_key() -> Key:
    """A key for one export: 16 random hex characters."""
    return Key.from_text(secrets.token_hex(8), "throwaway")


def reseal(message: Message, xml: str, fields: Mapping[str, str], around: Callable[[str], str], key: Key) -> str:
    """The text of the body of `message` with another payload `xml` and other envelope `fields`, under `key`.

    `around` makes the text around the document, and between its values, what it is to be. Raises ProtocolError when it cannot be sealed.
    """
    carried = message.transport
    text = message.decoded.text
    if carried.carries == "nothing":
        return around(text)
    if carried.carries == "ciphertext":
        inner = _encrypted(message.payload, xml, key)
    elif carried.carries == "payload":
        before, _, after = carried.inner.partition(message.payload.xml)
        inner = around(before) + xml + around(after)
    else:
        inner = _root(message, xml, fields, around, key).text
    if carried.kind == "bare":
        return inner
    if carried.style:
        # `wrap` leaves the text alone for the inner that it knows; here the text is another even then.
        return replace(carried, inner="").wrap(around(text), inner)
    before, _, after = text.partition(carried.inner)
    return around(before) + inner + around(after)


def _root(message: Message, xml: str, fields: Mapping[str, str], around: Callable[[str], str], key: Key) -> Envelope:
    root = _between_fields(message.envelope, around)
    name = PAYLOAD_NAME[message.direction]
    opened = message.payload
    if CIPHERS[opened.cipher].needs_key:
        root = root.replacing(name, _encrypted(opened, xml, key))
    elif opened.xml:
        root = root.replacing(name, root.get(name).replace(opened.xml, xml))
    for field, value in fields.items():
        root = root.replacing(field, value)
    if message.signature.verdict == "unsigned":
        return root
    written = root.get("SIGN")
    return root.replacing("SIGN", written.replace(message.signature.found, _sign(message, root, xml, key)))


def _encrypted(opened: Payload, xml: str, key: Key) -> str:
    sealing = (opened.sealing or PLAIN_SEALING)._replace(key_form=FITTED)
    return payloads.seal_payload(xml, Scheme(opened.cipher, keys=(key,)), replace(opened, key=key, sealing=sealing))


def _between_fields(root: Envelope, around: Callable[[str], str]) -> Envelope:
    parts: list[str] = []
    position = 0
    for entry in root.fields:
        parts += (around(root.text[position : entry.span.inner]), root.text[entry.span.inner : entry.span.inner_end])
        position = entry.span.inner_end
    return envelopes.read("".join((*parts, around(root.text[position:]))))


def _sign(message: Message, root: Envelope, xml: str, key: Key) -> str:
    """What stands in SIGN: right by the rule that it was right by, else as wrong as it was."""
    status = message.signature
    if not status.verdict.startswith("valid"):
        # A digest over a patient's values would let somebody try values until one fits.
        return (
            _in_case_of(status.found, secrets.token_hex(len(status.found) // 2))
            if _DIGEST.fullmatch(status.found)
            else status.found
        )
    like = replace(status, key=_misspelled_like(status.key, message.scheme.keys, key))
    made = signatures.make(message.direction, root, xml, Scheme(keys=(key,)), like)
    return _in_case_of(status.found, made) if "digest-case" in status.variant.split("+") else made


def _misspelled_like(used: Key | None, known: Sequence[Key], key: Key) -> Key:
    """`key` with the mistake that makes the `used` key of one that is `known`; as it is where there was none."""
    if used is None or used in known:
        return key
    return next(way.of(key) for way in MISSPELLINGS if used in map(way.of, known))


def _in_case_of(found: str, digest: str) -> str:
    lower, upper = digest.lower(), digest.upper()
    if found == found.lower():
        return lower
    return upper if found == found.upper() else lower[:16] + upper[16:]
