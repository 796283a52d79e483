"""The simulated platform: calls a HIS over real HTTP, one step of the script after the other."""

import http.client
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import cycle, islice
from random import Random
from urllib.parse import urlsplit

from hisight import catalog
from hisight.mock.content import write
from hisight.mock.faults import Fault
from hisight.mock.his import NAMESPACE
from hisight.mock.peers import PEERS
from hisight.mock.requests import REQUESTS
from hisight.mock.script import SCRIPT, Step
from hisight.mock.visit import Visit
from hisight.protocol import compose_root, open_message, soap_request

_TIMEOUT_S = 30.0


@dataclass(frozen=True, slots=True)
class Sent:
    """One call of the platform, as the platform saw it."""

    step: Step
    """What it was about."""
    request: bytes
    """The SOAP body that was sent."""
    status: int = 0
    """HTTP status; 0 when no answer came."""
    answer: bytes = b""
    """The SOAP body that came back."""
    error: str = ""
    """Why no answer came."""
    duration_ms: float = 0.0
    """Milliseconds until the answer was there."""


class Platform:
    """A city health platform that never tires. The same seed makes the same calls."""

    def __init__(
        self,
        url: str,
        *,
        seed: int = 1,
        pace_s: float = 0.0,
        befall: Callable[[Fault], None] = lambda _fault: None,
        clock: Callable[[], datetime] = datetime.now,
    ) -> None:
        self.url = url
        """Where it sends its calls: a HIS, or a proxy in front of one."""
        self.pace_s = pace_s
        """Seconds to wait between two calls; may be changed while it runs."""
        self._befall = befall
        self._clock = clock
        random = Random(seed)  # noqa: S311 - invents people, guards nothing
        self._visits = {peer.user_id: Visit(peer, random, clock()) for peer in PEERS}
        self._sent: dict[tuple[str, str], bytes] = {}
        self._script = cycle(SCRIPT)
        self._stopped = threading.Event()

    def calls(self, number: int | None = None) -> Iterator[Sent]:
        """Make `number` calls (None: until `stop`) and yield each when its answer is there, or has failed to come."""
        for count, step in enumerate(islice(self._script, number)):
            if count and self._stopped.wait(self.pace_s):
                return
            yield self.call(step)

    def stop(self) -> None:
        """Make no further call; a wait between two calls ends at once."""
        self._stopped.set()

    def call(self, step: Step) -> Sent:
        """Make the call of one step, and learn from what comes back."""
        visit = self._visits[step.peer.user_id]
        _prepare(visit, step, self._clock())
        if step.fault.side == "his" and step.fault.name:
            self._befall(step.fault)
        request = self._request(visit, step)
        began = time.monotonic()
        try:
            status, answer = _post(self.url, _operation(step), request)
        except (OSError, http.client.HTTPException) as error:
            return Sent(step, request, error=str(error) or type(error).__name__, duration_ms=_since(began))
        sent = Sent(step, request, status, answer, duration_ms=_since(began))
        opened = open_message("response", answer, lambda _envelope: step.peer.scheme)
        visit.learn(step.fun_code, opened.document.root)
        return sent

    def _request(self, visit: Visit, step: Step) -> bytes:
        """The body of the step; the last one of its function, where the platform sends it again."""
        key = step.peer.user_id, step.fun_code
        if not step.fault.again or key not in self._sent:
            self._sent[key] = _request(visit, step)
        return self._sent[key]


def _prepare(visit: Visit, step: Step, now: datetime) -> None:
    visit.now, visit.paid = now, step.paid
    if step.fun_code == "1002":
        visit.next_patient()
    if step.fun_code == "2003":
        visit.choose_department()
    if step.fun_code == "2005":
        visit.choose_shift(step.fault.shift)


def _request(visit: Visit, step: Step) -> bytes:
    document = write("REQ", REQUESTS[step.fun_code](visit))
    scheme = step.peer.scheme
    if step.fault.side == "platform":
        document, scheme = step.fault.document(document), step.fault.scheme(scheme)
    fields = {"FUN_CODE": step.fun_code, "USER_ID": step.peer.user_id}
    root = compose_root("request", fields, document, scheme)
    return soap_request(_operation(step), "xml", root, NAMESPACE).encode()


def _operation(step: Step) -> str:
    function = catalog.published().function(step.fun_code)
    assert function is not None
    return function.name


def _post(url: str, operation: str, body: bytes) -> tuple[int, bytes]:
    where = urlsplit(url)
    connection = http.client.HTTPConnection(where.hostname or "", where.port, timeout=_TIMEOUT_S)
    try:
        headers = {"Content-Type": "text/xml; charset=utf-8", "SOAPAction": f'"{NAMESPACE}{operation}"'}
        connection.request("POST", where.path, body, headers)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def _since(began: float) -> float:
    return (time.monotonic() - began) * 1000
