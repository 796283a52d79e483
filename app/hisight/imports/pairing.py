"""Requests and answers to calls: what belongs together, and where a request went."""

from collections import deque
from collections.abc import Iterable, Iterator

from hisight.capture import Exchange
from hisight.imports.http_stream import Found
from hisight.protocol import http

NOT_WHOLE = "not-in-file: the message was cut off"
"""The `error` of a call of which the file has not all, as `capture.failure` reads it."""


def paired(messages: Iterable[Found]) -> Iterator[tuple[Found | None, Found | None]]:
    """Each request with the answer that comes for it, in order, as one connection has them; either may be missing."""
    waiting: deque[Found] = deque()
    for message in messages:
        if not message.is_answer:
            waiting.append(message)
        elif not message.is_interim:
            yield (waiting.popleft() if waiting else None), message
    for request in waiting:
        yield request, None


def exchange_of(request: Found | None, answer: Found | None, default_scheme: str = "http") -> Exchange:
    """The exchange that two messages make, with the address that the request names."""
    asked, answered = request or Found(b"", b""), answer or Found(b"", b"")
    url = address_of(asked.head, default_scheme)
    return Exchange(
        asked.head,
        asked.body,
        answered.head,
        answered.body,
        url=url,
        request_framing=asked.framing,
        response_framing=answered.framing,
        error=NOT_WHOLE if asked.cut or answered.cut else "",
    )


def address_of(head: bytes, scheme: str = "http") -> str:
    """The address that a request with `head` goes to: absolute where the head tells the host, else only the path."""
    parsed = http.parse_head(head)
    target = parsed.start_line.partition(" ")[2].rpartition(" ")[0]
    if target.lower().startswith(("http://", "https://")):
        return target
    host = parsed.get("Host")
    return f"{scheme}://{host}{target if target.startswith('/') else f'/{target}'}" if host and target else target
