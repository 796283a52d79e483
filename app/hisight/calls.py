"""Exchange and scheme to call: the one place where capture and protocol meet."""

from collections.abc import Callable
from dataclasses import dataclass

from hisight.capture import Exchange, split_url
from hisight.protocol import Envelope, Message, Scheme, http, open_message

ChooseScheme = Callable[[str, str, str], Scheme]
"""(host with port, path, USER_ID) -> the scheme to read a call with."""


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
        return tuple(message for message in (self.request, self.response) if message)


def read(exchange: Exchange, choose_scheme: ChooseScheme) -> Call:
    """Open both sides of `exchange`, with the scheme that `choose_scheme` finds for its peer. Never fails."""
    where = split_url(exchange.url)
    request_head = http.parse_head(exchange.request_head)

    def scheme_of_request(envelope: Envelope) -> Scheme:
        return choose_scheme(where.netloc, where.path, envelope.get("USER_ID").strip())

    request = open_message("request", exchange.request_body, scheme_of_request, request_head)
    if not exchange.response_head:
        return Call(exchange, request, None)
    response_head = http.parse_head(exchange.response_head)
    response = open_message("response", exchange.response_body, lambda _envelope: request.scheme, response_head)
    return Call(exchange, request, response)
