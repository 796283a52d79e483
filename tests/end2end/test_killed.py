"""A proxy, or a window, that is killed loses nothing that was answered; nor does a machine that loses its power."""

import shutil
from contextlib import suppress
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
