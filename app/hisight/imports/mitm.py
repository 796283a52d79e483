"""Flows of mitmproxy (`*.mitm`), read by mitmproxy itself in a process of its own: only what lies in `addons/` may import it."""

import base64
import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from hisight import paths
from hisight.capture import Exchange
from hisight.imports.errors import UnreadableFileError
from hisight.imports.format import Losses
from hisight.imports.printed import lines_of
from hisight.wording import Words

NAME = Words("mitmproxy 流（.mitm）", "flows of mitmproxy (.mitm)")

_LOSSES = {
    "http2": Words("HTTP/2 的头按 HTTP/1 的写法保存。", "heads of HTTP/2 are kept as HTTP/1 writes them."),
    "heads": Words(
        "mitmproxy 不保存头部的原始字节：按其字段重新写出。",
        "mitmproxy does not keep the bytes of heads: they are written again from their fields.",
    ),
    "other": Words("不是 HTTP 的流已略过。", "flows that are no HTTP are left out."),
    "missing": Words("正文没有保存在流中。", "bodies were not kept in the flows."),
    "cut": Words("文件末尾不完整。", "the file is cut off at its end."),
}
_NAMES = frozenset(field.name for field in fields(Exchange))


def recognises(beginning: bytes, path: Path) -> bool:  # noqa: ARG001 - its bytes tell
    """True for a tnetstring that is a dictionary of a flow, as mitmproxy writes them."""
    length, colon, rest = beginning[:12].partition(b":")
    return (
        bool(colon)
        and length.isdigit()
        and rest[:1].isdigit()
        and any(
            word in beginning for word in (b"7:version", b"4:type", b"7:request", b"11:client_conn", b"9:websocket")
        )
    )


def exchanges(path: Path, lost: Losses) -> Iterator[Exchange]:
    """The calls in the flows. Raises UnreadableFileError when mitmproxy is not here, or cannot read the file."""
    command = [sys.executable, str(paths.flow_file()), "read", str(path.resolve())]
    for line in lines_of(command, lambda said: _unreadable(path, said)):
        told = json.loads(line)
        if "lost" in told:
            lost.append(_LOSSES[told["lost"]], told["times"])
        else:
            yield from_json(told)


def from_json(told: Mapping[str, Any]) -> Exchange:
    """The exchange that a line of the child tells: bytes are base64."""
    values: dict[str, Any] = {
        name: base64.b64decode(value[0]) if isinstance(value, list) else value for name, value in told.items()
    }
    return Exchange(**{name: value for name, value in values.items() if name in _NAMES})


def to_json(exchange: Exchange) -> dict[str, Any]:
    """The inverse of `from_json`; what is as it is when nothing was said is left out."""
    told: dict[str, Any] = {}
    for field in fields(Exchange):
        value = getattr(exchange, field.name)
        if value != field.default:
            told[field.name] = [base64.b64encode(value).decode()] if isinstance(value, bytes) else value
    return told


def _unreadable(path: Path, said: str) -> UnreadableFileError:
    last = said.splitlines()[-1] if said else ""
    if "No module named 'mitmproxy'" in last:
        return UnreadableFileError(
            Words("读取 mitmproxy 流需要 mitmproxy，本机没有。", "flows are read with mitmproxy, which is not here."),
            Words("请安装：pip install mitmproxy。", "Install it: pip install mitmproxy."),
        )
    return UnreadableFileError(
        Words(f"{path} 不是可读的 mitmproxy 流：{last}", f"{path} holds no readable flows of mitmproxy: {last}"),
        Words("请用生成它的 mitmproxy 版本重新保存。", "Save it once more with the mitmproxy that wrote it."),
    )
