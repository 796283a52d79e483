"""hisight.cli.ahead"""

import sys

import pytest

from hisight import proxy
from hisight.cli import ahead

REPEATS = "import sys; print('loaded', flush=True); print('told', sys.stdin.readline(), end='')"


@pytest.fixture
def loading(monkeypatch):
    """What waits is no mitmdump, which takes a second to load."""
    monkeypatch.setattr(proxy, "waiting", lambda: [sys.executable, "-c", REPEATS])
    yield
    ahead.give_up()


def test_a_capture_is_begun_before_it_is_known_what_to_capture_and_told_then(loading):
    ahead.begin(["capture", "--upstream", "http://127.0.0.1:9"])
    command = proxy.command([proxy.parse_forward("9000")], "x.hisight")

    process = ahead.start(command)

    said, _ = process.communicate(timeout=20)
    assert said.split(b"\n")[0].strip() == b"loaded"
    assert said.split(b"told ")[1] == proxy.told(command)


@pytest.mark.parametrize("words", [[], ["capture", "--help"], ["list", "capture"]])
def test_nothing_is_begun_that_is_no_capture(loading, words):
    ahead.begin(words)

    with ahead.start([sys.executable, "-c", "print('new')"]) as process:
        assert process.stdout.read().strip() == b"new"
        process.stdin.close()


def test_one_that_nobody_tells_anything_is_ended(loading, monkeypatch):
    begun = []
    plain = ahead.subprocess.Popen
    monkeypatch.setattr(
        ahead.subprocess, "Popen", lambda *words, **more: begun.append(plain(*words, **more)) or begun[0]
    )
    ahead.begin(["capture"])

    ahead.give_up()

    assert begun[0].returncode is not None
    ahead.give_up()  # and once is enough


def test_one_that_has_died_meanwhile_is_handed_over_all_the_same(monkeypatch):
    monkeypatch.setattr(proxy, "waiting", lambda: [sys.executable, "-c", "print('oh')"])
    ahead.begin(["capture"])
    ahead._waiting.wait(20)

    process = ahead.start(proxy.command([proxy.parse_forward("9000")], "x.hisight"))

    assert process.communicate(timeout=20)[0].strip() == b"oh"
