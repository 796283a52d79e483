"""hisight.bell"""

import threading

from hisight.bell import Bell


def test_who_waits_is_woken_by_a_ring_and_a_ring_is_heard_once():
    bell = Bell()
    threading.Timer(0.01, bell.ring).start()
    bell.wait(30)
    assert not bell.ended
    bell.ring()
    bell.wait(30)
    bell.wait(0)


def test_the_end_wakes_too_and_is_remembered():
    bell = Bell()
    threading.Timer(0.01, bell.end).start()
    bell.wait(30)
    assert bell.ended
