"""What breakpoints cost the calls that they do not hold: three proxies in front of one server are asked in turn.

    python tests/benchmarks/intercept.py [ROUNDS]

The first has nothing armed; the second a breakpoint for another function, for requests; the third one for answers of another
RETURN_CODE, which reads both sides. Printed is the time of a call against that of the first, as the median of paired ratios.
"""

import http.client
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from hisight import proxy
from hisight.capture import events
from hisight.capture.pausing import Arm, Breakpoint
from hisight.mock import PEERS, MockHis
from hisight.mock.his import NAMESPACE
from hisight.protocol import compose_root, soap_request

ARMED = {
    "nothing armed": (),
    "another function": (Breakpoint("2999", direction="request"),),
    "another RETURN_CODE": (Breakpoint(return_code="999999"),),
}
_BODIES = {"2 KB": 20, "50 KB": 500}


class _Answering(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    answer = b""

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.wfile.write(self.answer)

    def log_message(self, *_arguments):
        pass


def _request(rows: int) -> bytes:
    payload = f"<REQ><HOSPITAL_ID>1</HOSPITAL_ID>{'<ROW><NAME>测试患者</NAME></ROW>' * rows}</REQ>"
    root = compose_root("request", {"FUN_CODE": "2001", "USER_ID": PEERS[0].user_id}, payload, PEERS[0].scheme)
    return soap_request("HisService", "xml", root, NAMESPACE).encode()


def measure(rounds: int) -> None:
    """Ask each proxy `rounds` times, in turn, with bodies of each size, and print the ratios."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Answering)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory() as folder:
        proxies = {name: _Proxy(Path(folder), server.server_port, points) for name, points in ARMED.items()}
        for size, rows in _BODIES.items():
            body = _request(rows)
            reply = MockHis(PEERS).reply(body).body
            _Answering.answer = (
                b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: %d\r\n\r\n" % len(reply) + reply
            )
            times: dict[str, list[float]] = {name: [] for name in proxies}
            for _ in range(rounds):
                for name, one in proxies.items():
                    times[name].append(one.ask(body))
            first = times["nothing armed"][rounds // 10 :]
            for name, taken in times.items():
                taken = taken[rounds // 10 :]
                ratio = statistics.median(a / b for a, b in zip(taken, first, strict=True))
                more = statistics.median(a - b for a, b in zip(taken, first, strict=True))
                median = statistics.median(taken)
                print(f"{size:6} {name:20} {median * 1000:6.2f} ms  x{ratio:.3f}  {more * 1e6:+6.0f} us")
        for one in proxies.values():
            one.stop()
    server.shutdown()


class _Proxy:
    def __init__(self, folder: Path, port: int, points: tuple[Breakpoint, ...]) -> None:
        listen = proxy.Listen("127.0.0.1", proxy.free_port())
        session = folder / f"{listen.port}.hisight"
        upstream = proxy.parse_upstream(f"http://127.0.0.1:{port}")
        self._child = subprocess.Popen(
            proxy.arguments(listen, upstream, session, folder / "conf"), stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        lines = events.lines(self._child.stdout.fileno())
        next(filter(None, map(events.read, lines)))
        self._child.stdin.write(events.write(Arm(points, 20)).encode())
        self._child.stdin.flush()
        next(filter(None, map(events.read, lines)))
        threading.Thread(target=self._child.stdout.read, daemon=True).start()
        self._connection = http.client.HTTPConnection("127.0.0.1", listen.port)

    def ask(self, body: bytes) -> float:
        """Seconds that a call takes."""
        began = time.perf_counter()
        self._connection.request("POST", "/his", body, {"Content-Type": "text/xml; charset=utf-8"})
        self._connection.getresponse().read()
        return time.perf_counter() - began

    def stop(self) -> None:
        """End it."""
        self._connection.close()
        self._child.stdin.close()
        self._child.wait()


if __name__ == "__main__":
    measure(*map(int, sys.argv[1:] or ["1000"]))
