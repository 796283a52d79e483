"""hisight.cli.capture, as a program"""

import http.client
import json
import re
import signal
import socket
import ssl
import urllib.request
from contextlib import closing
from pathlib import Path

import pytest
from tests.addons.routed import Server, answering, tls
from tests.certificates import made

from hisight import proxy
from hisight.capture import Exchange, Session
from hisight.mock import Platform


def calls(out: str) -> list[str]:
    return [line for line in out.splitlines() if re.match(r" +\d+  \d\d:\d\d:\d\d  ", line)]


def test_each_call_is_a_line_and_ctrl_c_ends_it_in_order(run, his, listen, tmp_path):
    session = tmp_path / "a.hisight"
    program = run("--listen", listen, "--upstream", his.url, "--session", session)
    program.wait_for(lambda out: "listening" in out)

    sent = list(Platform(f"http://{listen}/HisService").calls(8))
    program.wait_for(lambda out: len(calls(out)) == 8)
    program.process.send_signal(signal.SIGINT)

    assert program.process.wait(20) == 0
    assert program.err == ""
    out = program.out.splitlines()
    assert out[0] == f"listening {listen} -> {his.url}"
    assert out[1] == f"give the platform this address: http://{listen}/HisService"
    assert out[2] == f"session {session}"
    assert out[-1] == f"8 calls are in session {session}."
    assert "\x1b" not in program.out
    for number, (line, call) in enumerate(zip(calls(program.out), sent, strict=True), start=1):
        assert line.split()[0] == str(number)
        assert f"  {call.step.fun_code} " in line
        assert "valid" in line
    with Session.open(session) as opened:
        assert all(row.summary for row in opened.rows(opened.ids()))


def test_json_is_one_object_a_line(run, his, listen):
    program = run("--listen", listen, "--upstream", his.origin, "--json")
    program.wait_for(lambda out: "listening" in out)
    list(Platform(f"http://{listen}/HisService").calls(2))
    program.wait_for(lambda out: out.count('"call"') == 2)
    program.process.terminate()

    assert program.process.wait(20) == 0
    first, *called, stopped, end = map(json.loads, program.out.splitlines())
    assert first["event"] == "listening"
    assert re.search(r"sessions.\d{4}-\d\d-\d\d-\d{6}\.hisight$", first["session"])
    assert [(call["event"], call["id"], call["signature"], call["return_code"]) for call in called] == [
        ("call", 1, "valid", "0"),
        ("call", 2, "valid", "0"),
    ]
    assert all("text" not in call and call["url"].startswith(his.origin) and call["ms"] > 0 for call in called)
    assert stopped == {"event": "stopped", "unsaved": 0}
    assert end == {"event": "end", "session": first["session"], "calls": 2}


def test_a_session_is_continued(run, his, listen, tmp_path):
    for expected in (1, 2):
        program = run("--listen", listen, "--upstream", his.origin, "--session", tmp_path / "a.hisight")
        program.wait_for(lambda out: "listening" in out)
        list(Platform(f"http://{listen}/HisService").calls(1))
        program.wait_for(lambda out: len(calls(out)) == 1)
        program.process.terminate()
        assert program.process.wait(20) == 0
        assert calls(program.out)[0].split()[0] == str(expected)


