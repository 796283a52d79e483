"""Calls that are held, as the proxy tells of them, and what the window sends it."""

import time

from tests.gui import recorded

from hisight.capture.pausing import Command, Paused
from hisight.gui.intercepting import Intercepting


def paused(key: str = "a", fun_code: str = "2007", direction: str = "request", left: float = 20.0) -> Paused:
    """A call of the mock platform, held on one side."""
    call = recorded.exchange(fun_code=fun_code)
    answer = (call.response_head, call.response_body) if direction == "response" else (b"", b"")
    return Paused(
        key, direction, time.time() + left, call.url, "", call.client, call.started, call.request_head, call.request_body, *answer
    )  # fmt: skip


class Told(list[Command]):
    """The commands that the proxy was sent; `intercepting` sends them."""

    def __init__(self) -> None:
        self.intercepting = Intercepting(self.append)
