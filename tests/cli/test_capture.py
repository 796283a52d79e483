"""hisight.cli.capture, as a program"""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from hisight import proxy
from hisight.capture import Exchange, Session, events
from hisight.mock import DEMO_KEY, PEERS, HisServer, MockHis, Platform


class Program:
    """A running `hisight capture`."""

    def __init__(self, data: Path, *arguments: str, stdin: int = subprocess.DEVNULL) -> None:
        variables = {
            **os.environ,
            "XDG_DATA_HOME": str(data),
            "HISIGHT_KEY": DEMO_KEY.secret.decode(),
            "LC_ALL": "C.UTF-8",
        }
        command = [sys.executable, "-m", "hisight", "capture", *arguments]
        self._out, self._err = data / "out.txt", data / "err.txt"
        with self._out.open("wb") as out, self._err.open("wb") as err:
            self.process = subprocess.Popen(command, stdin=stdin, stdout=out, stderr=err, env=variables)

    @property
    def out(self) -> str:
        return self._out.read_text("utf-8")

    @property
    def err(self) -> str:
        return self._err.read_text("utf-8")

    def wait_for(self, wanted: Callable[[str], bool]) -> None:
        """Until its output is as `wanted`."""
        deadline = time.monotonic() + 20
        while not wanted(self.out):
            assert time.monotonic() < deadline, self.out + self.err
            assert self.process.poll() is None, self.out + self.err
            time.sleep(0.02)


@pytest.fixture
def his():
    with HisServer(MockHis(PEERS)) as his:
        yield his


@pytest.fixture
def listen():
    return proxy.Listen("127.0.0.1", proxy.free_port())


@pytest.fixture
def run(tmp_path):
    running = []

    def start(*arguments: object, stdin: int = subprocess.DEVNULL) -> Program:
        running.append(Program(tmp_path, *map(str, arguments), stdin=stdin))
        return running[-1]

    yield start
    for program in running:
        program.process.kill()
        program.process.wait()
        if program.process.stdin:
            program.process.stdin.close()


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


def test_a_signal_stops_it_even_where_a_shell_started_it_in_the_background(run, his, listen):
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # as `hisight capture &` in a script inherits it
    try:
        program = run("--listen", listen, "--upstream", his.origin)
    finally:
        signal.signal(signal.SIGINT, before)
    program.wait_for(lambda out: "listening" in out)

    program.process.send_signal(signal.SIGINT)

    assert program.process.wait(20) == 0


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


def test_the_end_of_a_pipe_on_its_standard_input_stops_it(run, his, listen):
    program = run("--listen", listen, "--upstream", his.origin, stdin=subprocess.PIPE)
    program.wait_for(lambda out: "listening" in out)

    program.process.stdin.close()

    assert program.process.wait(20) == 0


def test_the_command_to_stop_on_its_standard_input_stops_it(run, his, listen):
    program = run("--listen", listen, "--upstream", his.origin, stdin=subprocess.PIPE)
    program.wait_for(lambda out: "listening" in out)

    program.process.stdin.write(b"?\n" + events.write(events.Stop()).encode())
    program.process.stdin.flush()

    assert program.process.wait(20) == 0


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


def test_a_proxy_that_dies_is_reported_with_exit_code_2(run, his, listen):
    program = run("--listen", listen, "--upstream", his.origin)
    program.wait_for(lambda out: "listening" in out)
    children = Path(f"/proc/{program.process.pid}/task/{program.process.pid}/children")
    (child,) = map(int, children.read_text().split())

    os.kill(child, signal.SIGKILL)

    assert program.process.wait(20) == 2
    assert "the proxy ended by itself with exit code -9" in program.err


def test_the_last_words_of_a_proxy_that_cannot_start_are_shown(run, his, listen, tmp_path):
    data = tmp_path / "hisight"
    data.mkdir()
    (data / "mitmproxy").mkdir()
    (data / "mitmproxy" / "config.yaml").write_text("no_such_option: [")

    program = run("--listen", listen, "--upstream", his.origin)

    assert program.process.wait(20) == 2
    assert "config.yaml" in program.err
    assert "the proxy ended by itself with exit code 1" in program.err


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["--upstream", "his.example:8080"], "upstream address"),
        (["--upstream", "http://his.example", "--listen", "nine"], "listening address"),
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


def test_old_calls_are_removed_only_when_asked_for_and_that_is_said(run, his, listen, tmp_path):
    file = tmp_path / "kept.hisight"
    with Session.open(file, create=True) as session:
        session.append([Exchange(b"POST / HTTP/1.1\r\n\r\n", b"", started=1.0)])

    program = run("--upstream", his.url, "--listen", listen, "--session", file, "--keep", "7d")
    program.wait_for(lambda _out: "1 old calls removed" in program.err or "已按保留期限删除 1 次" in program.err)
    program.process.send_signal(signal.SIGINT)
    program.process.wait(20)

    assert "older than 7 days" in program.err or "早于 7 天" in program.err
