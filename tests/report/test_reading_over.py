"""Sessions read by several processes: as one process reads them, call after call."""

import sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import ModuleType

import pytest
from tests.gui import recorded

from hisight import wording
from hisight.capture import Session
from hisight.cli.check import Checked, look_at
from hisight.errors import HisightError
from hisight.reading import Reader, summarise
from hisight.report.observation import observe
from hisight.report.reading_over import AT_ONCE, read_over


def rounds(path: Path, number: int) -> Path:
    """So many rounds of the demo's script in one session: its locks and orders come again and again."""
    with Session.open(path, create=True) as session:
        for turn in range(number):
            session.append([replace(one, id=0, started=one.started + turn * 100) for one in recorded.exchanges()])
    return path


WHOLE = partial(look_at, as_json=True)
"""What is compared of a reading: its verdict, and every finding with all its words."""


def one_after_the_other(session: Session, reader: Reader) -> list[Checked]:
    """As `follow` reads: each summary is stored before the next call is read."""
    read = []
    for number in session.numbers(after=0):
        reading = reader.read_in(session, session.get(number))
        session.store_summaries([summarise(reading)], reader.fingerprint)
        read.append(WHOLE(reading))
    return read


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_any_number_of_processes_finds_what_one_finds_with_the_earlier_calls(tmp_path, workers):
    path = rounds(tmp_path / "a.hisight", 12)
    with Session.open(path) as session:
        read = [one for some in read_over(session, recorded.READER, WHOLE, workers=workers) for one in some]
        assert len(read) == 360 > 3 * AT_ONCE
        assert read == one_after_the_other(session, recorded.READER)
        assert sum("SES008" in one.lines for one in read) > 12


def test_nothing_is_written_to_the_session(tmp_path):
    path = rounds(tmp_path / "a.hisight", 1)
    with Session.open(path) as session:
        assert sum(len(some) for some in read_over(session, recorded.READER, observe)) == 30
        assert session.unread_count() == 30


def test_numbers_with_gaps_are_read_once_each(tmp_path):
    path = rounds(tmp_path / "a.hisight", 8)
    with Session.open(path) as session:
        with session.connection(writing=True) as connection:
            connection.execute("DELETE FROM exchange WHERE id BETWEEN 50 AND 160 OR id = 7")
        read = [one.number for some in read_over(session, recorded.READER, observe, workers=2) for one in some]
        assert read == list(session.numbers(after=0))


def test_an_empty_session_gives_nothing(tmp_path):
    with Session.open(tmp_path / "a.hisight", create=True) as session:
        assert list(read_over(session, recorded.READER, observe)) == []


def test_it_can_be_given_up_in_the_middle(tmp_path):
    path = rounds(tmp_path / "a.hisight", 15)
    with Session.open(path) as session:
        read = read_over(session, recorded.READER, observe, workers=2)
        assert len(next(read)) == AT_ONCE
        read.close()
        assert list(read) == []


def test_other_processes_speak_the_language_in_use(tmp_path):
    path = rounds(tmp_path / "a.hisight", 7)
    try:
        with Session.open(path) as session:
            for language in ("zh", "en"):
                wording.use(language)
                read = [one for some in read_over(session, recorded.READER, WHOLE, workers=2) for one in some]
                assert ("成功" in read[0].lines) == (language == "zh")
    finally:
        wording.use(None)


def test_a_process_that_dies_is_one_line_for_a_person(tmp_path, monkeypatch):
    here = ModuleType("only_here")  # the other processes cannot import it, and die of that
    here.look = lambda _reading: None
    here.look.__module__, here.look.__qualname__ = "only_here", "look"
    monkeypatch.setitem(sys.modules, "only_here", here)
    path = rounds(tmp_path / "a.hisight", 7)
    with Session.open(path) as session, pytest.raises(HisightError, match="has died"):
        list(read_over(session, recorded.READER, here.look, workers=2))
