"""A recorded request as a command line that sends it again, byte for byte."""

import base64
import shlex

from hisight.capture import Exchange
from hisight.protocol import http

# These speak of the recorded connection; curl writes its own.
_OWN = frozenset(
    {"host", "content-length", "connection", "transfer-encoding", "expect", "keep-alive", "proxy-connection"}
)


def posix(exchange: Exchange) -> str:
    """The request of `exchange` as a curl command for sh, bash and zsh."""
    method, headers = _head(exchange)
    command = ["curl", "-sS", "-X", method, *(part for header in headers for part in ("-H", header))]
    try:
        body = exchange.request_body.decode("ascii")
    except UnicodeDecodeError:
        # A terminal may not speak the charset of the body: base64 passes through any.
        encoded = base64.b64encode(exchange.request_body).decode()
        return f"printf %s {encoded} | base64 -d | {shlex.join([*command, '--data-binary', '@-', exchange.url])}"
    return shlex.join([*command, *(["--data-binary", body] if body else []), exchange.url])


def powershell(exchange: Exchange) -> str:
    """The request of `exchange` for PowerShell 5 and later, which both spoil quotation marks in arguments in their own ways:
    everything goes through curl's standard input and a file.
    """
    method, headers = _head(exchange)
    settings = [("url", exchange.url), ("request", method), *(("header", header) for header in headers)]
    lines = [f'{name} = "{_escaped(value)}"' for name, value in settings]
    encoded = base64.b64encode(exchange.request_body).decode()
    return "\n".join(
        (
            "$body = Join-Path $env:TEMP 'hisight-request.bin'",
            f"[IO.File]::WriteAllBytes($body, [Convert]::FromBase64String('{encoded}'))",
            "@'",
            *lines,
            '\'@ | curl.exe -sS -K - --data-binary "@$body"',
        )
    )


def _head(exchange: Exchange) -> tuple[str, list[str]]:
    head = http.parse_head(exchange.request_head)
    headers = [f"{name}: {value}" for name, value in head.fields if name.lower() not in _OWN]
    return head.start_line.partition(" ")[0] or "POST", headers


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"')
