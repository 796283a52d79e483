"""A call as it left the proxy, where that is not as it came."""

from dataclasses import replace

from hisight import calls
from hisight.calls import Call
from hisight.capture import Exchange


def left_otherwise(exchange: Exchange) -> bool:
    """Whether any part of `exchange` left otherwise than it came."""
    return bool(
        exchange.request_head_sent
        or exchange.request_body_sent
        or exchange.response_head_sent
        or exchange.response_body_sent
    )


def exchange_as_sent(exchange: Exchange) -> Exchange:
    """`exchange` with what left in place of what came."""
    return replace(
        exchange,
        request_head=exchange.request_head_sent or exchange.request_head,
        request_body=exchange.request_body_sent or exchange.request_body,
        response_head=exchange.response_head_sent or exchange.response_head,
        response_body=exchange.response_body_sent or exchange.response_body,
    )


def as_sent(call: Call) -> Call:
    """`call`, which has an exchange, as the other side read it: with the scheme that it was read with."""
    assert call.exchange is not None
    assert call.request is not None
    scheme = call.request.scheme
    return calls.read(exchange_as_sent(call.exchange), lambda _unopened: scheme)
