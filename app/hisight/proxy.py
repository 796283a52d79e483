"""How mitmdump is started: its argument list, and the addresses it may be given. Starts nothing."""

import errno
import ipaddress
import os
import re
import socket
import sys
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from hisight import paths
from hisight.errors import HisightError
from hisight.wording import NOTHING, Words

_MITMDUMP = "from mitmproxy.tools.main import mitmdump; mitmdump()"
_ADDRESS = re.compile(r"(?:(?P<host>\[[0-9A-Fa-f:.]+\]|[^\s:/\[\]@]*):)?(?P<port>\d+)")
_UPSTREAM = re.compile(
    r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*)://(?P<host>\[[0-9A-Fa-f:.]+\]|[^\s:/?#\[\]@]*)(?::(?P<port>[^/?#]*))?"
    r"(?P<path>(?:/[^\s?#]*)?)(?:[?#].*)?"
)
_LARGEST_PORT = 65535


class ProxyError(HisightError):
    """The proxy cannot be started so."""


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


def refuse_loop(listen: Listen, upstream: Upstream) -> None:
    """Raise ProxyError when `upstream` is the proxy itself: each call would go round for ever."""
    if listen.port != upstream.port:
        return
    ours, theirs = _numbers(listen.host), _numbers(upstream.host)
    everywhere = any(_is(number, "is_unspecified") for number in ours)
    if (
        ours & theirs
        or (any(map(_is_local, ours)) and any(map(_is_local, theirs)))
        or (everywhere and any(map(_is_of_this_machine, theirs)))
    ):
        raise ProxyError(
            Words(
                f"上游地址 {upstream} 就是代理自己的监听地址 {listen}。",
                f"the upstream {upstream} is the proxy's own listening address {listen}.",
            ),
            Words(
                "请填写 HIS 服务的地址，或换一个监听端口。", "Give the address of the HIS, or listen on another port."
            ),
        )


def check_port(listen: Listen) -> None:
    """Raise ProxyError, with what to do, when the proxy could not listen there now."""
    try:
        _bind(listen.host, listen.port)
    except OSError as error:
        raise ProxyError(*_why_not(listen, error)) from None


def free_port(host: str = "127.0.0.1") -> int:
    """A port on `host` that nobody listens on now."""
    return _bind(host, 0)


def arguments(
    listen: Listen, upstream: Upstream, session: Path, confdir: Path | None = None, *, insecure: bool = False
) -> list[str]:
    """The command line, program first, that runs mitmdump with our addon, recording into `session`.

    `confdir` holds the proxy's certificates (by default in the user's data folder); `insecure` accepts any certificate of an
    https upstream. It speaks JSON lines on standard output and stops at the end of standard input (hisight.capture.events).
    """
    options = {
        "mode": f"reverse:{upstream.origin}@{listen.host}:{listen.port}",
        "confdir": confdir or paths.user_data() / "mitmproxy",
        "his_session": session,
        "his_parent": "true",
        "connection_strategy": "lazy",
        "block_global": "true" if listen.is_loopback else "false",
        "ssl_insecure": "true" if insecure else "false",
        # What follows keeps mitmproxy from answering, changing or refusing anything itself.
        "http2": "false",
        "http3": "false",
        "keep_host_header": "true",
        "keep_alt_svc_header": "true",
        "validate_inbound_headers": "false",
        "onboarding": "false",
    }
    # Run by this interpreter, so that no PATH decides which mitmproxy; -P: nor the current folder; -u: no line waits.
    program = [sys.executable, "-P", "-u", "-X", "utf8", "-c", _MITMDUMP, "--quiet", "--scripts", str(paths.addon())]
    return program + [part for name, value in options.items() for part in ("--set", f"{name}={value}")]


def _typed(text: str) -> str:
    # A Chinese input method leaves full-width colons and digits.
    return unicodedata.normalize("NFKC", text).strip()


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _bind(host: str, port: int) -> int:
    family, kind, protocol, _, address = socket.getaddrinfo(host or None, port, type=socket.SOCK_STREAM)[0]
    with socket.socket(family, kind, protocol) as probe:
        if os.name == "posix":  # as asyncio does; on Windows this option would let two programs share the port
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(address)
        return int(probe.getsockname()[1])


def _why_not(listen: Listen, error: OSError) -> tuple[Words, Words]:
    if error.errno == errno.EADDRINUSE:
        offer = Listen(listen.host, free_port(listen.host))
        return (
            Words(f"端口 {listen.port} 已被占用（{listen}）。", f"port {listen.port} is taken ({listen})."),
            Words(f"可改用空闲的 {offer}。", f"{offer} is free."),
        )
    if error.errno == errno.EACCES:
        return (
            Words(f"没有权限监听端口 {listen.port}。", f"this user may not listen on port {listen.port}."),
            Words("请改用 1024 以上的端口。", "Choose a port above 1024."),
        )
    reason = error.strerror or str(error)
    return Words(f"无法监听 {listen}：{reason}。", f"cannot listen on {listen}: {reason}."), NOTHING


def _numbers(host: str) -> set[str]:
    """The numeric addresses of `host`; none when it has none."""
    try:
        return {str(entry[4][0]) for entry in socket.getaddrinfo(host or None, 0, type=socket.SOCK_STREAM)}
    except OSError:
        return set()


def _is_local(number: str) -> bool:
    # A client that connects to 0.0.0.0 comes to its own machine.
    return _is(number, "is_loopback") or _is(number, "is_unspecified")


def _is(number: str, kind: str) -> bool:
    try:
        return bool(getattr(ipaddress.ip_address(number.partition("%")[0]), kind))
    except ValueError:
        return False


def _is_of_this_machine(number: str) -> bool:
    try:
        _bind(number, 0)
    except OSError:
        return False
    return True
