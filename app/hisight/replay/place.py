"""Where something listens, so that two ways to write the same address are the same."""

import ipaddress
import socket
from typing import NamedTuple
from urllib.parse import urlsplit

LOCALHOST = "127.0.0.1"
_PORTS = {"http": 80, "https": 443}


class Place(NamedTuple):
    """A host and a port."""

    host: str
    """In small letters, without the dot at its end; this machine is `127.0.0.1`, however it was written."""
    port: int | None
    """None where an address names none and has no scheme: any."""

    def covers(self, other: "Place") -> bool:
        """Whether `other` is this host, at this port if it has one."""
        return self.host == other.host and self.port in (None, other.port)


def place_of(url: str) -> Place:
    """Where `url` leads to; `//host:port` is an address without a scheme. One that cannot be understood leads to nowhere."""
    try:
        parts = urlsplit(url)
        port = parts.port or _PORTS.get(parts.scheme)
    except ValueError:
        return Place("", None)
    return Place(_canonical((parts.hostname or "").rstrip(".")), port)


def _canonical(host: str) -> str:
    if host == "localhost" or host.endswith(".localhost"):
        return LOCALHOST
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        try:
            address = ipaddress.ip_address(
                socket.inet_aton(host)
            )  # 127.1, 0x7f000001: what a system takes for a number
        except OSError:
            return host
    if isinstance(address, ipaddress.IPv6Address):
        address = address.ipv4_mapped or address
    return LOCALHOST if address.is_loopback or address.is_unspecified else str(address)
