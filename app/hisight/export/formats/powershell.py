"""Each request as a script for PowerShell 5 and later, with its head as settings of curl and its body in files beside it.

Windows PowerShell spoils quotation marks in the arguments of a program (about_Parsing); nothing that was recorded is an argument.
"""

from collections.abc import Generator, Iterable

from hisight.export.evidence import Evidence
from hisight.export.formats.curl import all_headers, changes_data, remarks, sendable
from hisight.export.formats.format import About, Format, Piece, as_files, facts_of
from hisight.export.formats.names import name_of
from hisight.reading.as_command import in_settings, method
from hisight.wording import Words

_QUOTES = "'‘’‚‛"
"""What PowerShell takes for a single quotation mark (about_Quoting_Rules); doubled, each stands for itself."""


def make(calls: Iterable[Evidence], about: About) -> Generator[Piece, None, None]:
    """A script, settings and a body for each of `calls` whose request may leave."""
    for call in calls:
        if "request" not in call.left_out:
            name = name_of(call)
            facts = facts_of(call)
            yield Piece(f"{name}.body", call.exchange.request_body)
            yield Piece(f"{name}.curl", _settings(call, f"{name}.body"), facts=facts)
            # Windows PowerShell reads a script without a mark in the charset of the machine.
            yield Piece(f"{name}.ps1", _script(call, name, about).encode("utf-8-sig", "replace"), facts=facts)


def quoted(text: str) -> str:
    """`text` as a string of PowerShell in which nothing is replaced."""
    return "'" + "".join(character * 2 if character in _QUOTES else character for character in text) + "'"


def _settings(call: Evidence, body: str) -> bytes:
    first, *name = method(call.exchange)
    lines = ["silent", "show-error", "globoff", "path-as-is", "include"]
    lines.append(f"request = {in_settings(name[0])}" if name else first.removeprefix("--"))
    lines += [f"header = {in_settings(one)}" for one in all_headers(call)]
    if call.exchange.request_body:
        lines.append(f"data-binary = {in_settings(f'@{body}')}")
    return "\n".join((*lines, "")).replace("\0", "").encode("latin-1")


def _script(call: Evidence, name: str, about: About) -> str:
    if changes_data(call):
        parameter = "param([Parameter(Mandatory)][string]$Url)"
    else:
        parameter = f"param([string]$Url = {quoted(sendable(call.exchange.url))})"
    return "\r\n".join(
        (
            *(f"# {line}" for line in remarks(call, about)),
            f"# powershell -ExecutionPolicy Bypass -File .\\{name}.ps1 -Url http://host:port/path",
            parameter,
            "Push-Location -LiteralPath $PSScriptRoot",
            f"try {{ curl.exe --config {quoted(f'{name}.curl')} --url $Url }} finally {{ Pop-Location }}",
            "",
        )
    )


FORMAT = Format(
    "powershell",
    ".zip",
    Words("curl 脚本（PowerShell）", "curl scripts (PowerShell)"),
    Words(
        "每个请求一个脚本，正文在旁边的文件里，可在 Windows 上逐字节重发。",
        "A script for each request, its body in a file beside it, to send it again on Windows byte for byte.",
    ),
    as_files(make),
)
