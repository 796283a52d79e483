"""The same work by several processes."""

import os
import sys
from types import ModuleType

import pytest

from hisight import wording
from hisight.crew import processes, side_by_side
from hisight.errors import HisightError
from hisight.wording import Words

begun: list[int] = []


def begin(number: int) -> None:
    begun.append(number)


def add(piece: int) -> tuple[int, list[int], int, str]:
    return piece, begun, os.getpid(), str(Words("好", "good"))


def refuse(piece: int) -> int:
    raise HisightError(Words(f"第 {piece} 个不行。", f"not {piece}."))


@pytest.mark.parametrize("workers", [1, 3])
def test_what_comes_of_the_pieces_comes_in_their_order_from_processes_that_were_begun_once(workers):
    made = list(side_by_side(add, range(40), begin, (7,), workers))
    assert [one for one, *_ in made] == list(range(40))
    assert {tuple(numbers) for _, numbers, *_ in made} == {(7,)}
    assert os.getpid() not in {process for *_, process, _ in made}
    assert len({process for *_, process, _ in made}) <= workers
    assert begun == []


@pytest.mark.parametrize(("language", "said"), [("zh", "好"), ("en", "good")])
def test_they_speak_the_language_in_use(language, said):
    wording.use(language)
    assert next(side_by_side(add, [1], begin, (1,), 1))[3] == said


def test_without_pieces_there_is_nothing():
    assert list(side_by_side(add, [], begin, (1,))) == []


def test_what_goes_wrong_there_is_raised_here():
    with pytest.raises(HisightError, match=r"not 3\."):
        list(side_by_side(refuse, [3, 4], begin, (1,), 1))


def test_no_more_is_begun_once_it_is_given_up():
    given = iter(range(1000))
    made = side_by_side(add, given, begin, (1,), 1)
    assert next(made)[0] == 0
    made.close()
    assert list(made) == []
    assert next(given) < 10


def test_a_process_that_dies_is_one_line_for_a_person(monkeypatch):
    here = ModuleType("only_here")  # the other processes cannot import it, and die of that
    here.begin = lambda: None
    here.begin.__module__, here.begin.__qualname__ = "only_here", "begin"
    monkeypatch.setitem(sys.modules, "only_here", here)
    with pytest.raises(HisightError, match="has died"):
        list(side_by_side(add, [1], here.begin, (), 1))


def test_there_is_a_processor():
    assert processes() >= 1
