import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel

from hisight.gui.dialogs.confirm_send import ConfirmSendDialog, permitted
from hisight.replay import ONLY_READING, Question
from hisight.replay.permission import Deed

ORDER = Deed("write", "2007 OrderReg 预约和挂号", "his.example:8080", "李一诺 000000199001010015", "25.00 yuan", "")
PAY = Deed("money", "3002 opPay 诊间支付", "his.example:8080", "", "", "")


@pytest.fixture
def ask(qtbot):
    def make(*deeds: Deed) -> ConfirmSendDialog:
        made = ConfirmSendDialog(Question(deeds))
        qtbot.addWidget(made)
        return made

    return make


def said(dialog: ConfirmSendDialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel))


def test_it_names_function_target_patient_and_amount(ask):
    told = said(ask(ORDER))
    for part in ("changes the hospital's data", "2007 OrderReg", "his.example:8080", "李一诺", "25.00 yuan"):
        assert part in told


def test_money_is_called_money_and_an_unknown_patient_unknown(ask):
    told = said(ask(PAY))
    assert "moves money" in told
    assert "none in the message" in told


def test_a_batch_is_one_question_with_the_count_of_each_function(ask):
    told = said(ask(*[ORDER] * 3, PAY))
    assert "These 4 calls really move money" in told
    assert "2007 OrderReg 预约和挂号 × 3" in told


def test_what_nobody_knows_is_said_so(ask):
    assert "Nobody knows what this call does" in said(ask(ORDER._replace(effect="unknown")))


def test_the_enter_key_does_not_send(ask, qtbot):
    dialog = ask(ORDER)
    with qtbot.waitExposed(dialog):
        dialog.show()
    with qtbot.waitSignal(dialog.rejected):
        qtbot.keyClick(dialog, Qt.Key.Key_Return)


def test_production_is_sent_to_only_after_its_name_was_typed(ask, qtbot):
    dialog = ask(ORDER._replace(production="city"))
    assert not dialog.send.isEnabled()
    dialog.accept()
    assert dialog.result() == 0
    qtbot.keyClicks(dialog.fields[0], "his.example:808")
    assert not dialog.send.isEnabled()
    qtbot.keyClicks(dialog.fields[0], "0")
    with qtbot.waitSignal(dialog.accepted):
        dialog.send.click()
    assert dialog.typed() == ["his.example:8080"]


@pytest.mark.parametrize("answer", [True, False])
def test_the_answer_is_what_was_clicked(qapp, answer):
    def click():
        dialog = QApplication.activeModalWidget()
        dialog.send.click() if answer else dialog.reject()

    QTimer.singleShot(0, click)
    assert (permitted(None, Question((ORDER,))) is not None) is answer


def test_where_nothing_has_to_be_asked_nothing_is():
    assert permitted(None, None) is ONLY_READING
