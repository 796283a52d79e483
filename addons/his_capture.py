"""Records every exchange that passes mitmproxy into a HISight session file.

    mitmdump   -s his_capture.py --mode reverse:http://his.example:8080     records, reads and verifies each call
    mitmproxy  -s his_capture.py --mode reverse:http://his.example:8080     the same, beside mitmproxy's own window

`hisight capture` and the window start it with `his_parent=true`: then it only records, tells by JSON lines on standard output
(hisight.capture.events), takes commands on standard input, and stops when that ends.
"""

import importlib.util
import logging
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from mitmproxy import ctx, http
from mitmproxy.addonmanager import Loader
from mitmproxy.connection import Connection
from mitmproxy.utils import human

if importlib.util.find_spec("hisight") is None:
    sys.path.append(str(Path(__file__).resolve().parents[1] / "app"))

from hisight import paths
from hisight.capture import Session, events, failure, new_file, pausing
from hisight.capture.recorder import Recorder
from hisight.capture.spool import LARGEST_IN_MEMORY
from hisight.errors import HisightError
from hisight.wording import Words

sys.path.insert(0, str(Path(__file__).resolve().parent))  # mitmproxy loads only this one file
import his_exchange
import his_hooks
import his_shortcuts
import his_wire
from his_gateway import HisGateway, listen_addresses
from his_intercept import HisIntercept
from his_rules import HisRules
from his_wsdl import HisWsdl

sys.path.pop(0)

logger = logging.getLogger(__name__)

_STOPPED = str(failure.classify("the proxy was stopped before the answer came"))
_SOON_SECONDS = 0.001  # so long, and not 5 ms, a call may wait while the thread that writes has the interpreter
_STREAM_FROM = f"{LARGEST_IN_MEMORY // 1024 // 1024}m"


