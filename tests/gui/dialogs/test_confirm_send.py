import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel

from hisight.gui.dialogs.confirm_send import ConfirmSendDialog, confirm_send


@pytest.fixture
def dialog(qtbot, catalog) -> ConfirmSendDialog:
    made = ConfirmSendDialog(catalog.function("2007"), "his.example:8080", "李一诺")
    qtbot.addWidget(made)
    return made


def said(dialog: ConfirmSendDialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel))


def test_it_names_function_target_and_patient(dialog):
    for part in ("changes the hospital's data", "2007 OrderReg", "his.example:8080", "李一诺"):
        assert part in said(dialog)


def test_money_is_called_money_and_an_unknown_patient_unknown(qtbot, catalog):
    dialog = ConfirmSendDialog(catalog.function("3002"), "his.example", "")
    qtbot.addWidget(dialog)
    assert "moves money" in said(dialog)
    assert "none in the message" in said(dialog)


def test_the_enter_key_does_not_send(dialog, qtbot):
    with qtbot.waitExposed(dialog):
        dialog.show()
    with qtbot.waitSignal(dialog.rejected):
        qtbot.keyClick(dialog, Qt.Key.Key_Return)


@pytest.mark.parametrize("answer", [True, False])
def test_the_answer_is_what_was_clicked(qapp, catalog, answer):
    def click():
        dialog = QApplication.activeModalWidget()
        dialog.send.click() if answer else dialog.reject()

    QTimer.singleShot(0, click)
    assert confirm_send(None, catalog.function("2007"), "his.example", "") is answer
