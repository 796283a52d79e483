from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication
from tests.gui import recorded

from hisight.export.departure import CancelledError
from hisight.export.formats import Order, by_name
from hisight.gui.exporting import Exporting


@pytest.fixture
def exporting(qapp):
    made = Exporting(qapp)
    yield made
    made.dismiss()


@pytest.fixture
def order(tmp_path):
    with recorded.session(tmp_path / "calls.hisight") as session:
        yield Order(session, [1, 2], recorded.READER)


def test_the_file_is_written_and_how_far_it_is_is_told(qtbot, exporting, order, tmp_path):
    steps = []
    exporting.progress.connect(lambda *step: steps.append(step))
    with qtbot.waitSignal(exporting.written) as written:
        exporting.export(by_name("csv"), tmp_path / "out.csv", order)
    assert written.args[0].calls == 2
    assert (tmp_path / "out.csv").is_file()
    assert steps[-1] == (4, 4)


def test_a_cancelled_one_has_written_nothing(qtbot, exporting, order, tmp_path):
    real = by_name("csv")

    def write(file, ordered):
        exporting.cancel()
        return real.write(file, ordered)

    with qtbot.waitSignal(exporting.failed) as failed:
        exporting.export(replace(real, write=write), tmp_path / "out.csv", order)
    assert isinstance(failed.args[0], CancelledError)
    assert not (tmp_path / "out.csv").exists()


def test_it_goes_when_nobody_listens_any_more(qtbot, order, tmp_path):
    for running in (False, True):
        one = Exporting(QApplication.instance())
        if running:
            one.export(by_name("csv"), tmp_path / "out.csv", order)
        with qtbot.waitSignal(one.destroyed):
            one.dismiss()
