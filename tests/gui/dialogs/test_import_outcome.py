from pathlib import Path

from PySide6.QtGui import QGuiApplication

from hisight.errors import HisightError
from hisight.gui.dialogs.import_outcome import ImportOutcome
from hisight.imports.arriving import Arrived
from hisight.wording import Words

LOST = Words("文件中没有时间。", "the file has no times.")
ARRIVED = Arrived(Path("a.http"), Words("原始 HTTP", "raw HTTP"), 7, 2, 0, 0, (LOST,))


def test_files_and_remarks_are_rows_and_a_press_shows_the_first_call(qtbot):
    dialog = ImportOutcome([ARRIVED], [(Path("b"), HisightError(LOST))])
    qtbot.addWidget(dialog)
    refused, came = (dialog.table.topLevelItem(row) for row in range(2))
    assert (refused.text(0), came.text(0)) == ("b: the file has no times.", "a.http (raw HTTP): 2 calls.")
    assert came.child(0).text(0) == "the file has no times."
    with qtbot.waitSignal(dialog.call_chosen) as chosen:
        dialog.table.itemActivated.emit(came.child(0), 0)
    assert chosen.args == [7]
    with qtbot.assertNotEmitted(dialog.call_chosen):
        dialog.table.itemActivated.emit(refused, 0)
    dialog.copy.click()
    assert QGuiApplication.clipboard().text().splitlines()[1:] == [
        "a.http (raw HTTP): 2 calls.",
        "  the file has no times.",
    ]
