"""hisight.capture.keeper"""

import threading

from hisight.capture import Session
from hisight.capture.keeper import Keeper
from hisight.capture.retention import Limits


def test_what_is_too_old_is_removed_again_and_again_and_told(session, exchange):
    session.append([exchange(started=1.0)] * 3)
    told, heard = [], threading.Semaphore(0)

    def removed(count):
        told.append(count)
        heard.release()

    with Keeper(session.path, Limits(days=1), removed, every=0.01):
        assert heard.acquire(timeout=20)
        session.append([exchange(started=1.0)])
        assert heard.acquire(timeout=20)

    assert told == [3, 1]
    assert session.count() == 0


def test_a_session_that_cannot_be_used_now_is_tried_again(tmp_path, exchange, monkeypatch):
    path, removed, opened, tried = tmp_path / "late.hisight", threading.Event(), Session.open, threading.Semaphore(0)

    def notice(*arguments, **options):
        tried.release()
        return opened(*arguments, **options)

    with Keeper(path, Limits(days=1), lambda _count: removed.set(), every=0.01):
        monkeypatch.setattr(Session, "open", notice)
        assert tried.acquire(timeout=20)
        with opened(path, create=True) as session:
            session.append([exchange(started=1.0)])
        assert removed.wait(20)
