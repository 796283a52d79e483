"""A recorded request as a command line that sends it again, byte for byte."""

import base64
import re
import shlex

from hisight.capture import Exchange
from hisight.protocol import http

# These speak of the recorded connection; curl writes its own.
_OWN = frozenset(
    {"host", "content-length", "connection", "transfer-encoding", "expect", "keep-alive", "proxy-connection"}
)
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")  # RFC 9110, 5.6.2
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\r": "\\r", "\n": "\\n", "\t": "\\t", "\v": "\\v"}


def posix(exchange: Exchange) -> str:
    """The request of `exchange` as a curl command for sh, bash and zsh."""
    # Without -g curl takes brackets in the address for a list of addresses.
    command = ["curl", "-sSg", *method(exchange), *(part for header in headers(exchange) for part in ("-H", header))]
    try:
        body = exchange.request_body.decode("ascii")
    except UnicodeDecodeError:
        # A terminal may not speak the charset of the body: base64 passes through any.
        encoded = base64.b64encode(exchange.request_body).decode()
        return f"printf %s {encoded} | base64 -d | {shlex.join([*command, '--data-binary', '@-', exchange.url])}"
    # A body that begins with @ would name a file to be sent in its place: not so with --data-raw.
    return shlex.join([*command, *(["--data-raw", body] if body else []), exchange.url])


def powershell(exchange: Exchange) -> str:
    """The request of `exchange` for PowerShell 5 and later, which both spoil quotation marks in arguments in their own ways:
    everything goes through curl's standard input and a file.
    """
    encoded = base64.b64encode(exchange.request_body).decode()
    return "\n".join(
        (
            "$body = Join-Path $env:TEMP 'hisight-request.bin'",
            f"[IO.File]::WriteAllBytes($body, [Convert]::FromBase64String('{encoded}'))",
            "@'",
            f"url = {in_settings(exchange.url)}",
            *settings(exchange),
            '\'@ | curl.exe -sSg -K - --data-binary "@$body"',
        )
    )


def method(exchange: Exchange) -> list[str]:
    """curl's arguments for the method. To an answer of HEAD, which has no body, curl must be told so, or it waits for one."""
    name = http.parse_head(exchange.request_head).start_line.partition(" ")[0] or "POST"
    return ["--head"] if name == "HEAD" else ["-X", name]


def headers(exchange: Exchange) -> list[str]:
    """The header fields of the request as curl takes them: those that are its own affair are left out, and those whose name is
    none: one that begins with @ would name a file.
    """
    fields = http.parse_head(exchange.request_head).fields
    return [
        f"{name}: {value}" if value else f"{name};"  # `name:` would take the field away
        for name, value in fields
        if name.lower() not in _OWN and _TOKEN.fullmatch(name)
    ]


def settings(exchange: Exchange) -> list[str]:
    """Method and header fields as lines of a settings file of curl."""
    first, *name = method(exchange)
    return [
        f"request = {in_settings(name[0])}" if name else first.removeprefix("--"),
        *(f"header = {in_settings(header)}" for header in headers(exchange)),
    ]


def in_settings(value: str) -> str:
    """`value` in the quotation marks of a settings file of curl."""
    return '"' + "".join(_ESCAPES.get(character, character) for character in value) + '"'
