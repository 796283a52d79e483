"""Treats calls by rules: answers them, waits, spoils what they say, hangs up. Off until a parent sends rules (hisight.intercept.rules).

Making and sealing run beside the traffic, in a thread. Whatever goes wrong in a rule leaves the call as it came, and is said.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import his_exchange
from his_intercept import lines_of, put
from mitmproxy import ctx, http
from mitmproxy.net.http import http1

from hisight.capture import Exchange, events, pausing
from hisight.errors import HisightError
from hisight.intercept.touch import Touch
from hisight.wording import Words

if TYPE_CHECKING:  # alone in mitmproxy's own environment what these need may be missing
    from hisight.intercept.rules import Rule
    from hisight.reading import Reader


class HisRules:
    """The addon."""

    def __init__(
        self, tell: Callable[[events.Event], None], wait: Callable[[http.HTTPFlow, float], Awaitable[None]]
    ) -> None:
        self._tell, self._wait = tell, wait
        self._rules: tuple[Rule, ...] = ()
        self._reader: Reader | None = None

    # hooks: they return what mitmproxy awaits, or nothing

    def request(self, flow: http.HTTPFlow) -> object:
        """Answer a request, or change it."""
        return self._treat_request(flow) if self._rules and not flow.request.stream else None

    def response(self, flow: http.HTTPFlow) -> object:
        """Change an answer."""
        return self._treat_response(flow) if self._rules and not flow.response.stream else None

    def obey(self, command: pausing.Rules) -> None:
        """Take other rules; from any thread."""
        rules: tuple[Rule, ...] = ()
        if command.text:
            try:
                from hisight.intercept.rules import read
                from hisight.reading import Reader

                rules = tuple(rule for rule in read(command.text) if rule.on)
                folder = Path(command.catalog) if command.catalog else None
                self._reader = Reader.default(command.profile, folder)
            except HisightError as error:
                self._say(error)
                return
        ctx.master.event_loop.call_soon_threadsafe(self._take, rules)

    def _take(self, rules: "tuple[Rule, ...]") -> None:
        if rules:
            zh, en = "、".join(rule.words.zh for rule in rules), ", ".join(rule.words.en for rule in rules)
            self._tell(events.Noted(Words(f"规则已启用：{zh}。", f"rules are on: {en}.")))
        elif self._rules:
            self._tell(events.Noted(Words("规则已关闭。", "rules are off.")))
        self._rules = rules

    async def _treat_request(self, flow: http.HTTPFlow) -> None:
        from hisight.intercept import changing
        from hisight.intercept.matching import concerns

        sight = his_exchange.sight(flow)
        for rule in [rule for rule in self._rules if concerns(rule, sight)]:
            if rule.direction == "request":
                await self._do(rule, flow, flow.request)
            elif rule.answer and flow.response is None:
                asked, reader = _so_far(flow), self._reader
                made = await self._beside(lambda: changing.answer(rule, asked, reader, datetime.now()))  # noqa: B023
                if made:
                    flow.response = http1.read_response_head(lines_of(made.head))
                    flow.response.raw_content = made.body
                    _touch(flow, made.touches)

    async def _treat_response(self, flow: http.HTTPFlow) -> None:
        from hisight.intercept.matching import concerns

        sight = his_exchange.sight(flow)
        for rule in [rule for rule in self._rules if rule.direction == "response" and concerns(rule, sight)]:
            await self._do(rule, flow, flow.response)

    async def _do(self, rule: "Rule", flow: http.HTTPFlow, message: http.Message) -> None:
        """Wait, then change `message` as `rule` says."""
        from hisight.intercept import changing

        if rule.delay_ms:
            _touch(flow, (Touch(rule.direction, "delayed", f"{rule.delay_ms} ms", rule.name),))
            await self._wait(flow, rule.delay_ms / 1000)
        call, reader = _so_far(flow), self._reader
        made = await self._beside(lambda: changing.change(rule, call, reader))
        if made and made.touches:
            read = http1.read_request_head if message is flow.request else http1.read_response_head
            put(message, read(lines_of(made.head)), made.head, made.body)
            _touch(flow, made.touches)

    async def _beside(self, work: "Callable[[], object]") -> object:
        """What `work` makes; None when it cannot, and that is said."""
        try:
            return await asyncio.get_running_loop().run_in_executor(None, work)
        except HisightError as error:
            self._say(error)
            return None

    def _say(self, error: HisightError) -> None:
        what = error.what
        self._tell(events.Trouble(Words(f"规则没有生效：{what.zh}", f"a rule had no effect: {what.en}")))


def _so_far(flow: http.HTTPFlow) -> Exchange:
    """The call as it would leave now."""
    answer = his_exchange.now(flow.response) if flow.response else (b"", b"")
    client = flow.client_conn
    listener = f"{client.sockname[0]}:{client.sockname[1]}" if client.sockname else ""
    return Exchange(*his_exchange.now(flow.request), *answer, url=his_exchange.url(flow.request), listener=listener)


def _touch(flow: http.HTTPFlow, touches: tuple[Touch, ...]) -> None:
    for one in touches:
        his_exchange.touch(flow, one)
