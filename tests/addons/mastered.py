"""mitmproxy's own machinery in this process, with the addons of mitmdump and the options that we start it with."""

import asyncio
import itertools
import sys
import warnings
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

from mitmproxy.options import Options

from hisight import proxy

with warnings.catch_warnings():  # ldap3, which mitmproxy imports, uses an old name
    warnings.simplefilter("ignore", DeprecationWarning)
    from mitmproxy.tools.dump import DumpMaster

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "addons"))
import his_hooks
import his_idle
import his_shortcuts

sys.path.pop(0)

__all__ = ["his_hooks", "his_idle", "his_shortcuts", "settings", "with_master"]

Result = TypeVar("Result")


def settings(folder: Path) -> list[str]:
    """The options on our command line, without those of our own addons."""
    listen, upstream = proxy.parse_listen("127.0.0.1:9000"), proxy.parse_upstream("http://127.0.0.1:9001")
    words = proxy.arguments(listen, upstream, folder / "x.hisight", folder / "confdir")
    named = [value for word, value in itertools.pairwise(words) if word == "--set"]
    return [one for one in named if not one.startswith("his_")] + ["flow_detail=0"]  # --quiet


def with_master(folder: Path, work: Callable[[DumpMaster], Awaitable[Result]], *more: str) -> Result:
    """What `work` gives for a mitmdump with our options and `more` of them, which does not listen."""

    async def run() -> Result:
        master = DumpMaster(Options(), with_termlog=False)
        try:
            master.options.set(*settings(folder))
            master.options.set(*more)
            return await work(master)
        finally:
            await master.done()

    return asyncio.run(run())
