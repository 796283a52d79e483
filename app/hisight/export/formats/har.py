"""HAR 1.2, which browsers and any HTTP tool open (http://www.softwareishard.com/blog/har-12-spec/).

A body whose bytes are UTF-8 stands there as text. Any other answer stands there in base64; a request, for which HAR knows no base64,
as it reads, and its bytes below `_hisight`, where all is that HAR has no place for. `imports.har` makes the same bytes of it again.
"""

import base64
import json
from collections.abc import Generator, Iterable
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl

from hisight import version
from hisight.capture import Exchange, split_url
from hisight.export.evidence import Evidence
from hisight.export.formats.format import About, Format, Piece, as_file, facts_of
from hisight.export.formats.names import title_of
from hisight.imports.har import OWN, OWN_BYTES, target_of
from hisight.imports.har_head import head_bytes
from hisight.protocol import http
from hisight.wording import Words

_NAME = "calls.har"


def make(calls: Iterable[Evidence], about: About) -> Generator[Piece, None, None]:
    """A HAR of `calls`, an entry a piece."""
    about_all = {
        "version": "1.2",
        "creator": {"name": "HISight", "version": version()},
        "comment": about.note,
        "pages": [],
    }
    yield Piece(_NAME, f'{{"log": {_json(about_all)[:-1]}, "entries": ['.encode())
    between = "\n"
    for call in calls:
        entry = _entry(call, about)
        numbers = _json([entry["time"], entry["timings"], entry["startedDateTime"]])
        yield Piece(_NAME, f"{between}{_json(entry)}".encode(), facts=f"{facts_of(call)}\n{numbers}")
        between = ",\n"
    yield Piece(_NAME, b"\n]}}\n")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _entry(call: Evidence, about: About) -> dict[str, Any]:
    exchange = call.exchange
    own: dict[str, Any] = {
        "id": exchange.id,
        "client": exchange.client,
        "server": exchange.server,
        "listener": exchange.listener,
    }
    own |= {name: value for name in ("parent", "touched") if (value := getattr(exchange, name))}
    own |= {name: _base64(value) for name, field in OWN_BYTES.items() if (value := getattr(exchange, field))}
    request, response = _request(call, own), _response(call, own)
    comments = [f"{title_of(call)}: {call.say(call.reading.verdict, about.language)}"]
    comments += [call.left_out[side].in_(about.language) for side in call.left_out]
    comments += filter(None, [about.noted(call).comment])
    entry = {
        "startedDateTime": datetime.fromtimestamp(exchange.started).astimezone().isoformat(timespec="microseconds"),
        "time": round(exchange.duration_ms, 3),
        "request": request,
        "response": response,
        "cache": {},
        "timings": _timings(exchange),
        "comment": "\n".join(comments),
        OWN: own,
    }
    host, _, port = exchange.server.rpartition(":")
    if host.strip("[]").replace(".", "").replace(":", "").isalnum() and port.isdecimal():
        entry["serverIPAddress"] = host.strip("[]")
    if exchange.client:
        entry["connection"] = exchange.client
    return entry


def _request(call: Evidence, own: dict[str, Any]) -> dict[str, Any]:
    exchange = call.exchange
    head = http.parse_head(exchange.request_head)
    method, _, rest = head.start_line.partition(" ")
    version = rest.rpartition(" ")[2] or "HTTP/1.1"
    line = f"{method} {target_of(exchange.url)} {version}"
    _keep_head(exchange.request_head, line, head, own, "requestHead")
    request: dict[str, Any] = {
        "method": method,
        "url": exchange.url,
        "httpVersion": version,
        "cookies": [],
        "headers": _fields(head),
        "queryString": [
            {"name": name, "value": value}
            for name, value in parse_qsl(split_url(exchange.url).query, keep_blank_values=True)
        ],
        "headersSize": len(exchange.request_head),
        "bodySize": len(exchange.request_body),
    }
    if exchange.request_body:
        text = _utf_8(exchange.request_body)
        if text is None:
            own["requestBody"] = _base64(exchange.request_body)
            message = call.readable("request")
            text = message.decoded.text if message else ""
        request["postData"] = {"mimeType": head.get("Content-Type"), "params": [], "text": text}
    return request


def _response(call: Evidence, own: dict[str, Any]) -> dict[str, Any]:
    exchange = call.exchange
    head = http.parse_head(exchange.response_head)
    version, _, rest = head.start_line.partition(" ")
    line = f"{version} {head.status} {rest.partition(' ')[2]}".rstrip()
    if exchange.response_head:
        _keep_head(exchange.response_head, line, head, own, "responseHead")
    response: dict[str, Any] = {
        "status": head.status,
        "statusText": rest.partition(" ")[2],
        "httpVersion": version,
        "cookies": [],
        "headers": _fields(head),
        "content": _content(call, head, own),
        "redirectURL": head.get("Location"),
        "headersSize": len(exchange.response_head) or -1,
        "bodySize": len(exchange.response_body) if exchange.response_head else -1,
    }
    if exchange.error:
        response["_error"] = exchange.error
    return response


def _content(call: Evidence, head: http.Head, own: dict[str, Any]) -> dict[str, Any]:
    """The answer's body without its content encoding, as HAR wants it; the packed bytes go to `own`."""
    sent = call.exchange.response_body
    message = call.readable("response")
    plain = message.unfolded.content if message and sent and message.unfolded.found else sent
    content: dict[str, Any] = {"size": len(plain), "mimeType": head.get("Content-Type")}
    if plain is not sent:
        own["responseBody"] = _base64(sent)
        content["compression"] = len(plain) - len(sent)
    if plain:
        text = _utf_8(plain)
        content |= {"text": _base64(plain), "encoding": "base64"} if text is None else {"text": text}
    return content


def _timings(exchange: Exchange) -> dict[str, float]:
    """The phases in milliseconds; those that add up make the whole, and TLS is a part of `connect`, as HAR has it."""
    connect = exchange.connect_ms + exchange.tls_ms
    asked = exchange.request_ms + connect
    first_byte = exchange.first_byte_ms or exchange.duration_ms
    phases = {
        "blocked": -1,
        "dns": -1,
        "connect": connect or -1,
        "ssl": exchange.tls_ms or -1,
        "send": exchange.request_ms,
        "wait": max(0.0, first_byte - asked),
        "receive": max(0.0, exchange.duration_ms - max(first_byte, asked)),
    }
    return {name: round(took, 3) for name, took in phases.items()}


def _keep_head(recorded: bytes, line: str, head: http.Head, own: dict[str, Any], name: str) -> None:
    """Note the bytes of a head below `name`, unless what the HAR says of it makes the same bytes."""
    if head_bytes(line, head.fields) != recorded:
        own[name] = _base64(recorded)


def _fields(head: http.Head) -> list[dict[str, str]]:
    return [{"name": name, "value": value} for name, value in head.fields]


def _utf_8(data: bytes) -> str | None:
    """`data` as text that is the same bytes in UTF-8; None where there is none."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        return None


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()


FORMAT = Format(
    "har",
    ".har",
    Words("HAR 1.2", "HAR 1.2"),
    Words(
        "浏览器、Fiddler、Charles 等 HTTP 工具都能打开；报文逐字节保留。",
        "Opens in browsers, Fiddler, Charles and most HTTP tools; bodies byte for byte.",
    ),
    as_file(make),
)
