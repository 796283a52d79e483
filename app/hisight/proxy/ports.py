"""Ports and addresses of this machine: what can be listened on, and what is ourselves."""

import errno
import ipaddress
import os
import socket
from collections.abc import Container

from hisight.proxy.addresses import Listen
from hisight.proxy.errors import PortError
from hisight.wording import NOTHING, Words


def check_port(listen: Listen, avoid: Container[int] = ()) -> None:
    """Raise PortError, with what to do, when the proxy could not listen there now; a port to `avoid` is not offered instead."""
    try:
        bind(listen.host, listen.port)
    except OSError as error:
        raise PortError(*_why_not(listen, error, avoid), listen) from None


def free_port(host: str = "127.0.0.1", avoid: Container[int] = ()) -> int:
    """A port on `host` that nobody listens on now, and that is not one to `avoid`."""
    while (port := bind(host, 0)) in avoid:
        pass
    return port


def bind(host: str, port: int) -> int:
    """Take `port` on `host` (0: any) for a moment, and return it. Raises OSError."""
    family, kind, protocol, _, address = socket.getaddrinfo(host or None, port, type=socket.SOCK_STREAM)[0]
    with socket.socket(family, kind, protocol) as probe:
        if os.name == "posix":  # as asyncio does; on Windows this option would let two programs share the port
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(address)
        return int(probe.getsockname()[1])


def numbers(host: str) -> set[str]:
    """The numeric addresses of `host`; none when it has none. It may wait for the name service."""
    try:
        return {str(entry[4][0]) for entry in socket.getaddrinfo(host or None, 0, type=socket.SOCK_STREAM)}
    except OSError:
        return set()


def leads_to(theirs: set[str], ours: set[str]) -> bool:
    """Whether a connection to one of the addresses `theirs` arrives at a listener on one of `ours`, the port being the same.

    All are numeric. A listener on 0.0.0.0 hears whatever comes to any address of this machine.
    """
    everywhere = any(_is(number, "is_unspecified") for number in ours)
    return (
        bool(ours & theirs)
        or (any(map(_is_local, ours)) and any(map(_is_local, theirs)))
        or (everywhere and any(map(_is_of_this_machine, theirs)))
    )


def _why_not(listen: Listen, error: OSError, avoid: Container[int]) -> tuple[Words, Words]:
    if error.errno == errno.EADDRINUSE:
        offer = Listen(listen.host, free_port(listen.host, avoid))
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


def _is_local(number: str) -> bool:
    # A client that connects to 0.0.0.0 comes to its own machine.
    return _is(number, "is_loopback") or _is(number, "is_unspecified")


def _is(number: str, kind: str) -> bool:
    return bool(getattr(ipaddress.ip_address(number.partition("%")[0]), kind))


def _is_of_this_machine(number: str) -> bool:
    try:
        bind(number, 0)
    except OSError:
        return False
    return True
