import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QToolButton
from tests.gui import recorded

from hisight.gui.dialogs import edit_call
from hisight.gui.dialogs.edit_call import EditCallDialog
from hisight.gui.models.tree_model import Column
from hisight.gui.views.moment_edit import MomentEdit
from hisight.protocol import Scheme
from hisight.reading import Reader

EDITABLE = Qt.ItemFlag.ItemIsEditable


@pytest.fixture
def open_dialog(qtbot):
    def open_(fault: str = "", fun_code: str = "2007", reader: Reader = recorded.READER, **changes) -> EditCallDialog:
        reading = recorded.reading(fault, fun_code, **changes)
        reading = reader.read(reading.call.exchange)
        dialog = EditCallDialog(reading.call.exchange, reading, reader)
        qtbot.addWidget(dialog)
        with qtbot.waitExposed(dialog):
            dialog.show()
        qtbot.waitUntil(lambda: dialog.table.model().rowCount() > 0)
        return dialog

    return open_


@pytest.fixture
def dialog(open_dialog) -> EditCallDialog:
    return open_dialog()


def value(dialog: EditCallDialog, path: str) -> str:
    return str(dialog.table.model().index_of(path).siblingAtColumn(Column.VALUE).data(Qt.ItemDataRole.EditRole))


def type_value(dialog: EditCallDialog, path: str, text: str) -> None:
    model = dialog.table.model()
    index = model.index_of(path).siblingAtColumn(Column.VALUE)
    assert model.line(index).path == path
    model.setData(index, text)


def menu_action(dialog: EditCallDialog, path: str, text: str):
    dialog.table.go_to(path)
    return next(action for action in dialog.table.menu(dialog.table.line()).actions() if action.text() == text)


