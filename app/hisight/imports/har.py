"""HAR 1.2, as HISight, browsers, Fiddler, Charles and mitmproxy write it (http://www.softwareishard.com/blog/har-12-spec/).

A HAR has the text of a body and not its bytes, unless they are given in base64. What HISight writes has both, below `_hisight`, and
comes back byte for byte; of what others write the text is put into its charset again, and that is said.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from hisight.capture import Exchange, split_url
from hisight.imports.errors import UnreadableFileError
from hisight.imports.format import Losses
from hisight.imports.har_body import Body, body_of, own_bytes
from hisight.imports.har_head import fitted, head_bytes
from hisight.wording import Words

NAME = Words("HAR", "HAR")
OWN = "_hisight"
"""The name below which HISight writes what HAR has no place for."""

OWN_BYTES: Mapping[str, str] = MappingProxyType(
    {
        "requestHeadSent": "request_head_sent",
        "responseHeadSent": "response_head_sent",
        "requestBodySent": "request_body_sent",
        "responseBodySent": "response_body_sent",
        "requestFraming": "request_framing",
        "responseFraming": "response_framing",
    }
)
"""What else stands below it, in base64, and the field of an exchange that it is."""

_LARGEST = 512 * 1024 * 1024
_NO_ENTRY = Words("不是 HTTP 调用的条目已略过。", "entries that are no HTTP call are left out.")
_NO_TIME = Words("条目没有可读的时间。", "entries have no time that could be read.")


def recognises(beginning: bytes, path: Path) -> bool:  # noqa: ARG001 - its bytes tell
    """True for a JSON object with a `log` near its beginning."""
    plain = beginning.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return plain.startswith(b"{") and b'"log"' in plain


def exchanges(path: Path, lost: Losses) -> Iterator[Exchange]:
    """The calls in the HAR. Raises UnreadableFileError."""
    for entry in _entries(path):
        if not isinstance(entry, Mapping) or not isinstance(entry.get("request"), Mapping):
            lost.append(_NO_ENTRY)
            continue
        request = entry["request"]
        url, method = _text(request, "url"), _text(request, "method")
        if OWN not in entry and not url.lower().startswith(("http:", "https:")):  # ws: is none
            lost.append(_NO_ENTRY)
            continue
        yield _exchange(entry, request, method or "GET", url, lost)


def _entries(path: Path) -> list[Any]:
    if path.stat().st_size > _LARGEST:
        raise UnreadableFileError(
            Words(
                f"{path} 超过 {_LARGEST >> 20} MB，无法作为 HAR 读取。",
                f"{path} has more than {_LARGEST >> 20} MB, too much for a HAR.",
            )
        )
    try:
        log = json.loads(path.read_bytes())["log"]
        entries = log["entries"]
    except (ValueError, KeyError, TypeError, RecursionError):
        entries = None
    if not isinstance(entries, list):
        raise UnreadableFileError(
            Words(f"{path} 不是完整的 HAR。", f"{path} is no whole HAR."), Words("请重新导出。", "Export it once more.")
        )
    return entries


def _exchange(entry: Mapping[str, Any], request: Mapping[str, Any], method: str, url: str, lost: Losses) -> Exchange:
    own, response = _object(entry, OWN), _object(entry, "response")
    asked, answered = (body_of(message, lost, exact=bool(own)) for message in (request, response))
    answer = _status(response)
    request_body, response_body = own_bytes(own, "requestBody"), own_bytes(own, "responseBody")
    request_head = own_bytes(own, "requestHead")
    if request_head is None:
        request_head = _head(f"{method} {target_of(url)} {_version(request)}", request, asked, request_body, own)
    response_head = own_bytes(own, "responseHead")
    if response_head is None:
        line = f"{_version(response)} {answer} {_text(response, 'statusText')}".rstrip()
        response_head = _head(line, response, answered, response_body, own) if answer else b""
    started, phases = _started(entry, lost), _Phases(entry)
    made = Exchange(
        request_head,
        asked.data if request_body is None else request_body,
        response_head,
        answered.data if response_body is None else response_body,
        url=url,
        client=_text(own, "client"),
        server=_text(own, "server") or _address(_text(entry, "serverIPAddress"), url),
        listener=_text(own, "listener"),
        started=started,
        connect_ms=phases.connect,
        tls_ms=phases.tls,
        request_ms=phases.request,
        first_byte_ms=phases.first_byte if answer else 0.0,
        duration_ms=phases.duration,
        error=_text(response, "_error") or _text(own, "error"),
        parent=_number(own, "parent"),
        touched=_text(own, "touched"),
        id=_number(own, "id") or 0,
    )
    more: dict[str, Any] = {field: own_bytes(own, name) for name, field in OWN_BYTES.items() if name in own}
    return replace(made, **{field: value for field, value in more.items() if value}) if more else made


def target_of(url: str) -> str:
    """What a request for `url` names in its start line: path and query."""
    parts = split_url(url)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _head(line: str, message: Mapping[str, Any], body: Body, exact: bytes | None, own: Mapping[str, Any]) -> bytes:
    """The head with `line`; where the body was written anew its fields are made to fit."""
    fields = list(_fields(message))
    if exact is None and not own:
        fields = fitted(fields, body)
    return head_bytes(line, fields)


def _fields(message: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    fields = message.get("headers")
    for one in fields if isinstance(fields, list) else ():
        if isinstance(one, Mapping):
            # A browser joins fields of the same name by line breaks.
            yield from ((_text(one, "name"), value) for value in _text(one, "value").split("\n"))


def _version(message: Mapping[str, Any]) -> str:
    version = _text(message, "httpVersion").upper()
    return {"H2": "HTTP/2", "H3": "HTTP/3"}.get(version, version if version.startswith("HTTP/") else "HTTP/1.1")


def _status(response: Mapping[str, Any]) -> int:
    status = _number(response, "status") or 0
    return status if 100 <= status <= 999 else 0


def _started(entry: Mapping[str, Any], lost: Losses) -> float:
    try:
        return datetime.fromisoformat(_text(entry, "startedDateTime")).timestamp()
    except (ValueError, OverflowError, OSError):
        lost.append(_NO_TIME)
        return 0.0


def _address(server: str, url: str) -> str:
    """`host:port` that answered; empty where the HAR does not say which machine it was."""
    parts = split_url(url)
    try:
        port = parts.port or {"https": 443}.get(parts.scheme.lower(), 80)
    except ValueError:
        return ""
    host = server.strip("[]")
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}" if host else ""


class _Phases:
    """The times of an entry as an exchange has them: milliseconds from its beginning. A phase of -1 did not take place."""

    def __init__(self, entry: Mapping[str, Any]) -> None:
        timings = _object(entry, "timings")
        took = {name: max(0.0, _float(timings, name)) for name in _PHASES}
        self.tls = took["ssl"]
        self.connect = took["dns"] + max(0.0, took["connect"] - self.tls)  # of which `connect` is the whole
        self.request = took["blocked"] + took["send"]
        self.first_byte = self.request + self.connect + self.tls + took["wait"]
        self.duration = max(0.0, _float(entry, "time")) or self.first_byte + took["receive"]


_PHASES = ("blocked", "dns", "connect", "ssl", "send", "wait", "receive")


def _object(inside: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = inside.get(name)
    return value if isinstance(value, Mapping) else {}


def _text(inside: Mapping[str, Any], name: str) -> str:
    value = inside.get(name)
    return value if isinstance(value, str) else ""


def _number(inside: Mapping[str, Any], name: str) -> int | None:
    value = inside.get(name)
    return value if type(value) is int and 0 <= value < 1 << 53 else None


def _float(inside: Mapping[str, Any], name: str) -> float:
    value = inside.get(name)
    if isinstance(value, int | float) and abs(value) < 1e15:  # no number compares with NaN
        return float(value)
    return 0.0
