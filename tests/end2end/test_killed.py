"""A proxy, or a window, that is killed loses nothing that was answered; nor does a machine that loses its power."""

import os
import shutil
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest
from tests.addons.killing import Upstream, kill_under_load

from hisight.capture import Session, SessionError
from hisight.capture.exchange import Arrival, Exchange


@pytest.mark.parametrize("seconds", [0.4, 0.9])
def test_what_was_answered_a_quarter_second_before_the_proxy_was_killed_is_there(tmp_path, seconds):
    upstream = Upstream()

    killed = kill_under_load(upstream.origin, tmp_path / "calls.hisight", tmp_path, seconds)

    upstream.end()
    assert killed.lost == 0
    assert killed.recorded >= killed.answered
    with Session.open(tmp_path / "calls.hisight") as session:
        session.remove_abandoned_files()
        list(session.move_spooled())
        assert not list(tmp_path.glob("*.part"))


def wait_until(condition):
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def has_ended(process: int) -> bool:
    with suppress(FileNotFoundError):
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
        return state == "Z"  # nobody may have asked after it
    return True


@pytest.mark.skipif(sys.platform != "linux", reason="the children of a process are looked up in /proc")
def test_a_window_that_is_killed_leaves_a_session_in_order_and_no_proxy(tmp_path):
    file = tmp_path / "calls.hisight"
    own = dict.fromkeys(("XDG_DATA_HOME", "XDG_CONFIG_HOME"), str(tmp_path / "home"))
    surroundings = {**os.environ, **own, "DISPLAY": ":none", "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(
        [sys.executable, "-m", "hisight", "demo", "--session", str(file)],
        env=surroundings,
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as window:
        started = Path(f"/proc/{window.pid}/task/{window.pid}/children")
        wait_until(
            lambda: len(started.read_text().split()) == 2
        )  # whoever opens the file while it is being made stands in the way
        with Session.open(file) as session:
            wait_until(lambda: session.count() >= 3)
            recorded = session.count()
            children = started.read_text().split()
            window.kill()
            wait_until(lambda: all(has_ended(int(child)) for child in children))
            said = window.stderr.read()

    assert len(children) == 2, "the proxy, and who reads what it records"
    assert said == ""
    with Session.open(file) as session:
        assert session.cut is None
        assert session.count() >= recorded
        assert all(call.response_body and not call.error for call in session.since(0)[:recorded])


def exchange(number):
    return Exchange(b"POST / HTTP/1.1\r\n\r\n", Random(number).randbytes(2000), url=str(number), started=1.5)


def test_after_a_power_loss_every_batch_is_there_whole_or_not_at_all(tmp_path):
    """The log of a file that is being written is cut or spoilt at random places, as a disk without power leaves it."""
    live, random, committed = tmp_path / "live.hisight", Random(3), {}
    Session.open(live, create=True).close()
    with Session.open(live) as session:
        wal = tmp_path / "live.hisight-wal"
        for batch in range(12):
            session.record([Arrival(exchange(batch * 10 + number)) for number in range(10)], 0)
            committed[wal.stat().st_size] = (batch + 1) * 10
        files = [live.read_bytes(), wal.read_bytes()]

    for attempt in range(25):
        copy = tmp_path / f"{attempt}.hisight"
        at = random.randrange(len(files[1]))
        log = files[1][:at] if attempt % 2 else files[1][:at] + random.randbytes(len(files[1]) - at)
        copy.write_bytes(files[0])
        (tmp_path / f"{copy.name}-wal").write_bytes(log)
        with Session.open(copy) as session:
            expected = max((count for size, count in committed.items() if size <= at), default=0)
            assert session.count() == expected
            assert [call.url for call in session.since(0)] == [str(number) for number in range(expected)]


def test_a_file_that_is_copied_without_its_log_opens(tmp_path):
    with Session.open(tmp_path / "a.hisight", create=True) as session:
        session.record([Arrival(exchange(1))], 0)
        shutil.copy(session.path, tmp_path / "copy.hisight")

    with suppress(SessionError), Session.open(tmp_path / "copy.hisight") as copy:
        assert copy.count() in (0, 1)
