import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from tests.gui import recorded

from hisight import wording
from hisight.capture import Exchange, Filter, Session, SessionError
from hisight.errors import HisightError
from hisight.gui.dialogs.paste_message import PasteMessage
from hisight.gui.main_window import MainWindow
from hisight.reading import Reader
from hisight.wording import Words

NO_MODIFIER = Qt.KeyboardModifier.NoModifier


def drop(window, *files) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    QApplication.sendEvent(window, QDragEnterEvent(QPoint(9, 9), copy, data, left, NO_MODIFIER))
    QApplication.sendEvent(window, QDropEvent(QPointF(9, 9), copy, data, left, NO_MODIFIER))


def test_a_window_without_a_session_welcomes(open_window):
    window = open_window()
    assert window.welcome.isVisible()
    assert window.windowTitle() == "HISight"
    for name in ("replay", "only_function", "next_failed", "original", "find_next", "clear_filter"):
        assert not window.actions_by_name[name].isEnabled()
    assert not window.grab().isNull()


def test_a_session_shows_the_first_call_that_failed_with_its_verdict(window):
    assert window.windowTitle() == "recorded.hisight - HISight"
    assert window.calls.current_id == 14
    assert window.detail.header.sentence.text().startswith("The HIS refused (200505)")


def test_another_call_is_read_when_it_is_selected(qtbot, window):
    window.show_call(19)
    qtbot.waitUntil(lambda: window.settled)
    assert "key" in window.detail.header.sentence.text()


def test_f3_finds_the_next_place_wherever_the_keyboard_is(qtbot, window):
    window.detail.set_tab("response")
    field, table = window.detail.response.findChild(QLineEdit), window.detail.response.table
    field.setText("RETURN")
    table.go_to("ROOT")
    with qtbot.waitActive(window):
        window.activateWindow()
    for pane, path in (
        (field, "ROOT/RETURN_CODE"),
        (table, "ROOT/RETURN_MSG"),
        (window.calls.table, "ROOT/RETURN_CODE"),
    ):
        pane.setFocus()
        qtbot.keyClick(pane, Qt.Key.Key_F3)
        assert table.line().path == path


def test_a_call_that_the_filter_hides_is_shown_by_clearing_the_filter(qtbot, window):
    window.filter_bar.chips["failed"].click()
    qtbot.waitUntil(lambda: window.model.rowCount() == 6)
    window.show_call(1)
    qtbot.waitUntil(lambda: window.calls.current_id == 1)
    assert window.filter_bar.filter == Filter()


def test_a_number_that_does_not_exist_is_explained(window):
    window.show_call(99)
    assert window.banner.text.text() == "Session recorded.hisight has no call 99. Its numbers go from 1 to 30."


def test_a_call_that_is_damaged_is_said_to_be_where_it_would_stand(qtbot, window):
    with window.control.session.connection(writing=True) as connection:
        connection.execute("UPDATE exchange SET request_head = x'ff00' WHERE id = 19")
    window.calls.select(19)
    qtbot.waitUntil(lambda: window.settled)
    shown = " ".join(label.text() for label in window.detail.findChildren(QLabel) if label.isVisible())
    assert "What session recorded.hisight holds of call 19 is damaged." in shown
    assert "hisight session rescue" in shown
    window.calls.select(18)
    qtbot.waitUntil(lambda: window.detail.header.isVisible())


def test_a_session_that_does_not_exist_is_an_error_before_the_window_shows(settings, tmp_path):
    with pytest.raises(SessionError):
        MainWindow(tmp_path / "none.hisight", Reader.default(), settings)


def test_an_opened_session_is_remembered(window, settings, session_path):
    assert settings.recent == [session_path]


def test_what_another_process_records_appears_by_itself(qtbot, window, session_path):
    with Session.open(session_path) as other:
        other.append([Exchange(b"POST / HTTP/1.1\r\n\r\n", b"", url="http://his.example/")])
    qtbot.waitUntil(lambda: window.model.rowCount() == 31, timeout=10_000)
    qtbot.waitUntil(lambda: window.model.row(30).summary is not None, timeout=20_000)


