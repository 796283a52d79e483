import threading
import time

import pytest
from PySide6.QtWidgets import QLabel
from shiboken6 import delete

from hisight.gui import background


def test_a_result_comes_back_in_the_gui_thread(qtbot):
    threads, results = [], []

    def work() -> int:
        threads.append(threading.current_thread())
        return 42

    background.run(work, lambda result: results.append((result, threading.current_thread())))
    qtbot.waitUntil(lambda: bool(results))
    assert results == [(42, threading.main_thread())]
    assert threads != [threading.main_thread()]
    assert not background.running()


def test_an_error_comes_back_too(qtbot):
    errors = []
    background.run(lambda: 1 / 0, pytest.fail, errors.append)
    qtbot.waitUntil(lambda: bool(errors))
    assert isinstance(errors[0], ZeroDivisionError)


def test_an_error_that_nobody_takes_is_raised_in_the_gui_thread(qtbot):
    with qtbot.captureExceptions() as raised:
        background.run(lambda: 1 / 0, pytest.fail)
        qtbot.waitUntil(lambda: bool(raised))
    assert raised[0][0] is ZeroDivisionError


def test_the_result_of_a_cancelled_job_is_dropped(qtbot):
    go = threading.Event()
    job = background.run(lambda: go.wait(10), pytest.fail, pytest.fail)
    job.cancel()
    assert not background.running()
    go.set()
    background.finish()
    qtbot.wait(20)


def test_work_that_is_cancelled_before_its_turn_never_runs(qtbot, monkeypatch):
    started = []
    job = background.Job(pytest.fail, pytest.fail, None)
    job.cancel()
    job.start(lambda: started.append(1))
    background.finish()
    qtbot.wait(20)
    assert not started


def test_only_long_work_shows_that_it_is_busy(qtbot, monkeypatch):
    shown, results = [], []
    background.run(lambda: 1, results.append, busy=shown.append)
    qtbot.waitUntil(lambda: results == [1])
    assert not shown
    background.run(lambda: time.sleep(0.6) or 2, results.append, busy=shown.append)
    qtbot.waitUntil(lambda: results == [1, 2])
    assert shown == [True, False]


def test_finishing_cancels_what_still_runs(qtbot):
    background.run(lambda: time.sleep(0.1), pytest.fail)
    background.finish()
    assert not background.running()
    qtbot.wait(20)


def test_a_widget_that_is_deleted_meanwhile_is_left_in_peace(qtbot):
    class Reader(QLabel):
        def show_result(self, result: object) -> None:
            self.setText(str(result))

    reader = Reader()
    background.run(lambda: time.sleep(0.6), reader.show_result, busy=lambda _busy: reader.show_result("busy"))
    delete(reader)
    qtbot.waitUntil(lambda: not background.running())
