"""hisight.proxy"""

import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from hisight import paths, proxy
from hisight.proxy import Listen, ProxyError, Upstream


@pytest.fixture
def taken():
    """A port that somebody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.mark.parametrize(
    ("text", "listen"),
    [
        ("127.0.0.1:9000", Listen("127.0.0.1", 9000)),
        ("9000", Listen("127.0.0.1", 9000)),
        (":9000", Listen("127.0.0.1", 9000)),
        (" 0.0.0.0:80 ", Listen("0.0.0.0", 80)),
        ("gateway.example:65535", Listen("gateway.example", 65535)),
        ("[::1]:9000", Listen("::1", 9000)),
        ("１２７.0.0.1：9000", Listen("127.0.0.1", 9000)),
    ],
)
def test_a_listening_address_is_read(text, listen):
    assert proxy.parse_listen(text) == listen


@pytest.mark.parametrize(
    "text", ["", "127.0.0.1", "127.0.0.1:", "a:b", "127.0.0.1:0", "127.0.0.1:65536", "http://a:1", "::1:9000", "a b:1"]
)
def test_a_wrong_listening_address_is_refused_with_the_right_form(text):
    with pytest.raises(ProxyError, match=re.escape(repr(text)) + r".*Write it like 127\.0\.0\.1:9000"):
        proxy.parse_listen(text)


@pytest.mark.parametrize(
    ("text", "upstream"),
    [
        ("http://10.0.0.5:8080", Upstream("http", "10.0.0.5", 8080)),
        ("http://his.example", Upstream("http", "his.example", 80)),
        ("HTTPS://his.example/", Upstream("https", "his.example", 443)),
        ("http://[::1]:8080/base", Upstream("http", "::1", 8080, "/base")),
        ("http://his.example:8080/services/His.asmx?wsdl", Upstream("http", "his.example", 8080, "/services/His.asmx")),
        ("http：//his.example：8080", Upstream("http", "his.example", 8080)),
    ],
)
def test_an_upstream_is_read(text, upstream):
    assert proxy.parse_upstream(text) == upstream


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("10.0.0.5:8080", "is not right"),
        ("his.example", "is not right"),
        ("", "is not right"),
        ("http://", "is not right"),
        ("http://:8080", "is not right"),
        ("http://user:secret@his.example", "must be 1 to 65535"),
        ("http://user@his.example", "is not right"),
        ("http://his example", "is not right"),
        ("ftp://his.example", "must begin with http or https"),
        ("http://his.example:", "must be 1 to 65535"),
        ("http://his.example:80a", "must be 1 to 65535"),
        ("http://his.example:0", "must be 1 to 65535"),
        ("http://his.example:65536", "must be 1 to 65535"),
    ],
)
def test_a_wrong_upstream_is_refused_with_the_right_form(text, why):
    with pytest.raises(ProxyError, match=why + r".*Write http://host:port"):
        proxy.parse_upstream(text)


def test_an_address_is_written_as_it_is_read():
    assert str(Listen("::1", 9000)) == "[::1]:9000"
    assert str(proxy.parse_upstream("http://[::1]:8080/base/")) == "http://[::1]:8080/base"


def test_only_this_machine_reaches_loopback():
    hosts = ("127.0.0.1", "localhost", "::1", "0.0.0.0", "192.0.2.1", "gateway.example")

    assert [host for host in hosts if Listen(host, 9000).is_loopback] == ["127.0.0.1", "localhost", "::1"]


def test_the_client_is_given_the_service_path_on_our_address():
    upstream = Upstream("https", "his.example", 443, "/services/His")

    assert proxy.address_for_client(Listen("127.0.0.1", 9000), upstream) == "http://127.0.0.1:9000/services/His"
    assert (
        proxy.address_for_client(Listen("0.0.0.0", 9000), upstream)
        == f"http://{socket.gethostname()}:9000/services/His"
    )


@pytest.mark.parametrize("listen", ["127.0.0.1", "localhost", "0.0.0.0"])
@pytest.mark.parametrize("upstream", ["127.0.0.1", "localhost", "[::1]", "0.0.0.0"])
def test_the_proxy_is_not_pointed_at_itself(listen, upstream):
    with pytest.raises(ProxyError, match="is the proxy's own listening address"):
        proxy.refuse_loop(proxy.parse_listen(f"{listen}:9000"), proxy.parse_upstream(f"http://{upstream}:9000"))


def test_listening_everywhere_includes_every_address_of_this_machine():
    with pytest.raises(ProxyError):
        proxy.refuse_loop(Listen("0.0.0.0", 9000), Upstream("http", "127.0.0.7", 9000))


@pytest.mark.parametrize(
    ("listen", "upstream"),
    [
        (Listen("127.0.0.1", 9000), Upstream("http", "127.0.0.1", 8080)),
        (Listen("127.0.0.1", 9000), Upstream("http", "192.0.2.1", 9000)),
        (Listen("0.0.0.0", 9000), Upstream("http", "192.0.2.1", 9000)),
        (Listen("0.0.0.0", 9000), Upstream("http", "nowhere.invalid", 9000)),
    ],
)
def test_another_port_or_another_machine_is_no_loop(listen, upstream):
    proxy.refuse_loop(listen, upstream)


def test_a_taken_port_is_named_and_a_free_one_offered(taken):
    with pytest.raises(ProxyError, match=rf"port {taken} is taken.* 127\.0\.0\.1:\d+ is free") as refused:
        proxy.check_port(Listen("127.0.0.1", taken))

    offered = int(refused.value.remedy.en.partition(":")[2].partition(" ")[0])
    proxy.check_port(Listen("127.0.0.1", offered))


def test_an_address_of_another_machine_cannot_be_listened_on():
    with pytest.raises(ProxyError, match=r"cannot listen on 192\.0\.2\.1:9000"):
        proxy.check_port(Listen("192.0.2.1", 9000))
    with pytest.raises(ProxyError, match=r"cannot listen on nowhere\.invalid:9000"):
        proxy.check_port(Listen("nowhere.invalid", 9000))


def test_a_port_that_needs_rights_is_explained(monkeypatch):
    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(proxy, "_bind", refuse)
    with pytest.raises(ProxyError, match=r"may not listen on port 80\. Choose a port above 1024"):
        proxy.check_port(Listen("127.0.0.1", 80))


def test_a_free_port_can_be_listened_on():
    proxy.check_port(Listen("127.0.0.1", proxy.free_port()))


def options(arguments: list[str]) -> dict[str, str]:
    sets = [arguments[place + 1] for place, part in enumerate(arguments) if part == "--set"]
    return dict(text.split("=", 1) for text in sets)


def test_mitmdump_is_told_what_it_needs():
    upstream = Upstream("http", "his.example", 8080, "/services/His")

    arguments = proxy.arguments(Listen("127.0.0.1", 9000), upstream, Path("/data/a=b.hisight"))

    given = options(arguments)
    assert arguments[0] == sys.executable
    assert str(paths.addon()) in arguments
    assert given["mode"] == "reverse:http://his.example:8080@127.0.0.1:9000"
    assert given["his_session"] == str(Path("/data/a=b.hisight"))
    assert given["confdir"] == str(paths.user_data() / "mitmproxy")
    assert (given["his_parent"], given["keep_host_header"], given["http2"]) == ("true", "true", "false")
    assert (given["connection_strategy"], given["block_global"], given["ssl_insecure"]) == ("lazy", "true", "false")


def test_what_is_less_safe_is_only_done_when_asked_for():
    upstream = Upstream("https", "his.example", 443)

    given = options(proxy.arguments(Listen("0.0.0.0", 9000), upstream, Path("a"), Path("c"), insecure=True))

    assert (given["block_global"], given["ssl_insecure"], given["confdir"]) == ("false", "true", "c")


def test_mitmproxy_knows_every_option_that_it_is_given(tmp_path):
    upstream = Upstream("http", "his.example", 80)
    arguments = proxy.arguments(Listen("127.0.0.1", 9000), upstream, tmp_path / "a", tmp_path / "confdir")

    known = subprocess.run([*arguments, "--options"], capture_output=True, text=True, check=True).stdout

    missing = [name for name in options(arguments) if not re.search(rf"^{name}:", known, re.MULTILINE)]
    assert missing == ["his_session", "his_parent"]  # those of the addon, which is not loaded for this
