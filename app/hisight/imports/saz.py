"""Fiddler's archive (`*.saz`): a ZIP with a request, an answer and an XML of times and addresses for each call."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Self

from hisight.capture import Exchange
from hisight.imports.archive import Archive
from hisight.imports.format import Losses
from hisight.imports.http_stream import Found, message_at
from hisight.imports.pairing import exchange_of
from hisight.protocol import ProtocolError, charset, http, xml
from hisight.wording import Words

NAME = Words("Fiddler 存档（SAZ）", "Fiddler archive (SAZ)")

_MEMBER = re.compile(r"raw/0*(\d{1,9})_c\.txt")
_FOLDER = re.compile(rb"raw[/\\]0*\d{1,9}_[cms]\.(?:txt|xml)")
_LARGEST_FACTS = 1 << 20
_TUNNEL = Words("CONNECT 隧道已略过。", "CONNECT tunnels are left out.")
_NO_FACTS = Words("调用没有可读的时间和地址。", "calls have no times and addresses that could be read.")
_NO_HTTP = Words("不是 HTTP 的条目已略过。", "entries that are no HTTP are left out.")


def recognises(beginning: bytes, path: Path) -> bool:
    """True for a ZIP whose first files are those of a SAZ, or that is called one."""
    return beginning.startswith(b"PK\x03\x04") and (path.suffix.lower() == ".saz" or bool(_FOLDER.search(beginning)))


def exchanges(path: Path, lost: Losses) -> Iterator[Exchange]:
    """The calls in the archive, by number. Raises UnreadableFileError when it is damaged, or meant to do harm."""
    with Archive(path) as archive:
        numbered = sorted((int(found[1]), name) for name in archive.names if (found := _MEMBER.fullmatch(name)))
        for number, name in numbered:
            request = message_at(archive.read(name), 0, whole=True)
            if request is None or not request.head.strip():
                lost.append(_NO_HTTP)
            elif request.head.startswith(b"CONNECT "):
                lost.append(_TUNNEL)
            else:
                yield _exchange(archive, number, name, request, lost)


def _exchange(archive: Archive, number: int, name: str, request: Found, lost: Losses) -> Exchange:
    answered, told = name.replace("_c.txt", "_s.txt"), name.replace("_c.txt", "_m.xml")
    answer = message_at(archive.read(answered), 0, whole=True) if answered in archive.names else None
    if answer is not None and not answer.is_answer:
        answer = None
    facts = _Facts.read(archive.read(told, _LARGEST_FACTS)) if told in archive.names else None
    if facts is None:
        lost.append(_NO_FACTS)
        facts = _Facts({}, {})
    made = exchange_of(request, answer, "https" if facts.flags.get("https") else "http")
    return facts.dated(replace(made, id=number))


@dataclass(frozen=True, slots=True)
class _Facts:
    times: Mapping[str, datetime | float]
    """When each step was taken, or the milliseconds that it took."""
    flags: Mapping[str, str]
    """What else Fiddler knows, by name in lower case."""

    @classmethod
    def read(cls, data: bytes) -> Self | None:
        """What the XML says; None when it cannot be read."""
        try:
            root = xml.parse(charset.decode(data).text)
        except ProtocolError:
            return None
        told = ((str(name), _time(str(value))) for one in root.iter("SessionTimers") for name, value in one.items())
        times = {name: time for name, time in told if time is not None}
        flags = {str(one.get("N") or "").lower(): str(one.get("V") or "") for one in root.iter("SessionFlag")}
        return cls(times, flags)

    def dated(self, exchange: Exchange) -> Exchange:
        """`exchange` with times and addresses."""
        begun = self._moment("ClientBeginRequest") or self._moment("ClientConnected")
        host = http.parse_head(exchange.request_head).get("Host")
        server = self.flags.get("x-hostip", "")
        return replace(
            exchange,
            started=begun.timestamp() if begun else 0.0,
            connect_ms=self._took("DNSTime") + self._took("TCPConnectTime"),
            tls_ms=self._took("HTTPSHandshakeTime"),
            request_ms=self._since(begun, "ClientDoneRequest"),
            first_byte_ms=self._since(begun, "ServerBeginResponse", "ClientBeginResponse"),
            duration_ms=self._since(begun, "ServerDoneResponse", "ClientDoneResponse"),
            client=_address(self.flags.get("x-clientip", ""), self.flags.get("x-clientport", "")),
            server=_address(server, host.rpartition(":")[2] if ":" in host else "80"),
        )

    def _moment(self, name: str) -> datetime | None:
        found = self.times.get(name)
        return found if isinstance(found, datetime) and found.year > 1970 else None  # year 1 where it was not reached

    def _took(self, name: str) -> float:
        found = self.times.get(name)
        return found if isinstance(found, float) else 0.0

    def _since(self, begun: datetime | None, *names: str) -> float:
        for name in names:
            moment = self._moment(name)
            if begun and moment and (moment.tzinfo is None) == (begun.tzinfo is None):
                return max(0.0, (moment - begun).total_seconds() * 1000)
        return 0.0


def _time(value: str) -> datetime | float | None:
    if value.isascii() and value.isdecimal() and len(value) < 10:
        return float(value)
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        return None


def _address(host: str, port: str) -> str:
    host = host.removeprefix("::ffff:")
    if not host or not port:
        return host
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
