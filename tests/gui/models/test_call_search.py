import pytest

from hisight.capture import Exchange, Filter, Session, Summary, searching
from hisight.gui.models.call_search import CallSearch


@pytest.fixture
def session(tmp_path, monkeypatch):
    monkeypatch.setattr(searching, "_FIRST_PART", 10)
    with Session.open(tmp_path / "many.hisight", create=True) as opened:
        opened.append([Exchange(b"POST / HTTP/1.1\r\n\r\n", b"")] * 60)
        opened.store_summaries([Summary(number, values=(("A", "号"),)) for number in range(1, 61)], "r")
        yield opened


@pytest.fixture
def search(qtbot):
    made = CallSearch()
    made.parts, made.judgements = [], []
    made.found.connect(lambda part: made.parts.append(list(part)))
    made.judged.connect(lambda asked, passing: made.judgements.append((list(asked), passing)))
    yield made
    made.stop()


def test_the_first_calls_are_shown_before_the_last_are_found(qtbot, search, session):
    counts = []
    search.began.connect(lambda *of: counts.append(of))
    with qtbot.waitSignal(search.ended):
        search.begin(session, Filter("号"))
        assert (search.searching, search.asking) == (True, True)
    assert counts == [(60, 60)]
    assert [len(part) for part in search.parts] == [10, 40, 10]
    assert (search.searching, search.asking) == (False, False)


def test_what_still_comes_of_a_search_that_was_stopped_is_dropped(qtbot, search, session):
    search.begin(session, Filter("号"))
    with qtbot.waitSignal(search.ended):
        search.begin(session, Filter("id:7"))
    assert search.parts == [[7]]
    search.begin(session, Filter("号"))
    search.stop()
    qtbot.wait(50)
    assert search.parts == [[7]]


def test_single_calls_are_asked_about_once_nothing_else_is(qtbot, search, session):
    search.judge([1])  # nobody has asked anything yet
    search.begin(session, Filter("id<5"))
    search.judge([3])
    search.judge([4, 9])
    qtbot.waitUntil(lambda: bool(search.judgements))
    assert search.judgements == [([3, 4, 9], {3, 4})]


def test_an_error_is_handed_on(qtbot, search, session):
    with qtbot.waitSignal(search.failed):
        search.begin(session, Filter("fnu:1"))
    assert not search.asking
