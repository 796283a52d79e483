import pytest

from hisight.capture import Exchange, Session, SessionError, Summary
from hisight.wording import Words


@pytest.fixture
def strip(qtbot, window):
    window.actions_by_name["statistics"].trigger()
    made = window.workspace.strip
    qtbot.waitUntil(lambda: made.table.topLevelItemCount() > 3)
    return made


def counts(strip) -> dict[str, int]:
    rows = range(strip.table.topLevelItemCount())
    return {
        strip.table.topLevelItem(row).text(0).split()[0]: int(strip.table.topLevelItem(row).text(1)) for row in rows
    }


def test_it_counts_all_calls_then_those_of_the_filter_and_of_one_function(qtbot, window, strip):
    assert sum(counts(strip).values()) == 30
    assert list(counts(strip).values()) == sorted(counts(strip).values(), reverse=True)
    item = next(
        strip.table.topLevelItem(row) for row in range(9) if strip.table.topLevelItem(row).text(0)[:4] == "2005"
    )
    strip.table.itemClicked.emit(item, 0)
    assert window.filter_bar.field.text() == "fun:2005"
    qtbot.waitUntil(lambda: set(counts(strip)) == {"2005"})
    assert window.model.rowCount() == sum(counts(strip).values())
    strip.table.itemClicked.emit(strip.table.topLevelItem(0), 0)
    assert window.filter_bar.field.text() == ""
    qtbot.waitUntil(lambda: sum(counts(strip).values()) == 30)


def test_it_follows_what_comes_and_counts_anew_what_is_read_or_marked_anew(qtbot, window, strip, session_path):
    reader = window.control.reader.fingerprint
    with Session.open(session_path) as other:
        other.append([Exchange(b"POST / HTTP/1.1\r\n\r\n", b"", url="http://his.example/")])
        other.store_summaries([Summary(31, "9999", "Made", failed=True)], reader)
    qtbot.waitUntil(lambda: counts(strip).get("9999") == 1, timeout=20_000)
    window.filter_bar.set_text("mark:2")
    qtbot.waitUntil(lambda: counts(strip) == {})
    window.filter_bar.clear()
    qtbot.waitUntil(lambda: sum(counts(strip).values()) == 31)
    window.filter_bar.set_text("mark:2")
    qtbot.waitUntil(lambda: not window.model.stale and not window.model.rowCount())
    with Session.open(session_path) as own:
        own.mark(3, 2, "")
    window.model.summaries_changed([3])
    window.statistics.forget([3])
    qtbot.waitUntil(lambda: counts(strip) == {"2001": 1})


def test_it_stays_open_for_the_next_time_and_counts_nothing_while_it_is_closed(
    qtbot, window, strip, monkeypatch, settings
):
    assert settings.shows_statistics
    window.rebuild()
    qtbot.waitUntil(lambda: window.workspace.strip.table.topLevelItemCount() > 3)
    window.workspace.strip.unfold(False)
    assert not settings.shows_statistics
    monkeypatch.setattr(window.control.session, "statistics", lambda *_: pytest.fail("counted"))
    window.statistics.forget([1])


def test_a_file_that_cannot_be_read_says_so(qtbot, window, monkeypatch):
    def refuse(*_):
        raise SessionError(Words("坏了", "it is damaged"))

    monkeypatch.setattr(window.control.session, "statistics", refuse)
    window.statistics.toggle()
    qtbot.waitUntil(lambda: "damaged" in window.banner.text.text())
