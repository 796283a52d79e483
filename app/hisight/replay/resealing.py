"""A recorded request sealed anew: with other values, with other keys, by the rule and cipher of another profile."""

from dataclasses import replace

from hisight.errors import HisightError
from hisight.protocol import AUTO, Message, Scheme, payload, signature
from hisight.protocol.envelope import PAYLOAD_NAME
from hisight.wording import Words


def sealed_by(message: Message, scheme: Scheme, xml: str) -> bytes:
    """The HTTP body of `message` with the payload `xml`, encrypted and signed as `scheme` says; all else as it was.

    Where `scheme` leaves cipher or rule open, what the message has is kept, with the first key of `scheme`. Raises
    ProtocolError when it cannot be sealed, HisightError for a message without ROOT.
    """
    if message.transport.carries != "root":
        raise HisightError(
            Words("报文没有 ROOT，无法按另一配置封装。", "a message without ROOT cannot be sealed by another profile.")
        )
    agreed = replace(
        scheme,
        cipher=message.payload.cipher if scheme.cipher == AUTO else scheme.cipher,
        rule=message.signature.rule if scheme.agreed_rule is None else scheme.rule,
    )
    text = payload.seal_payload(xml, agreed) if xml else message.envelope.get(PAYLOAD_NAME[message.direction])
    root = message.envelope.replacing(PAYLOAD_NAME[message.direction], text)
    sign = signature.make(message.direction, root, xml, agreed)
    if sign and root.entry("SIGN") is not None:
        root = root.replacing("SIGN", sign)
    return message.to_body(message.transport.wrap(message.decoded.text, root.text))
