"""Where the proxy listens, and what is behind it: addresses as a person writes them."""

import ipaddress
import re
import socket
import unicodedata
from dataclasses import dataclass

from hisight.proxy.errors import ProxyError
from hisight.wording import Words

_ADDRESS = re.compile(r"(?:(?P<host>\[[0-9A-Fa-f:.]+\]|[^\s:/\[\]@]*):)?(?P<port>\d+)")
_UPSTREAM = re.compile(
    r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*)://(?P<host>\[[0-9A-Fa-f:.]+\]|[^\s:/?#\[\]@]*)(?::(?P<port>[^/?#]*))?"
    r"(?P<path>(?:/[^\s?#]*)?)(?:[?#].*)?"
)
_LARGEST_PORT = 65535


@dataclass(frozen=True, slots=True)
class Listen:
    """Where the proxy takes connections."""

    host: str
    """Name or number of an interface of this machine, IPv6 without its brackets."""
    port: int
    """1 to 65535."""

    def __str__(self) -> str:
        return f"{_bracketed(self.host)}:{self.port}"

    @property
    def is_loopback(self) -> bool:
        """True when only this machine can reach it."""
        return self.host == "localhost" or _is(self.host, "is_loopback")


@dataclass(frozen=True, slots=True)
class Upstream:
    """The server behind the proxy."""

    scheme: str
    """`http` or `https`."""
    host: str
    """Name or number, IPv6 without its brackets."""
    port: int
    """1 to 65535."""
    path: str = ""
    """The service's path, from `/`; empty when none was given. It is not put before what a client asks for: a call leaves as
    it came. It tells which address a client must be given (`address_for_client`)."""

    @property
    def origin(self) -> str:
        """`scheme://host:port`."""
        return f"{self.scheme}://{_bracketed(self.host)}:{self.port}"

    def __str__(self) -> str:
        return self.origin + self.path


def parse_listen(text: str) -> Listen:
    """The address in `host:port`, or in `port` alone for this machine only. Raises ProxyError."""
    found = _ADDRESS.fullmatch(_typed(text))
    if not found or not 0 < int(found["port"]) <= _LARGEST_PORT:
        raise ProxyError(
            Words(f"监听地址 {text!r} 不正确。", f"the listening address {text!r} is not right."),
            Words(
                "应写成 127.0.0.1:9000，端口为 1 到 65535。",
                "Write it like 127.0.0.1:9000, with a port from 1 to 65535.",
            ),
        )
    return Listen((found["host"] or "127.0.0.1").strip("[]"), int(found["port"]))


def parse_upstream(text: str) -> Upstream:
    """The server in `http://host:port/path`; a query such as `?wsdl` is left out. Raises ProxyError."""
    example = Words(
        "应写成 http://主机:端口，如 http://10.0.0.5:8080。", "Write http://host:port, like http://10.0.0.5:8080."
    )
    found = _UPSTREAM.fullmatch(_typed(text))
    if not found or not found["host"]:
        raise ProxyError(Words(f"上游地址 {text!r} 不正确。", f"the upstream address {text!r} is not right."), example)
    scheme, port = found["scheme"].lower(), found["port"]
    if scheme not in ("http", "https"):
        raise ProxyError(
            Words(
                f"上游地址 {text!r} 的协议应为 http 或 https。",
                f"the upstream address {text!r} must begin with http or https.",
            ),
            example,
        )
    if port is not None and not (port.isdecimal() and 0 < int(port) <= _LARGEST_PORT):
        raise ProxyError(
            Words(
                f"上游地址 {text!r} 的端口应为 1 到 65535。",
                f"the port in the upstream address {text!r} must be 1 to 65535.",
            ),
            example,
        )
    return Upstream(
        scheme, found["host"].strip("[]"), int(port or {"http": 80, "https": 443}[scheme]), found["path"].rstrip("/")
    )


def address_for_client(listen: Listen, upstream: Upstream) -> str:
    """The URL that a client must be given in place of the upstream's own."""
    host = _bracketed(listen.host) if listen.host not in ("0.0.0.0", "::", "") else socket.gethostname()  # noqa: S104 - compared
    return f"http://{host}:{listen.port}{upstream.path}"


def _typed(text: str) -> str:
    # A Chinese input method leaves full-width colons and digits.
    return unicodedata.normalize("NFKC", text).strip()


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _is(number: str, kind: str) -> bool:
    try:
        return bool(getattr(ipaddress.ip_address(number.partition("%")[0]), kind))
    except ValueError:
        return False
