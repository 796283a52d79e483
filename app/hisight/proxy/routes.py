"""Routes: a listener and what is behind it. Several run in one proxy, one for each hospital or platform."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hisight.proxy.addresses import Listen, Upstream, address_for_client, parse_listen, parse_upstream
from hisight.proxy.errors import ProxyError
from hisight.proxy.ports import check_port, leads_to, numbers
from hisight.wording import NOTHING, Words

_OWN = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Route:
    """One way through the proxy."""

    listen: Listen
    """Where it comes in."""
    upstream: Upstream | None
    """Where it goes to; None where the client says so itself, in a forward proxy."""

    def __str__(self) -> str:
        return f"{self.listen} -> {self.upstream or '*'}"

    @property
    def mode(self) -> str:
        """What mitmproxy calls it."""
        where = f"{self.listen.host}:{self.listen.port}"
        return f"reverse:{self.upstream.origin}@{where}" if self.upstream else f"regular@{where}"

    @property
    def for_client(self) -> str:
        """The URL that a client must be given in place of the upstream's own; of a forward proxy its own address."""
        return address_for_client(self.listen, self.upstream or Upstream("http", self.listen.host, self.listen.port))


def parse_route(text: str) -> Route:
    """The route in `listen=upstream`, like `127.0.0.1:9000=http://10.0.0.5:8080`. Raises ProxyError."""
    listen, equals, upstream = text.replace("＝", "=").partition("=")
    if not equals:
        raise ProxyError(
            Words(f"线路 {text!r} 不正确。", f"the route {text!r} is not right."),
            Words(
                "应写成 监听地址=上游地址，如 9001=http://10.0.0.5:8080。",
                "Write listen=upstream, like 9001=http://10.0.0.5:8080.",
            ),
        )
    return Route(parse_listen(listen), parse_upstream(upstream))


def parse_forward(text: str) -> Route:
    """The route of a forward proxy that listens on the address in `text`. Raises ProxyError."""
    return Route(parse_listen(text), None)


def check_routes(routes: Sequence[Route]) -> None:
    """Raise ProxyError when `routes` cannot run together now; a PortError when it is for a listener's address.

    No two may listen on the same address; none may lead to a listener of ours, where each call would go round for ever; every
    port must be free.
    """
    _refuse_twins(routes)
    for route in routes:
        _refuse_loop(route, [other.listen for other in routes])
    ports = {route.listen.port for route in routes}
    for route in routes:
        check_port(route.listen, avoid=ports)


def exposure(routes: Iterable[Route]) -> Words:
    """What it means that a listener can be reached from outside this machine; empty when none can."""
    open_ones = [str(route.listen) for route in routes if not route.listen.is_loopback]
    if not open_ones:
        return NOTHING
    where = ", ".join(open_ones)
    return Words(
        f"{where} 不只本机可以访问：能连到它的任何人都可以经它向上游发送请求，看到应答，并被记录下来。"
        f"不需要时请改为 {_OWN}。",
        f"{where} can be reached from other machines: whoever can connect to it can send requests to the upstream through it "
        f"and read the answers, and is recorded. Use {_OWN} unless you need that.",
    )


def _refuse_twins(routes: Sequence[Route]) -> None:
    for number, route in enumerate(routes):
        for other in routes[:number]:
            ours, theirs = numbers(route.listen.host), numbers(other.listen.host)
            everywhere = {"0.0.0.0", "::"}  # noqa: S104 - compared
            if route.listen.port == other.listen.port and (ours & theirs or (ours | theirs) & everywhere):
                raise ProxyError(
                    Words(
                        f"两条线路都监听端口 {route.listen.port}：{other} 和 {route}。",
                        f"two routes listen on port {route.listen.port}: {other} and {route}.",
                    ),
                    Words("请为每条线路另选一个端口。", "Give each route a port of its own."),
                )


def _refuse_loop(route: Route, listeners: Iterable[Listen]) -> None:
    upstream = route.upstream
    for listen in listeners:
        if (
            upstream is not None
            and listen.port == upstream.port
            and leads_to(numbers(upstream.host), numbers(listen.host))
        ):
            raise ProxyError(
                Words(
                    f"上游地址 {upstream} 就是代理自己的监听地址 {listen}。",
                    f"the upstream {upstream} is the proxy's own listening address {listen}.",
                ),
                Words(
                    "请填写 HIS 服务的地址，或换一个监听端口。",
                    "Give the address of the HIS, or listen on another port.",
                ),
            )
