"""A signature as JSON: the public interface of `hisight verify --json`."""

from typing import Any

from hisight.explain.signature import as_agreed
from hisight.explain.signature_letter import letter
from hisight.protocol import Message
from hisight.wording import Language
from hisight.wording import language as language_in_use


def signature_json(message: Message, what: str = "", language: Language | None = None) -> dict[str, Any]:
    """Everything known about SIGN of `message`, texts in `language` (None: the one in use); the key shows nowhere.

    `what` names the call in the letter to the other vendor.
    """
    language = language or language_in_use()
    status, agreed = message.signature, as_agreed(message)
    return {
        "direction": message.direction,
        "verdict": status.verdict,
        "variant": status.variant,
        "explanation": status.explanation.in_(language),
        "differences": difference_json(message, language),
        "excluded": status.excluded.in_(language),
        "rule": status.rule,
        "key": status.key.label if status.key and status.how.needs_key else "",
        "digest": status.how.digest,
        "charset": status.how.charset,
        "expected": agreed.expected,
        "found": status.found,
        "base_string": status.base_string,
        "agreed_base_string": agreed.base_string,
        "signed": masked_hex(message),
        "letter": letter(message, status, what).in_(language),
    }


def difference_json(message: Message, language: Language) -> list[dict[str, str]]:
    """In what SIGN of `message` is made otherwise than agreed."""
    return [
        {"name": one.name, "agreed": one.agreed.in_(language), "found": one.found.in_(language)}
        for one in message.signature.differences
    ]


def masked_hex(message: Message) -> str:
    """The signed bytes in hex, the key's as stars; empty where they cannot be known without a key."""
    status = message.signature
    place = status.key_place
    stars = "**" * len(place)
    return f"{status.signed[: place.start].hex()}{stars}{status.signed[place.stop :].hex()}"
