"""What a transport may carry, told by the name of its root element."""

from typing import Literal

from hisight.protocol import markup
from hisight.protocol.notes import Direction

Carries = Literal["root", "payload", "ciphertext", "nothing"]

_PAYLOAD_ROOTS: dict[str, Direction] = {
    "req": "request",
    "request": "request",
    "res": "response",
    "response": "response",
}


def of_name(name: str) -> Carries:
    """What a document is whose root element is called `name`: ROOT, a payload alone, or nothing that is known here."""
    if name == "ROOT":
        return "root"
    return "payload" if name.lower() in _PAYLOAD_ROOTS else "nothing"


def of_text(text: str) -> Carries:
    """What the document `text` is; `nothing` where it is no XML at all."""
    return of_name(markup.first_name(text))


def payload_direction(name: str) -> Direction | None:
    """What the root name of a payload document makes it: REQ a request, RES an answer (any case, `Request` too)."""
    return _PAYLOAD_ROOTS.get(name.lower())