def test_a_platform_that_waits_for_its_answer_does_not_keep_it_from_stopping(run, listen, tmp_path):
    session = tmp_path / "a.hisight"
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        program = run("--listen", listen, "--upstream", f"http://127.0.0.1:{port}", "--session", session)
        program.wait_for(lambda out: "listening" in out)
        with socket.create_connection((listen.host, listen.port)) as platform:
            platform.sendall(b"POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n")
            waiting, _ = silent.accept()
            with waiting:
                program.process.terminate()
                assert program.process.wait(20) == 0
    assert program.err == ""
    assert len(calls(program.out)) == 1


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["--upstream", "his.example:8080"], "upstream address"),
        (["--upstream", "http://his.example", "--listen", "nine"], "listening address"),
        ([], "nothing says where to send"),
        (["--route", "his"], "the route 'his' is not right"),
        (["--route", "9000=http://localhost:9001", "--forward", "9001"], "own listening address 127.0.0.1:9001"),
        (["--upstream", "https://his.example", "--cert", "none.pem"], "none.pem cannot be read"),
        (["--upstream", "https://his.example", "--client-cert", "none.pem"], "none.pem cannot be read"),
        (["--upstream", "https://his.example", "--upstream-ca", "none.pem"], "none.pem cannot be read"),
        (["--upstream", "http://his.example", "--timeout", "0"], "--timeout"),
        (["--upstream", "http://his.example", "--metrics", "0.0.0.0:9464"], "counters are served on this machine only"),
        (["--upstream", "http://127.0.0.1:9464", "--metrics", "9464"], "own listening address 127.0.0.1:9464"),
        (["--upstream", "http://localhost:9000", "--listen", "127.0.0.1:9000"], "own listening address"),
        (["--upstream", "http://his.example", "--profile", "nobody"], "there is no profile nobody"),
        (["--upstream", "http://his.example", "--session", "none/a.hisight"], "there is no folder"),
    ],
)
def test_what_a_person_can_mend_is_one_line_and_exit_code_2(run, listen, arguments, why):
    program = run(*arguments, *([] if "--listen" in arguments else ["--listen", listen]))

    assert program.process.wait(20) == 2
    assert program.err.startswith("hisight: ")
    assert program.err.count("\n") == 1
    assert why in program.err
    assert program.out == ""


def test_a_taken_port_is_named_and_another_offered(run, his):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        program = run("--listen", f"127.0.0.1:{port}", "--upstream", his.origin)
        assert program.process.wait(20) == 2

    assert re.search(rf"port {port} is taken.* 127\.0\.0\.1:\d+ is free", program.err)


def https_client(authority: Path) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(authority))


def post(address: str, tls: ssl.SSLContext | None = None, by: proxy.Listen | None = None) -> tuple[int, bytes]:
    """POST there, over https if there is a context, through a forward proxy if there is one."""
    where = by or proxy.parse_listen(address)
    kind = http.client.HTTPSConnection if tls else http.client.HTTPConnection
    connection = kind(where.host, where.port, timeout=20, **({"context": tls} if tls else {}))
    if by and tls:
        connection.set_tunnel(address)
    with closing(connection):
        connection.request("POST", "/HisService" if tls or not by else f"http://{address}/HisService", b"<a/>")
        answer = connection.getresponse()
        return answer.status, answer.read()