class HisCapture:
    """The addon: its hooks hand the flow's raw bytes to the recorder, and do nothing else."""

    def __init__(self) -> None:
        self._under_way: dict[str, http.HTTPFlow] = {}
        self._session: Session | None = None
        self._recorder: Recorder | None = None
        self._outlet: events.Outlet | None = None
        self._following: Any = None
        self.intercept = HisIntercept(self.tell)
        self.rules = HisRules(self.tell, self.intercept.wait)
        self._put_back = [his_wire.install(self._path, self._unread)]

    def load(self, loader: Loader) -> None:
        """Declare the options."""
        loader.add_option(
            "his_session", str, "", "Session file to record into; empty makes a new one in the data folder."
        )
        loader.add_option("his_profile", str, "", "Profile to read every call with, when no parent does the reading.")
        loader.add_option(
            "his_catalog",
            str,
            "",
            "Folder that corrects the interface; empty takes the one in the data folder, if any.",
        )
        loader.add_option(
            "his_parent", bool, default=False, help="Talk to a parent process on standard input and output."
        )

    def running(self) -> None:
        """Open the session and start recording."""
        ctx.options.update(
            connection_strategy="lazy",  # or else a refused connection would be no call at all
            stream_large_bodies=ctx.options.stream_large_bodies or _STREAM_FROM,
        )
        if ctx.options.his_parent:
            self._put_back += [his_hooks.take_over(ctx.master.addons, ctx.options), his_shortcuts.install()]
            logging.getLogger().setLevel(ctx.options.termlog_verbosity.upper())  # what nobody prints need not be made
            sys.setswitchinterval(_SOON_SECONDS)
            self._outlet = events.Outlet(sys.stdout.fileno())
            threading.Thread(target=self._obey, name="hisight-commands", daemon=True).start()
        try:
            path = Path(ctx.options.his_session) if ctx.options.his_session else new_file(_session_folder())
            self._session = Session.open(path, create=True)
        except HisightError as error:
            self._report(Words(f"{error.what.zh}{error.remedy.zh}", f"{error.what.en} {error.remedy.en}".strip()))
            logger.error("HISight records nothing.")  # mitmproxy gives up when an error is logged while it starts
            return
        self._recorder = Recorder(self._session, self._stored, self._report, self._under_way.__len__)
        addresses = ", ".join(human.format_address(address) for address in listen_addresses())
        if self._outlet:
            upstream = ", ".join(mode.removeprefix("reverse:").rpartition("@")[0] for mode in ctx.options.mode)
            self._outlet.send(events.Listening(addresses, upstream, str(path)))
        else:
            logger.info("HISight records %s into %s", addresses, path)
            self._read_too(path, self._session.last_id())

    def requestheaders(self, flow: http.HTTPFlow) -> None:
        """Remember a call that begins."""
        self._under_way[flow.id] = flow

    def response(self, flow: http.HTTPFlow) -> None:
        """Record a call that was answered; it may have been dropped since."""
        self._record(flow, str(failure.classify(flow.error.msg)) if flow.error else "")

    def error(self, flow: http.HTTPFlow) -> None:
        """Record a call that failed: refused, reset, timed out, malformed, or given up by the client."""
        self._record(flow, flow.error.msg if flow.error else "")

    def done(self) -> None:
        """Record what is still under way, write everything, end."""
        for flow in list(self._under_way.values()):
            self._record(flow, _STOPPED)
        for put_back in self._put_back:
            put_back()
        if self._recorder and self._session:
            self._recorder.close()
            self._session.close()
        if self._following:
            self._following.finish()
        if self._outlet:
            self._outlet.send(events.Stopped(self._recorder.lost if self._recorder else 0))
            self._outlet.close()
        if ctx.master.should_exit.is_set():
            # WORKAROUND: Python 3.11 logs a traceback for each open connection when its loop ends; 3.12 does not.
            logging.getLogger("asyncio").setLevel(logging.CRITICAL)

    def tell(self, event: events.Event) -> None:
        """Tell whoever started us; alone, the log."""
        if self._outlet:
            self._outlet.send(event)
        elif isinstance(event, events.Trouble | events.Noted):
            logger.log(logging.ERROR if isinstance(event, events.Trouble) else logging.INFO, str(event.message))

    def _read_too(self, path: Path, since: int) -> None:
        """No parent reads what is recorded, so do it here: in a thread, after the answer has left, one logged line a call."""
        try:
            from hisight.follow import Following
            from hisight.reading import Reader

            folder = Path(ctx.options.his_catalog) if ctx.options.his_catalog else None
            self._following = Following(path, since, Reader.default(ctx.options.his_profile, folder), logger.info)
        except (ImportError, HisightError) as error:  # no error for the log: mitmproxy would give up while it starts
            logger.warning("HISight only records, and reads nothing: %s", error)

    def _record(self, flow: http.HTTPFlow, error: str = "") -> None:
        self._under_way.pop(flow.id, None)
        if self._recorder:
            size = sum(his_exchange.in_memory(message) for message in (flow.request, flow.response))
            self._recorder.put(
                partial(his_exchange.arrival, flow, flow.request, flow.response, error, time.time()), size
            )

    def _unread(self, client: Connection, head: bytes, error: str) -> None:
        if self._recorder:
            why = str(failure.classify(error, asked=False))
            self._recorder.put(partial(his_exchange.unread, client, head, why, time.time()), len(head) + 1024)

    def _path(self) -> Path | None:
        return self._session.path if self._session else None

    def _stored(self, ids: Sequence[int]) -> None:
        if self._outlet:
            self._outlet.send(events.Recorded(ids[-1]))
        if self._following:
            self._following.bell.ring()

    def _report(self, message: Words) -> None:
        self.tell(events.Trouble(message))

    def _state(self) -> events.State:
        recorder, under_way = self._recorder, len(self._under_way)
        return events.State(under_way, *((recorder.waiting, recorder.lost, recorder.errors) if recorder else (0, 0, 0)))

    def _obey(self) -> None:
        for line in events.lines(sys.stdin.fileno()):
            command = events.read_command(line)
            if isinstance(command, events.Stop):
                break
            if isinstance(command, events.AskState):
                self.tell(self._state())
                continue
            if isinstance(command, pausing.Rules):
                self.rules.obey(command)
                continue
            if isinstance(command, pausing.Command):
                self.intercept.obey(command)
                continue
            self._report(Words(f"代理不认识的命令：{line}", f"the proxy does not know the command: {line}"))
        with suppress(RuntimeError):  # the loop has ended already
            self.rules.obey(pausing.Rules(""))
            self.intercept.let_all_go()
            ctx.master.shutdown()


def _session_folder() -> Path:
    try:
        return paths.user_data() / "sessions"
    except ImportError:  # platformdirs is missing in mitmproxy's own environment
        return Path.cwd()


_capture = HisCapture()
addons = [
    HisGateway(_capture.tell),
    HisWsdl(_capture.tell),
    _capture.rules,
    _capture.intercept,
    _capture,
]  # in this order: what is recorded is what the others made of it
