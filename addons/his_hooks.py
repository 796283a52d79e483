"""Asks for each hook only the addons that have something to do in it, and at once where nobody is to be waited for.

WORKAROUND: mitmproxy 11 looks at each of its 35 addons for each hook of each call, and again for `update`, in a task of its own,
though nearly all of them do nothing: half of what it costs to pass a call on. Here they are looked through once for each kind of
hook, and again when an option changes. Unnecessary once mitmproxy does so itself. Only for our own command line: there nobody
else adds addons, or pauses calls.
"""

import inspect
import logging
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import his_idle
from mitmproxy import exceptions, flow, hooks
from mitmproxy.addonmanager import AddonManager, safecall, traverse
from mitmproxy.options import Options
from mitmproxy.proxy import commands, events
from mitmproxy.proxy.layers import http
from mitmproxy.utils import human

Handler = Callable[[Any], object]
CommandGenerator = Iterator[commands.Command]

logger = logging.getLogger(__name__)


def take_over(addons: AddonManager, options: Options) -> Callable[[], None]:
    """Ask the addons in place of mitmproxy, from the next call on; returns what leaves it to mitmproxy again."""
    asked, plain = Hooks(addons, options), http.HttpStream
    options.changed.connect(asked.forget)
    addons.handle_lifecycle = asked.handle_lifecycle
    http.HttpStream = type("LeanStream", (_LeanStream,), {"hooks": asked})

    def put_back() -> None:
        http.HttpStream = plain
        del addons.handle_lifecycle

    return put_back


class Hooks:
    """Who is to be asked for what."""

    def __init__(self, addons: AddonManager, options: Options) -> None:
        self._addons, self._options = addons, options
        self._concerned: dict[str, tuple[Handler, ...]] = {}
        self._held: int | None = None

    def at_once(self, hook: hooks.Hook) -> bool:
        """Ask whom this hook of a call concerns; False when one is to be waited for: `handle_lifecycle` goes on with that one."""
        handlers = iter(self._of(hook.name))
        for handler in handlers:
            try:
                waiting = handler(hook.flow)
            except exceptions.AddonHalt:
                break
            except Exception as error:
                logger.exception("Addon error: %s", error)
                continue
            if waiting is not None and inspect.isawaitable(waiting):
                hook.his_begun = waiting, handlers
                return False
        if hook.flow.intercepted:
            hook.his_begun = None, iter(())
            return False
        return True

    async def handle_lifecycle(self, hook: hooks.Hook) -> None:
        """What mitmproxy's own does, in place of which this is."""
        argument, *_ = hook.args()
        waiting, handlers = hook.__dict__.pop("his_begun", None) or (None, iter(self._of(hook.name)))
        try:
            with safecall():
                if waiting:
                    await waiting
            for handler in handlers:
                with safecall():
                    waiting = handler(argument)
                    if waiting is not None and inspect.isawaitable(waiting):
                        await waiting
        except exceptions.AddonHalt:
            pass
        if isinstance(argument, flow.Flow):
            for handler in self._of("update"):
                with safecall():
                    handler([argument])

    def forget(self, updated: set[str]) -> None:
        """Options have changed: who was idle may not be so now."""
        del updated
        self._concerned.clear()
        self._held = None

    @property
    def held(self) -> int:
        """So many bytes of a body are held whatever the options for large bodies say."""
        if self._held is None:
            limits = (self._options.stream_large_bodies, self._options.body_size_limit)
            self._held = min((human.parse_size(limit) for limit in limits if limit), default=0)
        return self._held

    def _of(self, name: str) -> tuple[Handler, ...]:
        found = self._concerned.get(name)
        if found is None:
            found = self._concerned[name] = tuple(self._find(name))
        return found

    def _find(self, name: str) -> Iterator[Handler]:
        for addon in traverse(self._addons.chain):
            handler = getattr(addon, name, None)
            if callable(handler) and not isinstance(handler, ModuleType) and not his_idle.is_idle(addon, self._options):
                yield handler


class _LeanStream(http.HttpStream):
    """A call on its way through mitmproxy."""

    hooks: Hooks

    def _handle_event(self, event: events.Event) -> CommandGenerator:
        steps, reply = super()._handle_event(event), None
        while True:
            try:
                command = steps.send(reply)
            except StopIteration:
                return
            done = isinstance(command, commands.StartHook) and self.hooks.at_once(command)
            reply = None if done else (yield command)

    def check_body_size(self, request: bool) -> CommandGenerator:  # noqa: FBT001 - mitmproxy's
        """Whether the body is too large to be held, or to be passed: not, while little of it has come."""
        come = self.request_body_buf if request else self.response_body_buf
        if 0 < len(come) <= self.hooks.held:
            return False
        return (yield from super().check_body_size(request))
