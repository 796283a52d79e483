"""Answers for an upstream that does not: as a gateway would, in plain text, and never with mitmproxy's page.

It limits how long an upstream may be silent (504), refuses to connect the proxy to itself (508), and says of any other failure
what it is (502). It writes the failure into the flow's error, and what the client got into the flow's metadata, for the record.
"""

import asyncio
import time
from collections.abc import Callable, Iterator

from mitmproxy import connection, ctx, exceptions, http, tls
from mitmproxy.addonmanager import Loader
from mitmproxy.net.http import http1
from mitmproxy.proxy import server_hooks
from mitmproxy.proxy.commands import Command
from mitmproxy.proxy.layers.http import HttpEvent, HttpStream, ResponseHeaders, ResponseProtocolError, _http1
from mitmproxy.utils import human

from hisight.capture import events, failure
from hisight.proxy import ports
from hisight.wording import Words

ANSWERED = "hisight.answered"
"""The flow's metadata have here the head and body with which the proxy itself answered, if it did."""

_FAILURE = "hisight.failure"


class HisGateway:
    """The addon."""

    def __init__(self, tell: Callable[[events.Event], None]) -> None:
        self._tell = tell
        self._under_way: dict[str, http.HTTPFlow] = {}
        self._timeout = 60.0
        self._watch: asyncio.Task[None] | None = None
        self._distrustful: set[str] = set()

    def load(self, loader: Loader) -> None:
        """Declare the option, and take the place of mitmproxy's error page."""
        loader.add_option(
            "his_upstream_timeout", str, "60", "Seconds that an upstream may be silent before it is given up."
        )
        _answer_in_plain_text()

    def configure(self, updated: set[str]) -> None:
        """Read the option."""
        if "his_upstream_timeout" in updated:
            try:
                self._timeout = float(ctx.options.his_upstream_timeout)
            except ValueError as error:
                raise exceptions.OptionsError(f"his_upstream_timeout is not a number: {error}") from None

    def running(self) -> None:
        """Watch for upstreams that are silent."""
        self._watch = asyncio.get_running_loop().create_task(self._look_again_and_again(), name="hisight-timeouts")

    def done(self) -> None:
        """End."""
        if self._watch:
            self._watch.cancel()

    async def server_connect(self, data: server_hooks.ServerConnectionHookData) -> None:
        """Refuse a connection that would arrive at a listener of ours: whatever passes it would come back for ever."""
        assert data.server.address
        host, port, *_ = data.server.address
        ours = {number for number, listening, *_ in listen_addresses() if listening == port}
        if ours:  # hardly ever, so nobody waits for the name service
            theirs = await asyncio.get_running_loop().run_in_executor(None, ports.numbers, host)
            if ports.leads_to(theirs, ours):
                data.server.error = f"{human.format_address((host, port))} is a listener of this proxy"

    def requestheaders(self, flow: http.HTTPFlow) -> None:
        """Begin to watch a call."""
        self._under_way[flow.id] = flow

    def response(self, flow: http.HTTPFlow) -> None:
        """A call was answered."""
        self._under_way.pop(flow.id, None)

    def error(self, flow: http.HTTPFlow) -> None:
        """Say what failed, and what the client got for it."""
        self._under_way.pop(flow.id, None)
        assert flow.error
        if flow.error.msg == flow.error.KILLED_MESSAGE:
            return
        failed = failure.classify(flow.error.msg, asked=flow.request.timestamp_end is not None)
        flow.error.msg = str(failed)
        nothing_was_sent = flow.response is None or not flow.response.stream
        if failed.kind.status and nothing_was_sent and flow.client_conn.state & connection.ConnectionState.CAN_WRITE:
            answer = _answer(failed.kind)
            flow.metadata[ANSWERED] = (http1.assemble_response_head(answer), answer.raw_content)

    def tls_failed_client(self, data: tls.TlsData) -> None:
        """A client does not accept our certificate: no call comes of it, so say so, once for each."""
        name = data.conn.peername[0] if data.conn.peername else "-"
        if name not in self._distrustful:
            self._distrustful.add(name)
            why = data.conn.error or "-"
            self._tell(
                events.Noted(
                    Words(
                        f"{name} 用 https 连接，但不接受 HISight 的证书（{why}）。请让它信任 `hisight ca` 给出的证书。",
                        f"{name} came with https and did not accept HISight's certificate ({why}). "
                        "Let it trust the one that `hisight ca` shows.",
                    )
                )
            )

    async def _look_again_and_again(self) -> None:
        while True:
            await asyncio.sleep(min(1.0, self._timeout / 10))
            for flow in list(self._under_way.values()):
                self._give_up_if_silent(flow)

    def _give_up_if_silent(self, flow: http.HTTPFlow) -> None:
        handler = ctx.master.addons.get("proxyserver").connections.get(flow.client_conn.id)
        if handler is None or flow.intercepted or flow.request.timestamp_end is None:
            return
        # Whatever arrives from either side is noted there, so a long answer that goes on arriving is not cut.
        if time.time() - handler.timeout_watchdog.last_activity < self._timeout:
            return
        servers = {conn: io for conn, io in handler.transports.items() if conn is not handler.client}
        connected = any(conn.connected for conn in servers)
        words = f"no {'answer' if connected else 'connection'} within {self._timeout:g} s"
        flow.metadata[_FAILURE] = words
        for io in servers.values():
            if io.handler:
                io.handler.cancel(words)


def listen_addresses() -> list[tuple[str, int]]:
    """Where the proxy listens: numeric host and port (and more, for IPv6)."""
    server = ctx.master.addons.get("proxyserver")
    return server.listen_addrs() if server else []


def _answer(kind: failure.Kind) -> http.Response:
    # English first: a client may read the Chinese in another charset, and lose nothing by it.
    text = f"HISight: {kind.what.en} ({kind.name}).\nHISight 代理：{kind.what.zh}（{kind.name}）。\n".encode()
    fields = {
        "Server": "HISight",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Length": str(len(text)),
        "Connection": "close",
    }
    return http.Response.make(kind.status, text, http.Headers([(k.encode(), v.encode()) for k, v in fields.items()]))


def _answer_in_plain_text() -> None:
    # WORKAROUND: mitmproxy 11 has no hook for what it answers to a failure; it makes a page in this function, for each failure.
    def make_error_response(status_code: int, message: str = "") -> bytes:
        kind = failure.read(message).kind
        if status_code == failure.KINDS["bad-request"].status or not kind.status:
            kind = failure.KINDS["bad-request"]
        return http1.assemble_response(_answer(kind))

    # WORKAROUND: nor can an addon say why a connection ends that it ends itself: a timeout would be a hang-up.
    plain_handling = HttpStream.handle_protocol_error

    def handle_protocol_error(self: HttpStream, event: HttpEvent) -> Iterator[Command]:
        words = self.flow.metadata.pop(_FAILURE, "")
        if words and isinstance(event, ResponseProtocolError):
            event.message = words
        yield from plain_handling(self, event)

    # WORKAROUND: having answered `100 Continue` it believes the answer to have begun, and answers a failure with nothing.
    plain_sending = _http1.Http1Server.send

    def send(self: _http1.Http1Server, event: HttpEvent) -> Iterator[Command]:
        yield from plain_sending(self, event)
        if isinstance(event, ResponseHeaders) and event.response.status_code == 100:
            self.response = None

    _http1.make_error_response = make_error_response
    HttpStream.handle_protocol_error = handle_protocol_error
    _http1.Http1Server.send = send
