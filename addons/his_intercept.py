"""Holds calls on their way where a breakpoint wants it, until somebody lets them go: as they came, edited, answered, or dropped.

mitmdump lacks mitmproxy's `intercept`. Breakpoints come from a parent on standard input (hisight.capture.pausing); while none is
armed, no message is looked at. Whatever is held goes on by itself before its peer gives up, and at once when the parent is gone.
"""

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import TimeoutError as TooLateError
from contextlib import suppress

import his_exchange
import his_wire
from mitmproxy import ctx, http
from mitmproxy.connection import ConnectionState
from mitmproxy.net.http import http1
from mitmproxy.utils import human

from hisight.capture import events, pausing
from hisight.capture.pausing import Answer, Arm, Armed, Breakpoint, Drop, Paused, Released, Resume
from hisight.intercept.touch import Touch
from hisight.wording import Words

_SECONDS_TO_END = 8.0  # the window waits ten for us
_LOOK_AGAIN = 0.02
_LOOK_FOR_CLIENT = 0.5

Decision = Resume | Drop | Answer


class HisIntercept:
    """The addon."""

    def __init__(self, tell: Callable[[events.Event], None]) -> None:
        self._tell = tell
        self._points: tuple[Breakpoint, ...] = ()
        self._seconds = 20.0
        self._held: dict[str, asyncio.Future[Decision | None]] = {}
        self._let_go: list[http.HTTPFlow] = []  # by the end of the parent
        self._pinned: set[str] = set()  # calls whose request was held by a breakpoint for one call, answers too
        self._told_of_size = False

    # hooks: they return what mitmproxy awaits, or nothing

    def request(self, flow: http.HTTPFlow) -> object:
        """Hold a request, if a breakpoint wants it."""
        return self._pass(flow, flow.request) if self._points else None

    def response(self, flow: http.HTTPFlow) -> object:
        """Hold an answer of the HIS, if a breakpoint wants it."""
        if (self._points or flow.id in self._pinned) and his_wire.wire(flow.response):
            return self._pass(flow, flow.response)
        return None

    def error(self, flow: http.HTTPFlow) -> None:
        """No answer will come."""
        self._pinned.discard(flow.id)

    async def wait(self, flow: http.HTTPFlow, seconds: float) -> None:
        """Hold `flow` for so long without asking anybody; it goes on when the parent is gone."""
        key, held = f"{flow.id}-waits", ctx.master.event_loop.create_future()
        self._held[key], flow.intercepted = held, True
        try:
            await asyncio.wait_for(held, seconds)
            self._let_go.append(flow)
        except TimeoutError:
            pass
        finally:
            flow.intercepted = False
            del self._held[key]

    # commands

    def obey(self, command: pausing.Command) -> None:
        """Do what the parent wants; from any thread."""
        ctx.master.event_loop.call_soon_threadsafe(self._obey, command)

    def let_all_go(self) -> None:
        """Hold nothing any more, and wait until what was held has passed; from another thread than the proxy's."""
        passing = asyncio.run_coroutine_threadsafe(self._pass_all(), ctx.master.event_loop)
        with suppress(TooLateError):
            passing.result(_SECONDS_TO_END)

    def _obey(self, command: pausing.Command) -> None:
        if isinstance(command, Arm):
            self._points, self._seconds = command.breakpoints, command.seconds
            self._tell(Armed(self._points))
        elif isinstance(command, Resume | Drop | Answer):
            held = self._held.get(command.id)
            if held and not held.done():
                held.set_result(command)

    async def _pass_all(self) -> None:
        self._points = ()
        self._pinned.clear()
        for held in list(self._held.values()):
            if not held.done():
                held.set_result(None)
        await asyncio.sleep(0)
        while self._held or any(flow.live or _is_being_written(flow) for flow in self._let_go):
            await asyncio.sleep(_LOOK_AGAIN)

    # a message

    async def _pass(self, flow: http.HTTPFlow, message: http.Message) -> None:
        if message.stream:
            self._tell_of_size()
        elif self._wants(flow):
            direction = "request" if message is flow.request else "response"
            began = time.monotonic()
            decision = await self._decision(flow, direction)
            his_exchange.touch(flow, Touch(direction, "paused", f"{time.monotonic() - began:.1f} s"))
            if decision:
                self._apply(flow, message, direction, decision)

    def _wants(self, flow: http.HTTPFlow) -> bool:
        from hisight.intercept.matching import is_meant  # alone in mitmproxy's own environment lxml may be missing

        if flow.id in self._pinned:
            self._pinned.discard(flow.id)
            return True
        sight = his_exchange.sight(flow)
        point = next((point for point in self._points if is_meant(point, sight)), None)
        if point and point.next_only:
            self._points = tuple(one for one in self._points if one is not point)
            self._tell(Armed(self._points))
            if point.direction == "both" and sight.response is None:
                self._pinned.add(flow.id)
        return point is not None

    async def _decision(self, flow: http.HTTPFlow, direction: str) -> Decision | None:
        """What somebody wants done with a message; None lets it go on as it came."""
        key, how = f"{flow.id}-{direction}", "ended"
        held = self._held[key] = ctx.master.event_loop.create_future()
        flow.intercepted = True  # nobody gives it up meanwhile for being silent
        self._tell(_paused(flow, key, direction, time.time() + self._seconds))
        decision: Decision | None = None
        until = time.monotonic() + self._seconds
        try:
            while not held.done() and (left := until - time.monotonic()) > 0 and not _is_gone(flow):
                await asyncio.wait((held,), timeout=min(_LOOK_FOR_CLIENT, left))
            if held.done():
                decision = held.result()
                how = _how(decision)
            else:
                how = "gone" if _is_gone(flow) else "expired"
        finally:
            flow.intercepted = False
            del self._held[key]
            if how == "ended":
                self._let_go.append(flow)
            self._tell(Released(key, how))
        return decision

    def _apply(self, flow: http.HTTPFlow, message: http.Message, direction: str, decision: Decision) -> None:
        try:
            if isinstance(decision, Drop):
                his_exchange.touch(flow, Touch(direction, "dropped"))
                flow.kill()
            elif isinstance(decision, Answer):
                made = http1.read_response_head(lines_of(decision.head))
                if flow.response:
                    put(flow.response, made, decision.head, decision.body)
                else:
                    made.raw_content = decision.body
                    flow.response = made
                his_exchange.touch(flow, Touch("response", "answered"))
            elif decision.head:
                read = http1.read_request_head if message is flow.request else http1.read_response_head
                put(message, read(lines_of(decision.head)), decision.head, decision.body)
                his_exchange.touch(flow, Touch(direction, "edited"))
        except ValueError as error:
            self._tell(
                events.Trouble(
                    Words(
                        f"修改后的报文头不是 HTTP（{error}），报文按原样放行。",
                        f"the edited head is no HTTP ({error}); the message went on as it came.",
                    )
                )
            )

    def _tell_of_size(self) -> None:
        if not self._told_of_size:
            self._told_of_size = True
            self._tell(
                events.Noted(
                    Words("超过 1 MB 的报文不会被断点暂停。", "messages larger than 1 MB are not held at breakpoints.")
                )
            )


