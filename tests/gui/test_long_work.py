"""Work of many steps off the GUI thread."""

import threading

from hisight.gui import background
from hisight.gui.long_work import LongWork


def test_it_runs_until_its_work_is_done(qtbot, qapp):
    work, steps = LongWork(qapp), []
    work.progress.connect(lambda *step: steps.append(step))
    with qtbot.waitSignal(work.ended):
        work.begin(lambda: [work.progress.emit(done, 3) for done in (1, 2, 3)])
        assert work.running
    assert steps == [(1, 3), (2, 3), (3, 3)]
    assert not work.running


def test_a_cancelled_one_is_told_so_and_ends_and_the_next_begins_anew(qtbot, qapp):
    work, going, told = LongWork(qapp), threading.Event(), []

    def ask() -> None:
        going.wait(10)
        told.append(work.is_cancelled())

    with qtbot.waitSignal(work.ended):
        work.begin(ask)
        work.cancel()
        going.set()
    with qtbot.waitSignal(work.ended):
        work.begin(ask)
    assert told == [True, False]


def test_it_takes_no_further_step_when_the_program_ends(qtbot, qapp):
    work, begun, going, told = LongWork(qapp), threading.Event(), threading.Event(), []

    def ask() -> None:
        begun.set()
        going.wait(10)
        told.append(work.is_cancelled())

    work.begin(ask)
    assert begun.wait(10)  # what has not begun yet does not begin any more
    threading.Timer(0.1, going.set).start()
    background.finish()
    assert told == [True]


def test_an_error_ends_it_with_its_reason(qtbot, qapp):
    work = LongWork(qapp)
    with qtbot.waitSignal(work.failed) as failed:
        work.begin(lambda: 1 / 0)
    assert isinstance(failed.args[0], ZeroDivisionError)
    assert not work.running
