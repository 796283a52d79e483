"""Reads and writes flows of mitmproxy, as a program of its own: `python his_flow_file.py read FILE`, or `write`.

HISight talks to it in JSON, a line a call (hisight.imports.mitm): `read` prints them, `write` takes them from standard input and
prints flows. What a flow has no place for (the bytes of heads, framing, what was changed) goes into its metadata, where mitmproxy
leaves it alone.
"""

import json
import sys
from base64 import b64decode, b64encode
from collections import Counter
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

from mitmproxy import connection, exceptions, http
from mitmproxy.flow import Error
from mitmproxy.io import FlowReader, FlowWriter

OWN = "hisight"

_NOWHERE = ("", 0)  # a flow file has to have an address


def main() -> int:
    """Run the command line; returns the exit code."""
    return read(sys.argv[2]) if sys.argv[1] == "read" else write()


def read(file: str) -> int:
    """Print each HTTP flow of `file`, then what was lost."""
    lost: Counter[str] = Counter()
    found = False
    with open(file, "rb") as stream:  # noqa: PTH123 - a program without hisight
        try:
            for flow in FlowReader(stream).stream():
                found = True
                if isinstance(flow, http.HTTPFlow):
                    print(json.dumps(told(flow, lost)))  # noqa: T201 - its output
                else:
                    lost["other"] += 1
        except exceptions.FlowReadException as error:
            if not found:
                print(error, file=sys.stderr)  # noqa: T201 - its output
                return 1
            lost["cut"] += 1
    for name, times in (+lost).items():
        print(json.dumps({"lost": name, "times": times}))  # noqa: T201 - its output
    return 0


def told(flow: http.HTTPFlow, lost: Counter[str]) -> dict[str, Any]:
    """What `flow` says, by the names of an Exchange; bytes as a list of one base64."""
    own = flow.metadata.get(OWN)
    if isinstance(own, str):
        return dict(json.loads(own))
    request, response = flow.request, flow.response
    lost["http2" if request.is_http2 else "heads"] += 1
    lost["missing"] += (request.raw_content is None) + (response is not None and response.raw_content is None)
    started = request.timestamp_start
    known: dict[str, Any] = {
        "request_head": _bytes(_head(f"{request.method} {_target(request)} {request.http_version}", request)),
        "request_body": _bytes(request.raw_content or b""),
        "url": request.url,
        "client": _address(flow.client_conn.peername),
        "server": _address(flow.server_conn.peername),
        "listener": _address(flow.client_conn.sockname),
        "started": started,
        "request_ms": _ms(started, request.timestamp_end),
        "error": flow.error.msg if flow.error else "",
    }
    begun, connected = flow.server_conn.timestamp_start, flow.server_conn.timestamp_tcp_setup
    if begun and connected and begun >= started:  # it was opened for this call
        known["connect_ms"] = _ms(begun, connected)
        known["tls_ms"] = _ms(connected, flow.server_conn.timestamp_tls_setup)
    if response is not None:
        line = f"{response.http_version} {response.status_code} {response.reason}".rstrip()
        known |= {
            "response_head": _bytes(_head(line, response)),
            "response_body": _bytes(response.raw_content or b""),
            "first_byte_ms": _ms(started, response.timestamp_start),
            "duration_ms": _ms(started, response.timestamp_end),
        }
    return known


def write() -> int:
    """Print, for each call on standard input, its flow as a file has it: base64, a line each."""
    for line in sys.stdin:
        flow = BytesIO()
        FlowWriter(flow).add(flow_of(json.loads(line)))
        print(b64encode(flow.getvalue()).decode(), flush=True)  # noqa: T201 - its output
    return 0


def flow_of(known: dict[str, Any]) -> http.HTTPFlow:
    """The flow that says what `known` says, by the names of an Exchange."""
    url, started = urlsplit(known.get("url", "")), known.get("started", 0.0)
    client = connection.Client(
        peername=_pair(known.get("client")) or _NOWHERE,
        sockname=_pair(known.get("listener")) or _NOWHERE,
        timestamp_start=started,
    )
    server = connection.Server(address=_pair(known.get("server")) or (url.hostname or "unknown", _port(url)))
    server.peername = _pair(known.get("server"))
    flow = http.HTTPFlow(client, server)
    line, headers = _parsed(_plain(known, "request_head"))
    method, _, rest = line.partition(" ")
    target, _, version = rest.rpartition(" ")
    path = target if target.startswith("/") else (url.path or "/") + (f"?{url.query}" if url.query else "")
    flow.request = http.Request(
        host=url.hostname or "unknown", port=_port(url), method=method.encode() or b"POST", scheme=(url.scheme or "http").encode(),
        authority=b"", path=path.encode("latin-1", "replace"), http_version=version.encode() or b"HTTP/1.1", headers=headers,
        content=_plain(known, "request_body"), trailers=None, timestamp_start=started,
        timestamp_end=started + known.get("request_ms", 0.0) / 1000,
    )  # fmt: skip
    if response_head := _plain(known, "response_head"):
        line, headers = _parsed(response_head)
        version, _, rest = line.partition(" ")
        status, _, reason = rest.partition(" ")
        flow.response = http.Response(
            http_version=version.encode(), status_code=int(status) if status.isdecimal() else 0,
            reason=reason.encode("latin-1", "replace"), headers=headers, content=_plain(known, "response_body"), trailers=None,
            timestamp_start=started + known.get("first_byte_ms", 0.0) / 1000,
            timestamp_end=started + known.get("duration_ms", 0.0) / 1000,
        )  # fmt: skip
    if known.get("error"):
        flow.error = Error(known["error"], started + known.get("duration_ms", 0.0) / 1000)
    flow.timestamp_created = started
    flow.metadata[OWN] = json.dumps(known)
    return flow


def _head(line: str, message: http.Message) -> bytes:
    return b"".join(
        (
            line.encode("latin-1", "replace"),
            b"\r\n",
            *(name + b": " + value + b"\r\n" for name, value in message.headers.fields),
            b"\r\n",
        )
    )


def _target(request: http.Request) -> str:
    return request.authority if request.method == "CONNECT" else request.path


def _parsed(head: bytes) -> tuple[str, http.Headers]:
    first, *lines = head.decode("latin-1").replace("\r\n", "\n").strip("\n").split("\n")
    fields = (line.partition(":") for line in lines)
    return first.strip(), http.Headers(
        [(name.strip().encode("latin-1"), value.strip(" \t").encode("latin-1")) for name, _, value in fields]
    )


def _plain(known: dict[str, Any], name: str) -> bytes:
    return b64decode(known[name][0]) if name in known else b""


def _bytes(data: bytes) -> list[str]:
    return [b64encode(data).decode()]


def _address(pair: tuple[Any, ...] | None) -> str:
    if not pair or not pair[0]:
        return ""
    host, port = pair[:2]
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _pair(address: str | None) -> tuple[str, int] | None:
    host, _, port = (address or "").rpartition(":")
    return (host.strip("[]"), int(port)) if host and port.isdecimal() else None


def _port(url: Any) -> int:  # noqa: ANN401 - a SplitResult
    try:
        return url.port or (443 if url.scheme == "https" else 80)
    except ValueError:
        return 80


def _ms(begun: float | None, then: float | None) -> float:
    return max(0.0, (then - begun) * 1000) if begun and then else 0.0


if __name__ == "__main__":
    sys.exit(main())