def test_the_words_of_the_filter_reach_the_list_and_the_status(qtbot, window):
    window.filter_bar.set_text("LockReg")
    qtbot.waitUntil(lambda: 0 < window.model.rowCount() < 30 and not window.model.stale)
    window.filter_bar.set_text("no such thing")
    qtbot.waitUntil(lambda: window.calls.empty.isVisible())
    window.calls.empty.pressed.emit()
    qtbot.waitUntil(lambda: window.model.rowCount() == 30)


def test_another_language_or_theme_shows_the_same_again(qtbot, window):
    window.show_call(19)
    window.detail.set_tab("signature")
    window.filter_bar.set_filter(Filter("failed:yes"))
    qtbot.waitUntil(lambda: window.settled)
    wording.use("zh")
    window.rebuild()
    qtbot.waitUntil(lambda: window.settled)
    assert window.calls.current_id == 19
    assert window.detail.tab() == "signature"
    assert window.filter_bar.chips["failed"].isChecked()
    assert window.actions_by_name["replay"].text() == "重放"
    assert "密钥" in window.detail.header.sentence.text()


def test_an_error_is_a_sentence_with_a_capital(window):
    window.complain(HisightError(Words("", "the port is taken."), Words("", "Choose another.")))
    assert window.banner.text.text() == "The port is taken. Choose another."
    window.complain(ValueError("odd"))
    assert window.banner.text.text() == "ValueError: odd"


def test_a_session_is_opened_by_dropping_it(qtbot, open_window, session_path):
    window = open_window()
    drop(window, session_path)
    qtbot.waitUntil(lambda: window.model.total == 30)


def test_a_file_that_is_no_session_is_explained(open_window, tmp_path):
    window = open_window()
    (tmp_path / "x.hisight").write_bytes(b"not a session" * 100)
    drop(window, tmp_path / "x.hisight")
    assert "x.hisight" in window.banner.text.text()
    assert window.welcome.isVisible()


def test_a_message_is_read_by_dropping_its_file(open_window, tmp_path):
    window = open_window()
    (tmp_path / "message.xml").write_text("<REQ><LOCK_ID>1</LOCK_ID></REQ>", encoding="utf-8")
    drop(window, tmp_path / "message.xml")
    dialog = window.findChild(PasteMessage)
    assert "LOCK_ID" in dialog.text.toPlainText()
    dialog.close()


def test_keys_work_from_anywhere(qtbot, window):
    before = window.calls.current_id
    window.activateWindow()
    window.detail.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.calls.current_id == before + 1)


def test_the_window_keeps_its_size(open_window):
    window = open_window()
    window.resize(1, 555)  # no wider than it must be: the screen of the tests is narrow
    kept = window.size()
    window.close()
    again = open_window()
    assert again.size() == kept


def test_a_call_is_read_in_the_charset_that_the_user_chose_until_another_is_shown(window, qtbot):
    number = recorded.number("wrong-charset")
    window.show_call(number)
    qtbot.waitUntil(lambda: window.settled)
    window.detail.set_tab("raw")
    side = window.detail.raw.sides["response"]
    side.charset.chosen.emit("latin-1")
    qtbot.waitUntil(lambda: window.settled and side.charset.text() == "Latin-1 ▾")
    window.show_call(number - 1)
    qtbot.waitUntil(lambda: window.settled)
    window.show_call(number)
    qtbot.waitUntil(lambda: window.settled and side.charset.text() == "GB18030 ▾")


def test_a_call_that_is_being_edited_is_not_dropped_when_the_window_is_closed(qtbot, window, monkeypatch):
    from hisight.gui.dialogs import edit_call

    wanted = []
    monkeypatch.setattr(edit_call, "may_drop", lambda _parent, _question: wanted.append(False) or len(wanted) > 1)
    window.calls.select(1)
    window.actions_by_name["edit"].trigger()
    qtbot.waitUntil(lambda: window.findChild(edit_call.EditCallDialog) is not None)
    dialog = window.findChild(edit_call.EditCallDialog)
    dialog.editor.replace_text(dialog.editor.text().replace("REQ", "REQ", 1) + " ")
    assert not window.close()
    assert window.isVisible()
    assert dialog.isVisible()
    assert window.close()
    assert len(wanted) == 2
