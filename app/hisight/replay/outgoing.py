"""A request that is ready to go."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import SplitResult, urlsplit

from hisight.capture import Exchange, split_url
from hisight.errors import HisightError
from hisight.protocol import Message, http, seal
from hisight.wording import Words


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A request as it will be sent."""

    url: str
    """Where to: absolute, with the path and query of the request line."""
    head: http.Head
    """Start line and header fields."""
    body: bytes
    """The body, byte for byte."""
    parent: int | None = None
    """The exchange that it repeats."""
    listener: str = ""
    """Where that came in: the same profile is to read both."""

    @property
    def target(self) -> str:
        """`host:port` that will receive it."""
        return urlsplit(self.url).netloc.rpartition("@")[2]


def as_recorded(exchange: Exchange, to: str = "") -> Outgoing:
    """The request of `exchange` with exactly the recorded bytes, to where it went, or to the server `to` (a URL).

    With a `to` that has a path of its own that path is used, else the recorded one. Raises HisightError when there is
    nowhere to send it.
    """
    url = _target(exchange, to)
    head = http.parse_head(exchange.request_head)
    parts = urlsplit(url)
    method, _, rest = head.start_line.partition(" ")
    version = rest.rpartition(" ")[2] or "HTTP/1.1"
    path = parts.path or "/"
    line = f"{method or 'POST'} {path}{'?' + parts.query if parts.query else ''} {version}"
    fields = head.replacing(Host=parts.netloc).fields if to else head.fields
    return Outgoing(url, http.Head(line, fields), exchange.request_body, exchange.id or None, exchange.listener)


def edited(
    exchange: Exchange,
    request: Message,
    xml: str | None = None,
    fields: Mapping[str, str] | None = None,
    *,
    to: str = "",
    resign: bool = True,
) -> Outgoing:
    """The request of `exchange`, opened as `request`, with another payload `xml` and envelope `fields`, sealed again.

    Raises ProtocolError when it cannot be sealed, HisightError when there is nowhere to send it.
    """
    return with_body(as_recorded(exchange, to), seal(request, xml, fields, resign=resign))


def with_body(outgoing: Outgoing, body: bytes) -> Outgoing:
    """`outgoing` with another `body`, which its head describes: what was compressed goes plain, what was chunked goes whole."""
    head = outgoing.head.replacing(Content_Encoding=None, Transfer_Encoding=None, Content_Length=str(len(body)))
    return replace(outgoing, head=head, body=body)


def _target(exchange: Exchange, to: str) -> str:
    if not to:
        if not exchange.url:
            raise HisightError(
                Words("这个调用没有记录目标地址。", "this call has no address on record."),
                Words("请用 --to 指定，如 http://127.0.0.1:8080。", "Give one with --to, e.g. http://127.0.0.1:8080."),
            )
        require_complete(exchange.url)
        return exchange.url
    parts = require_complete(to)
    recorded = split_url(exchange.url)
    if parts.path in ("", "/"):
        parts = parts._replace(path=recorded.path or "/", query=recorded.query)
    return parts.geturl()


def require_complete(url: str) -> SplitResult:
    """The parts of `url`. Raises HisightError when nothing can be sent there."""
    parts = split_url(url)
    try:
        valid = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        valid = False
    if not valid:
        raise HisightError(
            Words(f"地址 {url!r} 不完整。", f"the address {url!r} is incomplete."),
            Words("应写成 http://主机:端口。", "Write http://host:port."),
        )
    return parts
