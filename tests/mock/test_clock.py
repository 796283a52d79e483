from datetime import datetime, timedelta

from hisight.mock.clock import Clock


def test_a_clock_goes_with_the_machine_until_it_is_moved_or_put():
    clock = Clock()
    before = datetime.now()
    assert before <= clock() <= datetime.now()
    clock.move(timedelta(minutes=11))
    assert clock() >= before + timedelta(minutes=11)
    clock.put(datetime(2030, 1, 1))
    assert datetime(2030, 1, 1) <= clock() < datetime(2030, 1, 2)
