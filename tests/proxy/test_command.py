"""hisight.proxy.command"""

import json
import re
import subprocess
import sys
from pathlib import Path

from hisight import paths, proxy
from hisight.proxy import Listen, Route, Serving, Upstream

LESS = Serving(timeout_s=2.5, wsdl="keep", insecure=True)


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

    given = options(proxy.command([Route(Listen("0.0.0.0", 9000), upstream)], Path("a"), Path("c"), LESS))

    assert (given["block_global"], given["ssl_insecure"], given["confdir"]) == ("false", "true", "c")


def test_mitmproxy_knows_every_option_that_it_is_given(tmp_path):
    upstream = Upstream("http", "his.example", 80)
    arguments = proxy.arguments(Listen("127.0.0.1", 9000), upstream, tmp_path / "a", tmp_path / "confdir")

    known = subprocess.run([*arguments, "--options"], capture_output=True, text=True, check=True).stdout

    missing = [name for name in options(arguments) if not re.search(rf"^{name}:", known, re.MULTILINE)]
    assert missing == [
        "his_session",
        "his_parent",
        "his_upstream_timeout",
        "his_wsdl",
    ]  # those of the addon, which is not loaded for this


def test_several_routes_are_several_modes_of_one_mitmdump(tmp_path):
    routes = [
        proxy.parse_route("9000=http://a.example"),
        proxy.parse_route("9001=https://b.example"),
        proxy.parse_forward("9002"),
    ]
    given = proxy.command(routes, tmp_path / "a", tmp_path, LESS)
    assert [text for text in given if text.startswith("mode=")] == [
        "mode=reverse:http://a.example:80@127.0.0.1:9000",
        "mode=reverse:https://b.example:443@127.0.0.1:9001",
        "mode=regular@127.0.0.1:9002",
    ]
    assert (options(given)["his_upstream_timeout"], options(given)["his_wsdl"]) == ("2.5", "keep")


def test_certificates_are_named_whole():
    files = Serving(upstream_ca=Path("ca.pem"), client_cert=Path("client.pem"), cert=Path("server.pem"))
    given = options(proxy.command([proxy.parse_route("9000=https://b.example")], Path("a"), Path("c"), files))
    here = Path.cwd()
    assert given["ssl_verify_upstream_trusted_ca"] == str(here / "ca.pem")
    assert (given["client_certs"], given["certs"]) == (str(here / "client.pem"), f"*={here / 'server.pem'}")


def test_one_that_waits_is_told_the_words_of_the_same_command():
    command = proxy.command([proxy.parse_route("9000=http://his.example")], Path("会话.hisight"), Path("c"))

    told = proxy.told(command)

    assert told.endswith(b"\n")
    assert [*proxy.waiting()[:-1], *json.loads(told)] == command
