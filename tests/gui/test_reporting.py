"""A report gathered off the GUI thread."""

from tests.gui import recorded

from hisight.gui.reporting import Reporting


def test_the_report_comes_with_how_far_it_is(qtbot, qapp, session_path):
    reporting = Reporting(qapp)
    made, told = [], []
    reporting.made.connect(made.append)
    reporting.progress.connect(lambda done, of: told.append((done, of)))
    with qtbot.waitSignal(reporting.ended, timeout=20_000):
        reporting.start([session_path], recorded.READER)
    assert made[0].coverage.calls == 30
    assert told[-1] == (30, 30)
    assert not reporting.running


def test_what_is_cancelled_makes_no_report(qtbot, qapp, session_path):
    reporting = Reporting(qapp)
    made = []
    reporting.made.connect(made.append)
    with qtbot.waitSignal(reporting.ended, timeout=20_000):
        reporting.start([session_path], recorded.READER)
        reporting.cancel()
    assert made == []


def test_a_file_that_cannot_be_read_is_an_error_and_an_end(qtbot, qapp, tmp_path):
    reporting = Reporting(qapp)
    with qtbot.waitSignals([reporting.failed, reporting.ended], timeout=20_000):
        reporting.start([tmp_path / "none.hisight"], recorded.READER)
