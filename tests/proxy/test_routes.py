"""hisight.proxy.routes"""

import socket

import pytest

from hisight import proxy
from hisight.proxy import Listen, PortError, ProxyError, Route, Upstream, ports

HIS = "http://his.example:8080/svc"


def test_a_route_is_a_listener_and_what_is_behind_it():
    route = proxy.parse_route(f"9001＝{HIS}")
    assert route == Route(Listen("127.0.0.1", 9001), proxy.parse_upstream(HIS))
    assert str(route) == f"127.0.0.1:9001 -> {HIS}"
    assert route.mode == "reverse:http://his.example:8080@127.0.0.1:9001"
    assert route.for_client == "http://127.0.0.1:9001/svc"


def test_a_forward_proxy_has_no_upstream():
    route = proxy.parse_forward("127.0.0.1:9002")
    assert (route.upstream, route.mode) == (None, "regular@127.0.0.1:9002")
    assert str(route) == "127.0.0.1:9002 -> *"
    assert route.for_client == "http://127.0.0.1:9002"
    proxy.check_routes([Route(Listen("127.0.0.1", proxy.free_port()), None)])


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "Write listen=upstream"),
        (HIS, "Write listen=upstream"),
        (f"nine={HIS}", "listening"),
        ("9000=his", "upstream"),
    ],
)
def test_a_wrong_route_is_refused_with_the_right_form(text, why):
    with pytest.raises(ProxyError, match=why):
        proxy.parse_route(text)


@pytest.mark.parametrize("listen", ["127.0.0.1", "localhost", "0.0.0.0"])
@pytest.mark.parametrize("upstream", ["127.0.0.1", "localhost", "[::1]", "0.0.0.0"])
def test_the_proxy_is_not_pointed_at_itself(listen, upstream):
    with pytest.raises(ProxyError, match="is the proxy's own listening address"):
        proxy.check_routes([proxy.parse_route(f"{listen}:9000=http://{upstream}:9000")])


def test_listening_everywhere_includes_every_address_of_this_machine():
    with pytest.raises(ProxyError):
        proxy.check_routes([Route(Listen("0.0.0.0", 9000), Upstream("http", "127.0.0.7", 9000))])


@pytest.mark.parametrize(
    ("listen", "upstream"),
    [
        ("127.0.0.1", Upstream("http", "127.0.0.1", 1)),
        ("127.0.0.1", Upstream("http", "192.0.2.1", 0)),
        ("0.0.0.0", Upstream("http", "192.0.2.1", 0)),
        ("0.0.0.0", Upstream("http", "nowhere.invalid", 0)),
    ],
)
def test_another_port_or_another_machine_is_no_loop(listen, upstream):
    port = proxy.free_port()
    target = Upstream(upstream.scheme, upstream.host, upstream.port or port)
    proxy.check_routes([Route(Listen(listen, port), target)])


def test_the_name_of_this_machine_is_this_machine():
    port, name = proxy.free_port(), socket.gethostname()
    if not ports.numbers(name):
        pytest.skip("this machine does not know its own name")
    with pytest.raises(ProxyError, match="own listening address"):
        proxy.check_routes([proxy.parse_route(f"0.0.0.0:{port}=http://{name}:{port}")])


def test_a_route_does_not_lead_to_the_listener_of_another():
    one, two = proxy.free_port(), proxy.free_port()
    routes = [
        proxy.parse_route(f"{one}=http://127.0.0.1:{two}"),
        proxy.parse_route(f"{two}={HIS}"),
    ]
    with pytest.raises(ProxyError, match=f"own listening address 127.0.0.1:{two}"):
        proxy.check_routes(routes)


@pytest.mark.parametrize("other", ["127.0.0.1", "0.0.0.0", "localhost"])
def test_two_routes_do_not_share_a_port(other):
    routes = [proxy.parse_route(f"{host}:9000={HIS}") for host in ("127.0.0.1", other)]
    with pytest.raises(ProxyError, match="two routes listen on port 9000"):
        proxy.check_routes(routes)


def test_of_several_routes_the_one_with_a_taken_port_is_named(taken):
    routes = [proxy.parse_route(f"{port}={HIS}") for port in (proxy.free_port(), taken)]
    with pytest.raises(PortError, match=rf"port {taken} is taken.* is free") as refused:
        proxy.check_routes(routes)
    assert refused.value.listen == routes[1].listen


def test_it_is_said_what_a_listener_for_everybody_means():
    closed, open_ = (proxy.parse_route(f"{host}:9000={HIS}") for host in ("127.0.0.1", "0.0.0.0"))
    assert proxy.exposure([closed]) == ("", "")
    said = proxy.exposure([closed, open_])
    assert "0.0.0.0:9000 can be reached from other machines" in said.en
    assert "127.0.0.1:9000" not in said.en
