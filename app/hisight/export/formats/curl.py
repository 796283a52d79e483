"""Each request as a script for a POSIX shell, with its body in a file beside it."""

import shlex
from collections.abc import Generator, Iterable

from hisight.export.evidence import Evidence
from hisight.export.formats.format import About, Format, Piece, as_files, facts_of
from hisight.export.formats.names import name_of, one_line, title_of
from hisight.protocol import http
from hisight.reading.as_command import headers, method
from hisight.wording import Words

_OPTIONS = ("--silent", "--show-error", "--globoff", "--path-as-is", "--include")
_CURLS_OWN = ("Accept", "User-Agent", "Content-Type", "Expect")


def make(calls: Iterable[Evidence], about: About) -> Generator[Piece, None, None]:
    """A script and a body for each of `calls` whose request may leave."""
    for call in calls:
        if "request" not in call.left_out:
            name = name_of(call)
            yield Piece(f"{name}.body", call.exchange.request_body)
            yield Piece(f"{name}.sh", _script(call, name, about), facts=facts_of(call))


def remarks(call: Evidence, about: About) -> list[str]:
    """What a reader of a script should know, one line each."""
    lines = [title_of(call), one_line(about.note)]
    if changes_data(call):
        lines.append(str(_CHANGES.in_(about.language)))
    return lines


def changes_data(call: Evidence) -> bool:
    """True unless the interface says that the call only reads: its address must then be given by whoever sends it again."""
    function = call.reading.function
    return call.reading.call.is_business and (function is None or function.effect != "read")


def all_headers(call: Evidence) -> list[str]:
    """The header fields as curl takes them; what curl would add of its own accord is taken away."""
    head = http.parse_head(call.exchange.request_head)
    recorded = {name.lower() for name, _ in head.fields}
    return [*headers(call.exchange), *(f"{name}:" for name in _CURLS_OWN if name.lower() not in recorded)]


def sendable(url: str) -> str:
    """`url` as curl takes it: what may not stand in an address is written with a percent sign."""
    return "".join(
        character if character.isprintable() and character not in ' "' else _percent(character) for character in url
    )


def _percent(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in character.encode("utf-8", "replace"))


def _script(call: Evidence, name: str, about: About) -> bytes:
    """The script. What was recorded as bytes stands in it as the same bytes, between single quotation marks."""
    how = f"sh {name}.sh http://host:port/path"
    if changes_data(call):
        ask = f"if [ $# -eq 0 ]; then printf '%s\\n' {shlex.quote(how)} >&2; exit 2; fi\nurl=$1"
    else:
        ask = f"url=$1\n[ $# -gt 0 ] || url={shlex.quote(sendable(call.exchange.url))}"
    arguments = [shlex.join(method(call.exchange)), *(f"--header {shlex.quote(one)}" for one in all_headers(call))]
    if call.exchange.request_body:
        arguments.append(f"--data-binary @{name}.body")
    command = " \\\n  ".join(["exec curl " + " ".join(_OPTIONS), *arguments, '--url "$url"'])
    top = ["#!/bin/sh", *(f"# {line}" for line in remarks(call, about)), f"# {how}"]
    begin = "\n".join([*top, 'CDPATH= cd -- "$(dirname -- "$0")" || exit', ask, ""])
    return begin.encode("utf-8", "replace") + command.replace("\0", "").encode("latin-1") + b"\n"


_CHANGES = Words(
    "此调用会改变数据：发送时必须写明地址。", "This call changes data: name the address that it shall be sent to."
)

FORMAT = Format(
    "curl",
    ".zip",
    Words("curl 脚本（sh）", "curl scripts (sh)"),
    Words(
        "每个请求一个脚本，正文在旁边的文件里，可在 Linux、macOS 上逐字节重发。",
        "A script for each request, its body in a file beside it, to send it again on Linux and macOS byte for byte.",
    ),
    as_files(make),
)