def test_untouched_it_sends_the_recorded_bytes(dialog, qtbot):
    with qtbot.waitSignal(dialog.send_requested) as sent:
        qtbot.keyClick(dialog.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert sent.args[0].body == recorded.exchange(fun_code="2007").request_body
    assert sent.args[0].url == recorded.URL


def test_a_value_typed_in_the_table_stands_in_the_xml_with_every_other_character(dialog, qtbot):
    before = dialog.editor.text()
    type_value(dialog, "REQ/NAME", "王五<")
    name = recorded.reading(fun_code="2007").subject("request").message.document.root
    old = next(node.value for node in name.children if node.name == "NAME")
    assert dialog.editor.text() == before.replace(f"<NAME>{old}</NAME>", "<NAME>王五&lt;</NAME>")
    qtbot.waitUntil(lambda: value(dialog, "REQ/NAME") == "王五<")


def test_what_is_typed_as_xml_stands_in_the_table(dialog, qtbot):
    sex = value(dialog, "REQ/SEX")
    dialog.editor.replace_text(dialog.editor.text().replace(f"<SEX>{sex}</SEX>", "<SEX>9</SEX>"))
    qtbot.waitUntil(lambda: value(dialog, "REQ/SEX") == "9")
    assert "SEX" in dialog.outcome.findings.model().index(0, 0).data()
    assert not dialog.table.isColumnHidden(Column.FINDING)


def test_sign_follows_every_edit(dialog, qtbot):
    before = dialog.outcome.signature.found.text()
    type_value(dialog, "REQ/NAME", "王五")
    qtbot.waitUntil(lambda: dialog.outcome.signature.found.text() != before)
    assert dialog.outcome.signature.verdict.text() == "The signature fits"


def test_a_kept_sign_is_sent_wrong_on_purpose(dialog, qtbot):
    before = value(dialog, "ROOT/SIGN")
    dialog.sign.modes.activated.emit(1)
    type_value(dialog, "REQ/NAME", "王五")
    qtbot.waitUntil(lambda: dialog.outcome.signature.verdict.text() == "The signature does not fit")
    assert value(dialog, "ROOT/SIGN") == before


def test_values_of_root_can_be_edited(dialog, qtbot):
    type_value(dialog, "ROOT/USER_ID", "another")
    qtbot.waitUntil(lambda: value(dialog, "ROOT/USER_ID") == "another")
    assert dialog.outcome.signature.verdict.text() == "The signature fits"


def test_a_field_is_taken_out_and_put_back_where_it_belongs(dialog, qtbot):
    before, name = dialog.editor.text(), value(dialog, "REQ/NAME")
    menu_action(dialog, "REQ/NAME", "Remove this field").trigger()
    assert "<NAME>" not in dialog.editor.text()
    qtbot.waitUntil(dialog.outcome.findings.isVisible)
    type_value(dialog, "REQ/NAME", name)
    assert dialog.editor.text() == before


def test_the_values_of_root_cannot_be_removed(dialog):
    assert not menu_action(dialog, "ROOT/SIGN", "Remove this field").isEnabled()


def test_ill_formed_xml_is_said_and_can_be_sent(dialog, qtbot):
    dialog.editor.replace_text(dialog.editor.text().replace("</NAME>", ""))
    qtbot.waitUntil(lambda: "<NAME>" in dialog.outcome.state.text())
    assert dialog.send.isEnabled()


def test_an_edit_of_a_field_that_is_gone_meanwhile_changes_nothing(dialog, qtbot):
    dialog.editor.replace_text("<REQ/>")
    type_value(dialog, "REQ/NAME", "王五")
    assert dialog.editor.text() == "<REQ/>"
    action = menu_action(dialog, "REQ/NAME", "Remove this field")
    action.trigger()
    assert dialog.editor.text() == "<REQ/>"


def test_another_target_and_one_that_is_none(dialog, qtbot):
    dialog.target.setText("http://test.example:9000")
    with qtbot.waitSignal(dialog.send_requested) as sent:
        dialog.send.click()
    assert sent.args[0].url == "http://test.example:9000/HisService"
    dialog.target.setText("nowhere")
    with qtbot.assertNotEmitted(dialog.send_requested):
        dialog.send.click()
    assert not dialog.send.isEnabled()
    assert "incomplete" in dialog.outcome.state.text()


def test_indent_and_restore(dialog, qtbot):
    before = dialog.editor.text()
    buttons = {button.text(): button for button in dialog.findChildren(QToolButton)}
    buttons["Indent"].click()
    assert dialog.editor.text().startswith("<REQ>\n  <REG_ROLE>")
    type_value(dialog, "ROOT/USER_ID", "another")
    dialog.sign.modes.activated.emit(1)
    dialog.target.setText("nowhere")
    dialog.restore.click()
    assert dialog.editor.text() == before
    assert dialog.draft().fields == {}
    assert dialog.draft().to == ""
    assert dialog.draft().xml is None
    assert dialog.draft().resign


def test_a_finding_leads_to_its_field(open_dialog, qtbot):
    dialog = open_dialog("too-long-value", "1002")
    qtbot.waitUntil(lambda: dialog.outcome.findings.isVisible())
    finding = recorded.reading("too-long-value").findings[0]
    dialog.outcome.finding_activated.emit(finding)
    assert dialog.table.line().path == finding.path


def test_a_payload_that_cannot_be_decrypted_cannot_be_edited_but_sent(open_dialog, qtbot, catalog):
    dialog = open_dialog("", "1001", Reader(catalog, scheme=Scheme()))
    assert dialog.editor.isReadOnly()
    with qtbot.waitSignal(dialog.send_requested) as sent:
        dialog.send.click()
    assert sent.args[0].body == recorded.exchange(fun_code="1001").request_body


def test_the_first_field_of_an_empty_request_can_be_added(open_dialog, qtbot):
    dialog = open_dialog("", "1001")
    dialog.editor.replace_text("<REQ/>")
    qtbot.waitUntil(lambda: dialog.outcome.findings.isVisible())
    type_value(dialog, "REQ/HOSPITAL_ID", "SL01")
    assert dialog.editor.text() == "<REQ><HOSPITAL_ID>SL01</HOSPITAL_ID></REQ>"


def test_a_date_is_picked_from_a_calendar(dialog, qtbot):
    with qtbot.waitActive(dialog):
        dialog.activateWindow()
    dialog.table.go_to("REQ/REG_DATE")
    dialog.table.edit(dialog.table.currentIndex().siblingAtColumn(Column.VALUE))
    edit = dialog.table.findChild(MomentEdit)
    picker = edit.open_picker()
    qtbot.waitUntil(lambda: picker.calendar.hasFocus() or picker.isVisible())
    picker.calendar.setSelectedDate(QDate(2027, 1, 5))
    picker.take.click()
    assert "<REG_DATE>2027-01-05</REG_DATE>" in dialog.editor.text()


def press(qtbot, widget, key: Qt.Key) -> None:
    qtbot.keyClick(widget, key, Qt.KeyboardModifier.ControlModifier)


def test_undo_takes_back_the_last_edit_whichever_side_it_was_made_on(dialog, qtbot):
    recorded_xml = dialog.editor.text()
    type_value(dialog, "REQ/NAME", "王五")
    by_form = dialog.editor.text()
    dialog.editor.replace_text(by_form.replace("<SEX>", "<SEX> "))
    press(qtbot, dialog.table, Qt.Key.Key_Z)
    assert dialog.editor.text() == by_form
    press(qtbot, dialog.editor, Qt.Key.Key_Z)
    assert dialog.editor.text() == recorded_xml
    press(qtbot, dialog.target, Qt.Key.Key_Y)
    assert dialog.editor.text() == by_form
    press(qtbot, dialog.editor, Qt.Key.Key_Y)
    assert "<SEX> " in dialog.editor.text()
    qtbot.waitUntil(lambda: value(dialog, "REQ/SEX").startswith(" "))


def test_a_layer_by_hand_says_so_and_follows_again(dialog, qtbot):
    dialog.layers.show_layer("root")
    root = dialog.layers.editors["root"]
    root.replace_text(root.text().replace("demo-aes", "somebody"))
    qtbot.waitUntil(dialog.notice.isVisible)
    assert value(dialog, "ROOT/USER_ID") == "somebody"
    assert not dialog.table.model().flags(dialog.table.model().index_of("REQ/NAME").siblingAtColumn(1)) & EDITABLE
    assert not dialog.sign.isEnabled()
    with qtbot.waitSignal(dialog.send_requested) as sent:
        dialog.send.click()
    assert b"somebody" in sent.args[0].body
    dialog.notice.follow.click()
    qtbot.waitUntil(lambda: not dialog.notice.isVisible())
    assert dialog.draft().root is None
    assert "demo-aes" in root.text()


def test_bytes_that_are_no_hex_say_so_and_are_not_sent(dialog, qtbot):
    dialog.layers.show_layer("bytes")
    editor = dialog.layers.editors["bytes"]
    before = editor.text()
    editor.replace_text("zz" + before)
    qtbot.waitUntil(lambda: "pairs of hex digits" in dialog.outcome.state.text())
    assert not dialog.send.isEnabled()
    assert editor.text().startswith("zz")
    with qtbot.assertNotEmitted(dialog.send_requested):
        dialog._send()
    editor.replace_text(before)
    qtbot.waitUntil(dialog.send.isEnabled)


def test_a_sign_is_typed_by_hand_and_computed_again(dialog, qtbot):
    dialog.sign.modes.activated.emit(2)
    dialog.sign.sign.setText("")
    qtbot.keyClicks(dialog.sign.sign, "ABC")
    qtbot.waitUntil(lambda: value(dialog, "ROOT/SIGN") == "ABC")
    assert dialog.sign.modes.currentText() == "Type it"
    dialog.sign.modes.activated.emit(0)
    qtbot.waitUntil(lambda: dialog.outcome.signature.verdict.text() == "The signature fits")


def test_it_opens_on_the_first_field_of_the_payload_with_root_closed(dialog):
    assert dialog.table.line().path == "REQ/REG_ROLE"
    assert not dialog.table.isExpanded(dialog.table.model().index_of("ROOT"))


def test_a_row_that_is_moved_stays_the_current_one(dialog, qtbot):
    dialog.table.go_to("REQ/NAME")
    dialog.tools.down.click()
    qtbot.waitUntil(lambda: dialog.table.line().path == "REQ/NAME" and not dialog._timer.isActive())
    assert dialog.editor.text().index("<SEX>") < dialog.editor.text().index("<NAME>")
    assert not dialog.table.isExpanded(dialog.table.model().index_of("ROOT"))


def test_edits_are_not_dropped_without_a_question(dialog, qtbot, monkeypatch, asked_before_edits_are_dropped):
    monkeypatch.setattr(edit_call, "may_drop", lambda *_: False)
    dialog.editor.replace_text(dialog.editor.text().replace("<SEX>1</SEX>", "<SEX>2</SEX>"))
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    dialog.restore.click()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert asked_before_edits_are_dropped == []
