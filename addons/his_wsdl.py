"""A WSDL that names the server's own address would lead the clients made from it past the proxy: ours is put in its place.

Only answers to what asks for a WSDL or its schemas are looked at, and only in a reverse proxy. The record has what the server
sent, and beside it what the client got. With `his_wsdl=warn` nothing is replaced, and it is said.
"""

import asyncio
import gzip
import re
import zlib
from collections.abc import Callable, Mapping
from types import MappingProxyType

import brotli
from mitmproxy import ctx, http
from mitmproxy.addonmanager import Loader
from mitmproxy.proxy.mode_specs import ReverseMode

from hisight.capture import events, wsdl
from hisight.capture.wsdl import Origin
from hisight.proxy import ports
from hisight.wording import Words

_LARGEST = 8 * 1024 * 1024
_STEP = 32  # so few bytes that even a bomb gives no more than some 30 MB for them
_HOST = re.compile(r"(?:\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::\d{1,5})?")
_ABOUT_OTHER_BYTES = (b"content-md5", b"digest", b"etag")
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


class HisWsdl:
    """The addon."""

    def __init__(self, tell: Callable[[events.Event], None]) -> None:
        self._tell = tell
        self._told: set[str] = set()

    def load(self, loader: Loader) -> None:
        """Declare the option."""
        loader.add_option(
            "his_wsdl",
            str,
            "rewrite",
            "Put our address into a WSDL that names the server's own (rewrite), only say so (warn), or neither (keep).",
            choices=("rewrite", "warn", "keep"),
        )

    def responseheaders(self, flow: http.HTTPFlow) -> None:
        """Have an answer that may be changed held until it is whole, unless it is larger than any WSDL."""
        size = flow.response.headers.get("content-length", "")
        if self._concerns(flow) and size.isdecimal() and int(size) < _LARGEST:
            flow.response.stream = False

    def response(self, flow: http.HTTPFlow) -> object:
        """Replace, or warn; returns what mitmproxy awaits, and for nearly every call nothing, which costs less."""
        response = flow.response
        if not self._concerns(flow) or not response.raw_content or response.stream:
            return None
        return self._lead_through(flow)

    async def _lead_through(self, flow: http.HTTPFlow) -> None:
        response = flow.response
        content = _unfolded(response.raw_content, response.headers.get("content-encoding", ""))
        named = wsdl.origins(content) if content else []
        if not named:
            return
        by, strangers = await _replacements(flow, named)
        if ctx.options.his_wsdl == "warn":
            strangers, by = [*by, *strangers], {}
        if by:
            made = wsdl.replaced(content, by)
            _put(response, made)
            self._say(
                f"rewritten {by}",
                Words(
                    f"WSDL 中的地址 {_listed(by)} 已替换为客户端所用的 {_listed(set(by.values()))}，否则生成的客户端会绕过代理。",
                    f"{_listed(by)} in the WSDL was replaced by {_listed(set(by.values()))}, which the client used: else a client "
                    "made from it would go past the proxy. Use --wsdl keep or warn to leave it.",
                ),
            )
        if strangers:
            self._say(
                f"past {strangers}",
                Words(
                    f"WSDL 中的地址是 {_listed(strangers)}：由它生成的客户端会绕过代理，请改用代理的地址。",
                    f"the WSDL names {_listed(strangers)}: a client made from it goes past the proxy; give it the proxy's address.",
                ),
            )

    def _concerns(self, flow: http.HTTPFlow) -> bool:
        return (
            wsdl.is_asked_for(flow.request.method, flow.request.path)
            and ctx.options.his_wsdl != "keep"
            and isinstance(flow.client_conn.proxy_mode, ReverseMode)
            and flow.response.status_code == 200
        )

    def _say(self, what: str, words: Words) -> None:
        """Say it once: a client may fetch its WSDL before each call."""
        if what not in self._told:
            self._told.add(what)
            self._tell(events.Noted(words))


