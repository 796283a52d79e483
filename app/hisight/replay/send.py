"""Sending over HTTP: header fields go out as they stand, in order and case, and the answer is kept as it came."""

import http.client
import ssl
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from hisight import version
from hisight.capture import Exchange
from hisight.protocol.http import Head
from hisight.reading import Reader
from hisight.replay.outgoing import Outgoing
from hisight.replay.permission import ONLY_READING, Permit


@dataclass(frozen=True, slots=True)
class Way:
    """How the other side is reached."""

    timeout_s: float = 30.0
    """Seconds to wait for a connection, and then for each piece of the answer."""
    insecure: bool = False
    """Whether any certificate will do."""
    authority: Path | None = None
    """PEM file of the certificate authority to trust; None trusts those of the system."""


USUAL = Way()


def send(outgoing: Outgoing, reader: Reader, permit: Permit = ONLY_READING, way: Way = USUAL) -> Exchange:
    """Send `outgoing` and return what happened as a new exchange of origin `replay`. A failure is in its `error`.

    Raises NotPermittedError, and sends nothing, when it does more than read and `permit` does not cover it; `reader` reads
    what it does.
    """
    permit.spend(outgoing, reader)
    parts = urlsplit(outgoing.url)
    started = time.time()
    clock = time.perf_counter()
    try:
        connection = _connection(parts.scheme, parts.hostname or "", parts.port, way)
    except OSError as failure:  # the file of the authority
        return _failed(outgoing, started, f"{way.authority}: {failure.strerror or failure}")
    head, body, error, first_byte = Head("", ()), b"", "", 0.0
    try:
        sent = _put(connection, outgoing)
        response = connection.getresponse()
        first_byte = _ms(clock)
        spoken = "1.1" if response.version == 11 else "1.0"
        head = Head(f"HTTP/{spoken} {response.status} {response.reason}", tuple(response.headers.items()))
        try:
            body = response.read()
        except http.client.IncompleteRead as cut:
            body, error = cut.partial, f"answer cut short after {len(cut.partial)} bytes"
    except (OSError, http.client.HTTPException) as failure:
        error = str(failure) or type(failure).__name__
        sent = outgoing.head
    finally:
        connection.close()
    return Exchange(
        request_head=sent.to_bytes(),
        request_body=outgoing.body,
        response_head=head.to_bytes() if head.start_line else b"",
        response_body=body,
        url=outgoing.url,
        client=f"HISight {version()}",
        server=outgoing.target,
        listener=outgoing.listener,
        started=started,
        first_byte_ms=first_byte,
        duration_ms=_ms(clock),
        error=error,
        origin="replay",
        parent=outgoing.parent,
    )


def _failed(outgoing: Outgoing, started: float, error: str) -> Exchange:
    return Exchange(
        outgoing.head.to_bytes(),
        outgoing.body,
        url=outgoing.url,
        client=f"HISight {version()}",
        listener=outgoing.listener,
        started=started,
        error=error,
        origin="replay",
        parent=outgoing.parent,
    )


def _connection(scheme: str, host: str, port: int | None, way: Way) -> http.client.HTTPConnection:
    if scheme != "https":
        return http.client.HTTPConnection(host, port, timeout=way.timeout_s)
    context = ssl.create_default_context(cafile=way.authority)
    if way.insecure:
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return http.client.HTTPSConnection(host, port, timeout=way.timeout_s, context=context)


def _put(connection: http.client.HTTPConnection, outgoing: Outgoing) -> Head:
    """Write head and body; returns the head as it went out."""
    method, path, _version = outgoing.head.start_line.split(" ", 2)
    fields = [(name, value) for name, value in outgoing.head.fields if name.lower() not in _PER_CONNECTION]
    if not any(name.lower() == "host" for name, _ in fields):
        fields.insert(0, ("Host", outgoing.target))
    if outgoing.body and not any(name.lower() == "content-length" for name, _ in fields):
        fields.append(("Content-Length", str(len(outgoing.body))))
    connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
    for name, value in fields:
        connection.putheader(name, value)
    connection.endheaders(outgoing.body or None)
    return Head(f"{method} {path} HTTP/1.1", tuple(fields))


# These speak of the recorded connection, not of ours; and the body was recorded with its chunks joined.
_PER_CONNECTION = frozenset({"connection", "keep-alive", "proxy-connection", "transfer-encoding", "trailer", "expect"})


def _ms(since: float) -> float:
    return (time.perf_counter() - since) * 1000
