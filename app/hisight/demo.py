"""The demo without a window: a mock HIS, the addresses of a proxy in front of it, and a platform that calls through it.

Whoever shows the demo starts the proxy with `arguments`, and then lets the platform speak: `start` for the window, `calls` for
the command line.

    platform --HTTP--> proxy (mitmdump) --HTTP--> mock HIS
"""

import tempfile
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from hisight import proxy
from hisight.catalog import in_use
from hisight.mock import DEMO_KEY, PEERS, HisServer, MockHis, Platform, Sent
from hisight.profiles import Profile
from hisight.protocol import AUTO, Key, Scheme
from hisight.proxy import Listen, Upstream
from hisight.reading import Reader

DEMO_SCHEME = Scheme(AUTO, "sorted-query-key", (DEMO_KEY,))
"""How both hospitals of the demo sign; one encrypts, one does not."""

_SECONDS_TO_STOP = 2.0  # a call that somebody has paused in the proxy must not keep the window open


class Demo:
    """Everything of the demo but the proxy, from its making (or `with`) until `close`."""

    def __init__(self, session: Path | None = None, *, pace_s: float = 1.0, seed: int = 1) -> None:
        """Record into `session`; None means a temporary file, which goes with the demo. `pace_s` is between two calls."""
        self._folder = tempfile.TemporaryDirectory(prefix="hisight-demo-", ignore_cleanup_errors=True)
        self.session = (session or Path(self._folder.name) / "demo.hisight").absolute()
        """The session file."""
        self._server = HisServer(MockHis(PEERS))
        self.upstream: Upstream = proxy.parse_upstream(self._server.url)
        """The mock HIS."""
        self.listen = Listen("127.0.0.1", proxy.free_port())
        """Where the proxy is to listen."""
        url = proxy.address_for_client(self.listen, self.upstream)
        self.platform = Platform(url, seed=seed, pace_s=pace_s, befall=self._server.his.befall)
        """Who calls; its pace may be changed."""
        self._thread = threading.Thread(target=self._run, name="demo-platform", daemon=True)
        self._server.start()

    @property
    def key(self) -> Key:
        """The key of its peers."""
        return DEMO_KEY

    def arguments(self, confdir: Path | None = None) -> list[str]:
        """The command line of the proxy, which needs no key, because it only records."""
        return proxy.arguments(self.listen, self.upstream, self.session, confdir)

    def reader(self, known: Sequence[Profile] = ()) -> Reader:
        """A reader that knows the demo's key, whatever keys the user has; `known` profiles say only what they let pass."""
        return Reader(in_use(), known, DEMO_SCHEME)

    def start(self) -> None:
        """Let the platform call, on and on, in a thread. While no proxy listens its calls fail and leave no trace.

        Once it calls, a further `start` changes nothing.
        """
        if self._thread.ident is None:
            self._thread.start()

    def calls(self, number: int) -> Iterator[Sent]:
        """Let the platform make `number` calls, one after the other, in this thread."""
        return self.platform.calls(number)

    def close(self) -> None:
        """Stop the platform and the HIS, and remove a temporary session."""
        self.platform.stop()
        self._server.close()
        if self._thread.is_alive():
            self._thread.join(_SECONDS_TO_STOP)
        self._folder.cleanup()

    def _run(self) -> None:
        for _ in self.platform.calls():
            pass

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
