"""Counters for a monitoring system, in the Prometheus text format (version 0.0.4), served on request on this machine only.

What is counted began with this run, and holds no value of any message: a function, a verdict, a kind of failure.
"""

import socket
import threading
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self

from hisight import version
from hisight.capture import events, failure
from hisight.reading import Reading

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)
"""Upper limits of the classes of latency, in seconds."""

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
"""What the text is, for HTTP."""


class Metrics:
    """What was counted so far; any thread may count or ask."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._calls: Counter[tuple[str, str]] = Counter()
        self._signatures: Counter[str] = Counter()
        self._findings: Counter[str] = Counter()
        self._failures: Counter[str] = Counter()
        self._bytes: Counter[str] = Counter()
        self._classes = [0] * (len(BUCKETS) + 1)
        self._seconds = 0.0

    def count(self, reading: Reading) -> None:
        """Count one call of a session."""
        exchange = reading.call.exchange
        assert exchange is not None
        # Only functions of the interface: what a stranger sends must not make a new line for each name that he invents.
        function = reading.function.code if reading.function else "other" if reading.call.is_business else "none"
        seconds = exchange.duration_ms / 1000
        with self._lock:
            self._calls[function, "failed" if reading.failed else "success"] += 1
            self._signatures.update(one.signature.verdict for one in reading.call.messages if one.envelope.fields)
            self._findings.update(finding.severity.value for finding in reading.findings)
            if exchange.error:
                self._failures[failure.read(exchange.error).kind.name] += 1
            self._bytes["request"] += len(exchange.request_body)
            self._bytes["response"] += len(exchange.response_body)
            self._classes[bisect_left(BUCKETS, seconds)] += 1
            self._seconds += seconds

    def text(self, state: events.State | None) -> str:
        """Everything in the text format; `state` is that of the proxy, None when it does not answer."""
        with self._lock:
            return "".join(f"{line}\n" for line in self._lines(state))

    def _lines(self, state: events.State | None) -> Iterator[str]:
        yield from _family("hisight_build_info", "gauge", "Which HISight this is.", [(f'version="{version()}"', 1)])
        yield from _family("hisight_proxy_up", "gauge", "1 while the proxy answers.", [("", int(state is not None))])
        calls = [(f'function="{code}",outcome="{how}"', n) for (code, how), n in sorted(self._calls.items())]
        yield from _family("hisight_calls_total", "counter", "Calls by FUN_CODE and outcome.", calls)
        for name, label, about, counted in (
            ("hisight_signatures_total", "verdict", "Signatures of messages by verdict.", self._signatures),
            ("hisight_findings_total", "severity", "Findings by severity.", self._findings),
            ("hisight_unanswered_calls_total", "kind", "Calls without a complete answer, by why.", self._failures),
            ("hisight_body_bytes_total", "direction", "Bytes of bodies.", self._bytes),
        ):
            yield from _family(name, "counter", about, [(f'{label}="{key}"', n) for key, n in sorted(counted.items())])
        yield from self._histogram()
        if state is not None:
            yield from _family(
                "hisight_calls_under_way", "gauge", "Calls that have no answer yet.", [("", state.under_way)]
            )
            yield from _family(
                "hisight_backlog_calls", "gauge", "Calls that wait to be written.", [("", state.waiting)]
            )
            yield from _family(
                "hisight_lost_calls_total", "counter", "Calls that were not recorded.", [("", state.lost)]
            )
            about = "Attempts to write that failed."
            yield from _family("hisight_recording_errors_total", "counter", about, [("", state.errors)])

    def _histogram(self) -> Iterator[str]:
        name, total = "hisight_call_duration_seconds", 0
        yield f"# HELP {name} From the first byte of a request to the last of its answer."
        yield f"# TYPE {name} histogram"
        for limit, number in zip((*map(str, BUCKETS), "+Inf"), self._classes, strict=True):
            total += number
            yield f'{name}_bucket{{le="{limit}"}} {total}'
        yield f"{name}_sum {self._seconds!r}"
        yield f"{name}_count {total}"


def _family(name: str, kind: str, about: str, samples: list[tuple[str, int]]) -> Iterator[str]:
    yield f"# HELP {name} {about}"
    yield f"# TYPE {name} {kind}"
    for labels, value in samples:
        yield f"{name}{{{labels}}} {value}" if labels else f"{name} {value}"


class MetricsServer:
    """Answers `GET /metrics` on one address, in threads of its own, from its making (or `with`) until `close`."""

    def __init__(self, host: str, port: int, text: Callable[[], str]) -> None:
        """`text` is asked for each answer. Raises OSError when the address cannot be had."""
        self._server = _Server(host, port, text)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
        self._thread.start()

    @property
    def port(self) -> int:
        """The port it listens on."""
        return self._server.server_port

    def close(self) -> None:
        """Answer no more."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, host: str, port: int, text: Callable[[], str]) -> None:
        self.text = text
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        super().__init__((host, port), _Handler)


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    timeout = 10

    def do_GET(self) -> None:
        found = self.path.partition("?")[0] == "/metrics"
        body = (self.server.text() if found else "GET /metrics\n").encode()
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", CONTENT_TYPE if found else "text/plain; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def version_string(self) -> str:
        return f"HISight/{version()}"

    do_HEAD = do_GET  # noqa: N815 - so http.server finds it

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the signature of http.server
        """Say nothing: a monitoring system asks four times a minute."""