async def _replacements(flow: http.HTTPFlow, named: list[Origin]) -> tuple[dict[Origin, str], list[Origin]]:
    """What to put in place of the origins that are the server's own; and those that lead elsewhere."""
    client = _client_address(flow)
    by: dict[Origin, str] = {}
    strangers = []
    for origin in named:
        if origin == wsdl.origin_of(client):
            continue
        if await _is_server(flow, origin):
            by[origin] = client
        elif other := _listener_for(origin):
            scheme, _, authority = client.partition("://")
            name = re.sub(r":\d+\Z", "", authority)
            by[origin] = f"{scheme}://{name}:{other}"
        else:
            strangers.append(origin)
    return by, strangers


def _client_address(flow: http.HTTPFlow) -> str:
    """Scheme, host and port by which the client reached us."""
    scheme = "https" if flow.client_conn.tls else "http"
    given = flow.request.headers.get("host", "").strip()
    if _HOST.fullmatch(given):
        return f"{scheme}://{given}"
    host, port, *_ = flow.client_conn.sockname
    return str(Origin(scheme, host, port))


async def _is_server(flow: http.HTTPFlow, origin: Origin) -> bool:
    """Whether `origin` is the server that answered, by whichever of its names."""
    host, port, *_ = flow.server_conn.address
    if origin.port != port:
        return False
    if origin.host == host.lower() or origin.host in _LOOPBACK:  # what it calls itself
        return True
    numbers = await asyncio.get_running_loop().run_in_executor(None, ports.numbers, origin.host)
    return bool(flow.server_conn.peername) and flow.server_conn.peername[0] in numbers


def _listener_for(origin: Origin) -> int | None:
    """The port of another listener of ours that leads to `origin`; None when none does."""
    for server in ctx.master.addons.get("proxyserver").servers:
        mode = server.mode
        if isinstance(mode, ReverseMode) and Origin(mode.scheme, mode.address[0].lower(), mode.address[1]) == origin:
            return next((port for _, port, *_ in server.listen_addrs), None)
    return None


def _put(response: http.Response, content: bytes) -> None:
    """Let `response` carry `content`, encoded as it was."""
    encoding = response.headers.get("content-encoding", "").strip().lower()
    response.raw_content = _FOLD[encoding](content)
    length = str(len(response.raw_content)).encode()
    response.headers.fields = tuple(
        (name, length if name.lower() == b"content-length" else value)
        for name, value in response.headers.fields
        if name.lower() not in _ABOUT_OTHER_BYTES
    )


def _unfolded(body: bytes, encoding: str) -> bytes:
    """`body` without its content encoding; empty where that is none that we know, or it is larger than any WSDL."""
    encoding = encoding.strip().lower()
    try:
        if encoding == "br":
            content = _unbrotli(body)
        elif encoding in ("gzip", "deflate"):
            inflater = zlib.decompressobj(zlib.MAX_WBITS | 32)
            content = inflater.decompress(body, _LARGEST)
            content = content if inflater.eof else b""
        else:
            content = body if encoding in _FOLD else b""
    except (zlib.error, brotli.error):
        return b""
    return content if len(content) < _LARGEST else b""


def _unbrotli(body: bytes) -> bytes:
    decoder, content = brotli.Decompressor(), b""
    for place in range(0, len(body), _STEP):
        content += decoder.process(body[place : place + _STEP])
        if len(content) >= _LARGEST:
            return b""
    return content if decoder.is_finished() else b""


_FOLD: Mapping[str, Callable[[bytes], bytes]] = MappingProxyType(
    {
        "": bytes,
        "identity": bytes,
        "gzip": lambda content: gzip.compress(content, mtime=0),
        "deflate": zlib.compress,
        "br": brotli.compress,
    }
)


def _listed(addresses: object) -> str:
    return ", ".join(map(str, addresses))