def _paused(flow: http.HTTPFlow, key: str, direction: str, deadline: float) -> Paused:
    client = flow.client_conn
    answer = flow.response if direction == "response" else None
    return Paused(
        key,
        direction,
        deadline,
        his_exchange.url(flow.request),
        human.format_address(client.sockname) if client.sockname else "",
        human.format_address(client.peername) if client.peername else "",
        flow.request.timestamp_start,
        *his_exchange.raw(flow.request),
        *(his_exchange.raw(answer) if answer else (b"", b"")),
    )


def _is_gone(flow: http.HTTPFlow) -> bool:
    """Whether the client has hung up."""
    return not flow.client_conn.state & ConnectionState.CAN_READ


def _how(decision: Decision | None) -> pausing.How:
    match decision:
        case None:
            return "ended"
        case Drop():
            return "dropped"
        case Answer():
            return "answered"
    return "edited" if decision.head else "resumed"


def lines_of(head: bytes) -> list[bytes]:
    """The lines of `head`. Raises ValueError when the empty one that ends it is missing."""
    *lines, end = head.splitlines() or [b"?"]
    if end:
        raise ValueError("it has no end")
    return lines


def put(message: http.Message, other: http.Message, head: bytes, body: bytes) -> None:
    """Let `message` go on with the start line and fields of `other`, which was read from `head`, and with `body`."""
    if isinstance(message, http.Request) and isinstance(other, http.Request):
        message.method, message.path = other.method, other.path
    elif isinstance(message, http.Response) and isinstance(other, http.Response):
        message.status_code, message.reason = other.status_code, other.reason
    message.http_version, message.headers, message.raw_content = other.http_version, other.headers, body
    his_wire.replaced(message, head)


def _is_being_written(flow: http.HTTPFlow) -> bool:
    """Whether a part of the answer waits in memory for its client."""
    handler = ctx.master.addons.get("proxyserver").connections.get(flow.client_conn.id)
    io = handler.transports.get(handler.client) if handler else None
    writer = io.writer if io else None
    return bool(writer and writer.transport.get_write_buffer_size())