def test_several_listeners_https_and_a_forward_proxy_at_once(run, his, tmp_path):
    ports: set[int] = set()
    while len(ports) < 3:
        ports.add(proxy.free_port())
    one, two, forward = (proxy.Listen("127.0.0.1", port) for port in ports)
    authority = made("authority", authority=True)
    (tmp_path / "ca.pem").write_bytes(authority.certificate_pem)
    server = made(by=authority).write(tmp_path / "server.pem")
    secure = Server(answering(b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecure"), tls(server))
    session = tmp_path / "a.hisight"
    program = run(
        *("--upstream", his.url, "--listen", one, "--route", f"{two.port}=https://127.0.0.1:{secure.port}"),
        *("--forward", forward.port, "--upstream-ca", tmp_path / "ca.pem", "--session", session),
    )
    program.wait_for(lambda out: "session" in out)
    trusting = https_client(tmp_path / "hisight" / "mitmproxy" / "mitmproxy-ca-cert.pem")  # as `hisight ca` shows it

    answers = [
        post(str(one)),
        post(str(one), trusting),
        post(str(two)),
        post(f"127.0.0.1:{his.port}", by=forward),
        post(f"127.0.0.1:{secure.port}", trusting, forward),
    ]
    program.wait_for(lambda out: len(calls(out)) == 5)
    program.process.terminate()
    assert program.process.wait(20) == 0
    secure.close()

    assert [status for status, _ in answers] == [500, 500, 200, 500, 200]  # the HIS does not know what <a/> is
    assert answers[2][1] == answers[4][1] == b"secure"
    assert program.out.splitlines()[:5] == [
        f"listening {one} -> {his.url}",
        f"give the platform this address: http://{one}/HisService",
        f"listening {two} -> https://127.0.0.1:{secure.port}",
        f"give the platform this address: http://{two}",
        f"listening {forward} -> *",
    ]
    with Session.open(session) as opened:
        recorded = opened.since(0)
    assert [call.listener for call in recorded] == [str(one), str(one), str(two), str(forward), str(forward)]
    assert [call.url for call in recorded] == [
        *[f"{his.origin}/HisService"] * 2,
        f"https://127.0.0.1:{secure.port}/HisService",
        f"{his.origin}/HisService",
        f"https://127.0.0.1:{secure.port}/HisService",
    ]


def test_what_a_listener_for_everybody_means_is_said(run, his):
    program = run("--listen", f"0.0.0.0:{proxy.free_port()}", "--upstream", his.origin, "--json")
    program.wait_for(lambda out: "listening" in out)
    assert program.err.count("\n") == 1
    assert "can be reached from other machines" in program.err


def test_counters_are_served_while_it_runs(run, his, listen):
    metrics = proxy.free_port(avoid={listen.port})
    program = run("--listen", listen, "--upstream", his.origin, "--metrics", metrics)
    program.wait_for(lambda out: "session" in out)
    list(Platform(f"http://{listen}/HisService").calls(3))
    program.wait_for(lambda out: len(calls(out)) == 3)

    with urllib.request.urlopen(f"http://127.0.0.1:{metrics}/metrics", timeout=20) as answer:
        text = answer.read().decode()
    program.process.terminate()
    assert program.process.wait(20) == 0

    lines = text.splitlines()
    assert sum(int(line.split()[1]) for line in lines if line.startswith("hisight_calls_total")) == 3
    for line in (
        "hisight_proxy_up 1",
        'hisight_signatures_total{verdict="valid"} 6',
        "hisight_call_duration_seconds_count 3",
        "hisight_calls_under_way 0",
        "hisight_backlog_calls 0",
        "hisight_lost_calls_total 0",
        "hisight_recording_errors_total 0",
    ):
        assert line in lines
    assert program.err == f"hisight: counters: http://127.0.0.1:{metrics}/metrics\n"


def test_old_calls_are_removed_only_when_asked_for_and_that_is_said(run, his, listen, tmp_path):
    file = tmp_path / "kept.hisight"
    with Session.open(file, create=True) as session:
        session.append([Exchange(b"POST / HTTP/1.1\r\n\r\n", b"", started=1.0)])

    program = run("--upstream", his.url, "--listen", listen, "--session", file, "--keep", "7d")
    program.wait_for(lambda _out: "1 old calls removed" in program.err or "已按保留期限删除 1 次" in program.err)
    program.process.send_signal(signal.SIGINT)
    program.process.wait(20)

    assert "older than 7 days" in program.err or "早于 7 天" in program.err


def test_rules_are_said_at_the_start_and_followed(run, his, listen, tmp_path):
    rules = tmp_path / "rules.toml"
    rules.write_text('[[rule]]\nname = "no slot"\nfunction = "1001 NetTest"\nreturn_code = "5"\n', encoding="utf-8")
    program = run("--listen", listen, "--upstream", his.origin, "--session", tmp_path / "a.hisight", "--rules", rules)
    program.wait_for(lambda out: "listening" in out)
    program.wait_for(lambda _out: "rules are on: no slot (1001 NetTest)." in program.err)
    list(Platform(f"http://{listen}/HisService").calls(1))
    program.wait_for(lambda out: len(calls(out)) == 1)
    program.process.terminate()
    assert program.process.wait(20) == 0
    assert '[The answer got another RETURN_CODE (5), by the rule "no slot".]' in calls(program.out)[0]
    with Session.open(tmp_path / "a.hisight") as session:
        assert session.get(1).touched == "response\tcode\t5\tno slot"
    for bad in (tmp_path / "missing.toml", tmp_path):
        failed = run("--listen", listen, "--upstream", his.origin, "--rules", bad)
        assert failed.process.wait(20) == 2
        assert failed.err.count("\n") == 1
