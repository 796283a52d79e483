"""Passwords, tokens and cookies: they stand in heads and addresses, and never leave, even where patient values do."""

import re
from collections.abc import Callable
from dataclasses import replace

from hisight.capture import Exchange
from hisight.protocol import Message, http

_CREDENTIALS = frozenset({"authorization", "proxy-authorization", "cookie", "set-cookie", "x-api-key"})
_DOTS = "********"
_USER_INFO = re.compile(r"(//)[^/@]*@")


def without_credentials(exchange: Exchange) -> Exchange:
    """`exchange` with dots for passwords, tokens and cookies in its heads, and for a password in its address."""

    def dotted(name: str, value: str) -> str:
        return _DOTS if name.lower() in _CREDENTIALS and value else value

    return replace(
        exchange,
        request_head=with_fields(exchange.request_head, dotted),
        response_head=with_fields(exchange.response_head, dotted),
        request_head_sent=with_fields(exchange.request_head_sent, dotted),
        response_head_sent=with_fields(exchange.response_head_sent, dotted),
        url=_USER_INFO.sub(rf"\g<1>{_DOTS}@", exchange.url),
    )


def is_in_address(message: Message | None) -> bool:
    """True for a `message` that stands in the address of its request."""
    return message is not None and message.package.kind == "query"


def without_query(exchange: Exchange) -> Exchange:
    """`exchange` with dots for what stands behind the `?` of its address."""
    head = http.parse_head(exchange.request_head)
    line = head.start_line.replace(f"?{head.query}", f"?{_DOTS}")
    return replace(
        exchange,
        request_head=replace(head, start_line=line).to_bytes(),
        url=exchange.url.partition("?")[0] + f"?{_DOTS}",
    )


def with_fields(data: bytes, change: Callable[[str, str], str]) -> bytes:
    """The recorded head `data` with the values that `change` makes of name and value; the recorded bytes when none is another.

    The start line has the name ``.
    """
    head = http.parse_head(data)
    changed = http.Head(change("", head.start_line), tuple((name, change(name, value)) for name, value in head.fields))
    return data if changed == head else changed.to_bytes()
