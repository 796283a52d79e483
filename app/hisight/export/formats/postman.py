"""A Postman collection v2.1: a folder for each function, its requests with their recorded answers as examples.

Postman sends text in UTF-8, whatever it came in, and replaces what stands between `{{` and `}}`. Where either makes a
difference, the request says so.
"""

import json
from collections.abc import Generator, Iterable, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl
from uuid import NAMESPACE_URL, uuid5

from hisight.capture import split_url
from hisight.export.evidence import Evidence
from hisight.export.formats.format import About, Format, Piece, as_file, facts_of
from hisight.export.formats.names import one_line, title_of
from hisight.protocol import Direction, http
from hisight.wording import Words

_SCHEMA = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"
_POSTMANS_OWN = {"host", "content-length", "connection", "transfer-encoding", "content-encoding"}
_OTHER_CHARSET = Words("原报文是 {}，Postman 将以 UTF-8 发送。", "The message came in {}; Postman sends it in UTF-8.")
_BRACES = Words(
    "报文中有 {{…}}，Postman 会把它当作变量替换。", "There is {{…}} in the message, which Postman takes for a variable."
)


_NAME = "his.postman_collection.json"


def make(calls: Iterable[Evidence], about: About) -> Generator[Piece, None, None]:
    """A collection of those of `calls` whose request may leave. Each server is a variable: `endpoint`, `endpoint2` ..."""
    endpoints: dict[str, str] = {}
    folders: dict[str, list[Piece]] = {}
    for call in calls:
        if "request" not in call.left_out:
            function = call.reading.function
            folder = f"{function.label} {function.title}" if function else call.reading.call.operation or "-"
            item = Piece(_NAME, _json(_item(call, endpoints, about)), facts=facts_of(call))
            folders.setdefault(one_line(folder), []).append(item)
    number = str(uuid5(NAMESPACE_URL, "\n".join(endpoints)))
    info = {"_postman_id": number, "name": "HISight", "description": about.note, "schema": _SCHEMA}
    variables = [{"key": name, "value": origin, "type": "string"} for origin, name in endpoints.items()]
    beginning = b'{"info": ' + _json(info) + b', "variable": ' + _json(variables) + b', "item": ['
    yield Piece(_NAME, beginning, facts="\n".join((number, *endpoints)))
    for before, (name, items) in enumerate(folders.items()):
        yield Piece(_NAME, (b",\n" if before else b"\n") + b'{"name": ' + _json(name) + b', "item": [', facts=name)
        for earlier, item in enumerate(items):
            yield replace(item, data=(b",\n" if earlier else b"\n") + item.data)
        yield Piece(_NAME, b"]}")
    yield Piece(_NAME, b"]}\n")


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")


def _item(call: Evidence, endpoints: dict[str, str], about: About) -> dict[str, Any]:
    request = _request(call, endpoints, about)
    return {"name": title_of(call), "request": request, "response": _responses(call, request)}


def _request(call: Evidence, endpoints: dict[str, str], about: About) -> dict[str, Any]:
    head = http.parse_head(call.exchange.request_head)
    text, notes = _text(call, "request"), [call.say(call.reading.verdict, about.language)]
    message = call.readable("request")
    if message and message.decoded.charset != "utf-8" and not text.isascii():
        notes.append(_OTHER_CHARSET.in_(about.language).format(message.decoded.charset.upper()))
    if "{{" in text:
        notes.append(_BRACES.in_(about.language))
    if comment := about.noted(call).comment:
        notes.append(comment)
    request: dict[str, Any] = {
        "method": head.start_line.partition(" ")[0] or "POST",
        "header": _fields(head, _POSTMANS_OWN),
        "url": _url(call.exchange.url, endpoints),
        "description": "\n".join(notes),
    }
    if text:
        language = {"raw": {"language": "xml"}} if text.lstrip("\ufeff \t\r\n").startswith("<") else {}
        request["body"] = {"mode": "raw", "raw": text, **({"options": language} if language else {})}
    return request


def _responses(call: Evidence, request: dict[str, Any]) -> Sequence[dict[str, Any]]:
    """The recorded answer as an example; none when there was none, or it stays at home."""
    if not call.status or "response" in call.left_out:
        return []
    head = http.parse_head(call.exchange.response_head)
    return [
        {
            "name": title_of(call),
            "originalRequest": request,
            "status": head.start_line.split(" ", 2)[2] if head.start_line.count(" ") > 1 else "",
            "code": call.status,
            "_postman_previewlanguage": "xml",
            "header": _fields(head, {"transfer-encoding", "content-encoding"}),
            "cookie": [],
            "responseTime": call.duration_ms,
            "body": _text(call, "response"),
        }
    ]


def _url(url: str, endpoints: dict[str, str]) -> dict[str, Any]:
    parts = split_url(url)
    origin = f"{parts.scheme}://{parts.netloc}"
    number = len(endpoints) + 1
    name = endpoints.setdefault(origin, "endpoint" if number == 1 else f"endpoint{number}")
    made: dict[str, Any] = {"raw": f"{{{{{name}}}}}{url[len(origin) :]}", "host": [f"{{{{{name}}}}}"]}
    if path := parts.path.removeprefix("/"):
        made["path"] = path.split("/")
    if parts.query:
        made["query"] = [{"key": key, "value": value} for key, value in parse_qsl(parts.query, keep_blank_values=True)]
    return made


def _fields(head: http.Head, without: set[str]) -> list[dict[str, str]]:
    return [{"key": name, "value": value} for name, value in head.fields if name.lower() not in without]


def _text(call: Evidence, direction: Direction) -> str:
    """The body as text: without its content encoding, and read in its charset."""
    message = call.readable(direction)
    assert message is not None
    return message.decoded.text if not message.package.kind else message.unfolded.content.decode("utf-8", "replace")


FORMAT = Format(
    "postman",
    ".postman_collection.json",
    Words("Postman 集合 v2.1", "Postman collection v2.1"),
    Words(
        "按功能分组的请求和录下的应答，服务器地址是变量；在 Postman、Apifox 里可直接重发。",
        "Requests by function with their recorded answers, the server a variable; ready to be sent again in Postman.",
    ),
    as_file(make),
)
