from PySide6.QtCore import Qt
from tests.gui import recorded

from hisight.capture.pausing import Breakpoint
from hisight.gui.dialogs.breakpoints import BreakpointsDialog


def test_breakpoints_are_added_removed_and_the_one_in_the_form_counts_too(qtbot):
    dialog = BreakpointsDialog([Breakpoint("2005")], 20, recorded.READER.catalog)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.points == (Breakpoint("2005"),)
    dialog.function.choose("2007 OrderReg")
    dialog.user.setText(" 0001 ")
    dialog.return_code.setText("!0")
    dialog.url.setText("/his")
    dialog.direction.choose("both")
    dialog.next_only.setChecked(True)
    wanted = Breakpoint("2007 OrderReg", "0001", "/his", "!0", "both", next_only=True)
    assert dialog.points == (Breakpoint("2005"), wanted)
    dialog.add()
    assert dialog.points == (Breakpoint("2005"), wanted)
    texts = [dialog.list.item(row).text() for row in range(dialog.list.count())]
    assert texts[1] == "2007 OrderReg · user 0001 · RETURN_CODE !0 · address has /his · request and answer · next only"
    dialog.list.setCurrentRow(0)
    dialog.remove.click()
    assert dialog.points == (wanted,)
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog.user, Qt.Key.Key_Return)
