"""hisight.proxy.addresses"""

import re
import socket

import pytest

from hisight import proxy
from hisight.proxy import Listen, ProxyError, Upstream


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
