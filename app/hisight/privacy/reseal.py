"""A message sealed again under a throwaway key, with other values and the same faults.

What was encrypted is encrypted, what was signed rightly is signed rightly, what was signed wrongly stays wrong.
"""

import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import replace

from hisight.protocol import CIPHERS, Envelope, Key, Message, Scheme, SealError
from hisight.protocol import payload as payloads
from hisight.protocol import signature as signatures
from hisight.protocol.envelope import PAYLOAD_NAME
from hisight.wording import Words

_DIGEST = re.compile(r"[0-9A-Fa-f]{32}")


def throwaway_key() -> Key:
    """A key for one export: 16 random hex characters."""
    return Key.from_text(secrets.token_hex(8), "throwaway")


def reseal(message: Message, xml: str, fields: Mapping[str, str], around: Callable[[str], str], key: Key) -> str:
    """The text of the body of `message` with another payload `xml` and other envelope `fields`, under `key`.

    `around` makes the text around the carried document what it is to be. Raises ProtocolError when it cannot be sealed.
    """
    carried = message.transport
    if carried.carries == "nothing":
        return around(message.decoded.text)
    inner = carried.inner.replace(message.payload.xml, xml)
    if carried.carries == "root":
        inner = _root(message, xml, fields, key).text
    if carried.style or carried.kind == "bare":
        try:
            # `wrap` leaves the text alone for the inner that it knows; here the text is another even then.
            return replace(carried, inner="").wrap(around(message.decoded.text), inner)
        except LookupError:
            raise SealError(Words("报文的结构无法重建。", "the message's structure cannot be made again.")) from None
    before, _, after = message.decoded.text.partition(carried.inner)
    return around(before) + inner + around(after)


def _root(message: Message, xml: str, fields: Mapping[str, str], key: Key) -> Envelope:
    root = message.envelope
    name = PAYLOAD_NAME[message.direction]
    opened = message.payload
    if CIPHERS[opened.cipher].needs_key:
        scheme = Scheme(opened.cipher, keys=(key,))
        root = root.replacing(name, payloads.seal_payload(xml, scheme, like=replace(opened, key=key)))
    elif opened.xml:
        root = root.replacing(name, root.get(name).replace(opened.xml, xml))
    for field, value in fields.items():
        root = root.replacing(field, value)
    if message.signature.verdict == "unsigned":
        return root
    written = root.get("SIGN")
    return root.replacing("SIGN", written.replace(message.signature.found, _sign(message, root, xml, key)))


def _sign(message: Message, root: Envelope, xml: str, key: Key) -> str:
    """What stands in SIGN: right by the rule that it was right by, else as wrong as it was."""
    status = message.signature
    if not status.verdict.startswith("valid"):
        # A digest over a patient's values would let somebody try values until one fits.
        return _in_case_of(status.found, secrets.token_hex(16)) if _DIGEST.fullmatch(status.found) else status.found
    scheme = Scheme(rule=status.rule, keys=(key,))
    made = signatures.make(message.direction, root, xml, scheme, like=replace(status, key=key))
    return _in_case_of(status.found, made) if status.variant == "digest-case" else made


def _in_case_of(found: str, digest: str) -> str:
    return digest.lower() if found == found.lower() else digest.upper()
