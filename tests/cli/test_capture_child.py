"""hisight.cli.capture_child, in a running `hisight capture`"""

import os
import signal
import subprocess
from pathlib import Path

from hisight.capture import events


def test_a_signal_stops_it_even_where_a_shell_started_it_in_the_background(run, his, listen):
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # as `hisight capture &` in a script inherits it
    try:
        program = run("--listen", listen, "--upstream", his.origin)
    finally:
        signal.signal(signal.SIGINT, before)
    program.wait_for(lambda out: "listening" in out)

    program.process.send_signal(signal.SIGINT)

    assert program.process.wait(20) == 0


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
