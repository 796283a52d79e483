import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from hisight.gui.dialogs.dropping import may_drop


@pytest.mark.parametrize(
    ("press", "dropped"), [("Drop them", True), ("Keep editing", False), ("Enter", False), ("Esc", False)]
)
def test_edits_are_dropped_only_by_the_button_that_says_so(qtbot, press, dropped):
    parent = QWidget()
    qtbot.addWidget(parent)

    def answer() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        assert box.text() == "Really?"
        key = {"Enter": Qt.Key.Key_Return, "Esc": Qt.Key.Key_Escape}.get(press)
        if key:
            qtbot.keyClick(box, key)
        else:
            next(button for button in box.buttons() if button.text() == press).click()

    QTimer.singleShot(0, answer)
    assert may_drop(parent, "Really?") is dropped
