"""Exchange and scheme to call: the one place where capture and protocol meet."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from hisight.capture import Exchange
from hisight.protocol import Direction, Message, Scheme, Unopened, http, open_message
from hisight.protocol.document import Document

Charsets = Mapping[Direction, str]
"""The charset that a person has chosen for a side; a side that is not in it is read as found."""

AS_FOUND: Charsets = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Call:
    """An exchange read with a scheme. One side may be missing: a request without answer, or a message looked at alone."""

    exchange: Exchange | None
    """What it was read from; None for a message that never was in a session."""
    request: Message | None
    """The request, opened."""
    response: Message | None
    """The answer, opened; None when none came."""
    known_fun_code: str = ""
    """FUN_CODE given from outside, for an answer looked at alone."""

    @property
    def fun_code(self) -> str:
        """FUN_CODE of the request, or the one given from outside."""
        return (self.request.envelope.plain("FUN_CODE") if self.request else "") or self.known_fun_code

    @property
    def is_business(self) -> bool:
        """False for what only surrounds the calls: a GET of the WSDL or of a page, a HEAD, an OPTIONS without a body."""
        if self.request is None:
            return True
        method = self.request.head.start_line.partition(" ")[0]
        return method in ("", "POST", "PUT") or bool(self.request.decoded.text)

    @property
    def operation(self) -> str:
        """The operation below the SOAP Body of the request (of the answer without its `Response`, when it stands alone)."""
        if self.request:
            return self.request.transport.operation
        return self.response.transport.operation.removesuffix("Response") if self.response else ""

    @property
    def user_id(self) -> str:
        """USER_ID of the request."""
        return self.request.envelope.plain("USER_ID") if self.request else ""

    @property
    def hospital_id(self) -> str:
        """HOSPITAL_ID of the call; empty when neither side has one that can be read."""
        return next(filter(None, (hospital_id_in(message.document) for message in self.messages)), "")

    @property
    def key_label(self) -> str:
        """The key that opened or verified a side of it; empty when none did."""
        keys = [
            key
            for message in self.messages
            for key in (message.payload.key, message.signature.key)
            if key is not None and (key is message.payload.key or message.signature.verdict.startswith("valid"))
        ]
        return keys[0].label if keys else ""

    @property
    def return_code(self) -> str:
        """RETURN_CODE of the answer; empty when there is none."""
        return self.response.envelope.plain("RETURN_CODE") if self.response else ""

    @property
    def return_msg(self) -> str:
        """RETURN_MSG of the answer."""
        return self.response.envelope.plain("RETURN_MSG") if self.response else ""

    @property
    def messages(self) -> tuple[Message, ...]:
        """The sides there are, request first."""
        request, response = self.request, self.response
        if request is not None and response is not None:
            return (request, response)
        return tuple(message for message in (request, response) if message is not None)


def hospital_id_in(payload: Document) -> str:
    """HOSPITAL_ID (HOS_ID is its older name) in a payload; empty when there is none."""
    nodes = payload.root.walk() if payload.root else ()
    return next((value for node in nodes if node.name in _HOSPITAL_ID and (value := node.value.strip())), "")


_HOSPITAL_ID = ("HOSPITAL_ID", "HOS_ID")


def read(exchange: Exchange, choose_scheme: Callable[[Unopened], Scheme], charsets: Charsets = AS_FOUND) -> Call:
    """Open both sides of `exchange`, with the scheme that `choose_scheme` finds for its request. Never fails."""
    request = open_message(
        "request",
        exchange.request_body,
        choose_scheme,
        http.parse_head(exchange.request_head),
        chosen_charset=charsets.get("request", ""),
    )
    if not exchange.response_head:
        return Call(exchange, request, None)
    response = open_message(
        "response",
        exchange.response_body,
        lambda _unopened: request.scheme,
        http.parse_head(exchange.response_head),
        asked_as=request.transport.kind,
        chosen_charset=charsets.get("response", ""),
    )
    return Call(exchange, request, response)
