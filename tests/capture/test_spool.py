"""hisight.capture.spool"""

import os
from pathlib import Path

import pytest

from hisight.capture import spool
from hisight.capture.spool import LARGEST_IN_MEMORY, Spool


@pytest.fixture
def beside(tmp_path) -> Path:
    return tmp_path / "calls [1].hisight"


def test_a_small_body_stays_in_memory(beside):
    body = Spool(beside)
    body.take(b"one ")
    body.take(b"two")

    assert body.whole() == body.whole() == b"one two"
    assert (body.size, body.path, body.missing) == (7, None, 0)
    assert Spool(beside).whole() == b""


def test_a_large_body_goes_to_a_file_whole(beside):
    body = Spool(beside)
    for number in range(3):
        body.take(bytes([65 + number]) * LARGEST_IN_MEMORY)
    body.close()
    body.close()

    assert body.path.parent == beside.parent
    assert body.whole() == b""
    assert [len(piece) for piece in spool.read(body.path)] == [LARGEST_IN_MEMORY] * 3
    assert body.path.read_bytes() == b"".join(bytes([65 + number]) * LARGEST_IN_MEMORY for number in range(3))


def test_what_finds_no_room_is_counted_and_its_beginning_is_kept(tmp_path):
    for session in (None, tmp_path / "no folder" / "calls.hisight"):
        body = Spool(session)
        body.take(b"a" * LARGEST_IN_MEMORY)
        body.take(b"b" * 10)
        body.take(b"c")

        assert (body.size, body.missing) == (LARGEST_IN_MEMORY + 11, 11)
        assert body.whole() == b"a" * LARGEST_IN_MEMORY


def test_a_disk_that_fills_up_keeps_what_is_on_it(beside, monkeypatch):
    body = Spool(beside)
    body.take(b"a" * LARGEST_IN_MEMORY)
    body.take(b"b")
    with monkeypatch.context() as full:
        full.setattr(os, "write", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
        body.take(b"c")
    body.take(b"d")
    body.close()

    assert body.missing == 2
    assert body.path.stat().st_size == LARGEST_IN_MEMORY + 1


def test_files_that_no_call_refers_to_are_removed(beside):
    wanted, abandoned = (beside.with_name(f"{beside.name}-{number}{spool.SUFFIX}") for number in (1, 2))
    other = beside.with_name(f"other.hisight-1{spool.SUFFIX}")
    for file in (wanted, abandoned, other):
        file.touch()

    spool.remove_abandoned(beside, {wanted.name})

    assert [file.exists() for file in (wanted, abandoned, other)] == [True, False, True]
