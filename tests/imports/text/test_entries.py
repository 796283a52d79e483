from datetime import datetime

from tests.imports.text.writing import ANSWER, REQUEST

from hisight.imports.format import Losses
from hisight.imports.text.conversation import Pair
from hisight.imports.text.entries import entries, entries_in_cell, to_exchange
from hisight.imports.text.times import Times


def read(text: str):
    return list(entries(text.encode(), Times(datetime(2026, 11, 26)), Losses()))


def test_what_stands_before_a_message_is_told_with_it():
    (entry,) = read(f"10:00:00 [exec-1] POST to http://his:8080/a, data: {REQUEST}")
    assert (entry.url, entry.is_answer, entry.marks) == ("http://his:8080/a", False, {b"exec-1"})
    assert entry.time == datetime(2026, 11, 26, 10).timestamp()


def test_a_time_before_another_message_is_not_this_one_s():
    _, second = read(f"10:00:00 {REQUEST}\n{ANSWER}")
    assert (second.time, second.is_answer) == (0.0, True)


def test_the_side_is_told_by_what_a_message_holds():
    sides = [
        entry.is_answer for entry in read("<ROOT><FUN_CODE>1</FUN_CODE></ROOT><RES/><REQ/><ROOT><RETURN_CODE/></ROOT>")
    ]
    assert sides == [False, True, False, True]


def test_a_cell_has_its_time_beside_it():
    (entry,) = entries_in_cell(REQUEST, "10:00:00 http://his/a", Times(datetime(2026, 11, 26)), Losses())
    assert (entry.time, entry.url) == (datetime(2026, 11, 26, 10).timestamp(), "http://his/a")


def test_an_answer_alone_has_its_own_time():
    _, answer = read(f"{REQUEST} 10:00:00 {ANSWER}")
    exchange = to_exchange(Pair(answer=answer), Losses())
    assert (exchange.started, exchange.duration_ms) == (answer.time, 0.0)
