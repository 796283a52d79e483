import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from tests.gui import recorded

from hisight.gui.models.tree_model import Column
from hisight.gui.views.tree_table import TreeTable
from hisight.reading.lines import Line, lines


def lines_of(fault: str = "", fun_code: str = "", direction: str = "response"):
    reading = recorded.reading(fault, fun_code)
    return lines(reading.subject(direction), reading.findings)


@pytest.fixture
def table(qtbot) -> TreeTable:
    made = TreeTable()
    qtbot.addWidget(made)
    made.resize(800, 500)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_a_short_message_opens_whole_and_a_long_one_where_something_is_wrong(table):
    table.show_lines(lines_of(fun_code="1001"))
    assert all(table.isExpanded(index) for index in table.model().indexes() if table.model().hasChildren(index))
    group = Line("RES", "RES", "group", children=lines_of("missing-field")[1].children * 3)
    table.show_lines([group])
    opened = {table.model().line(index).path for index in table.model().indexes() if table.isExpanded(index)}
    assert {"RES", "RES/DOCTOR_LIST[1]"} <= opened
    plain = [
        Line(f"RES/L[{n}]", "L", "group", children=(Line(f"RES/L[{n}]/A", "A", "value", "1"),)) for n in range(1, 99)
    ]
    table.show_lines([Line("RES", "RES", "group", children=tuple(plain))])
    opened = {table.model().line(index).path for index in table.model().indexes() if table.isExpanded(index)}
    assert opened == {"RES", "RES/L[1]"}


def test_the_column_of_findings_is_there_when_there_are_some(table):
    table.show_lines(lines_of(fun_code="1001"))
    assert table.isColumnHidden(Column.FINDING)
    table.show_lines(lines_of("misnamed-field"))
    assert not table.isColumnHidden(Column.FINDING)


def test_going_to_a_path_opens_it_and_says_so(table, qtbot):
    table.show_lines(lines_of("misnamed-field"))
    table.collapseAll()
    with qtbot.waitSignal(table.current_line) as said:
        assert table.go_to("RES/DEPT_LIST[5]/DEPARTNAME")
    assert said.args[0].path == "RES/DEPT_LIST[5]/DEPARTNAME"
    assert table.line().path == "RES/DEPT_LIST[5]/DEPARTNAME"
    assert not table.go_to("NONE")


def test_find_looks_in_names_values_meanings_and_descriptions(table):
    table.show_lines(lines_of("misnamed-field"))
    for text, path in (("外科", "RES/DEPT_LIST[4]/DEPARTNAME"), ("phone", "RES/DEPT_LIST[4]/PHONE")):
        assert table.find_next(text)
        assert table.line().path == path
    assert table.find_next("phone", backwards=True)
    assert table.line().path == "RES/DEPT_LIST[3]/PHONE"
    assert not table.find_next("nowhere to be found")


def test_ctrl_c_copies_the_value(table, qtbot):
    table.show_lines(lines_of("misnamed-field"))
    table.go_to("RES/DEPT_LIST[1]/DEPARTNAME")
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "内科"
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert table.line().path == "RES/DEPT_LIST[1]/PARENT_ID"


def test_the_menu_copies_and_filters(table, qtbot):
    table.show_lines(lines_of("misnamed-field"))
    table.go_to("RES/DEPT_LIST[1]/DEPARTNAME")
    actions = {action.text(): action for action in table.menu(table.line()).actions()}
    copied = []
    for name in ("Copy value", "Copy path", "Copy row"):
        actions[name].trigger()
        copied.append(QGuiApplication.clipboard().text())
    assert copied[:2] == ["内科", "RES/DEPT_LIST[1]/DEPARTNAME"]
    assert copied[2].startswith("RES/DEPT_LIST[1]/DEPARTNAME\t内科\t")
    with qtbot.waitSignal(table.filter_requested) as wanted:
        actions["Only DEPARTNAME = 内科"].trigger()
    assert wanted.args == ["only", "DEPARTNAME", "内科"]
    with qtbot.waitSignal(table.column_requested) as wanted:
        actions["Show as a column"].trigger()
    assert wanted.args == ["DEPARTNAME"]


def test_a_group_has_no_value_to_copy_or_filter_by(table):
    table.show_lines(lines_of("misnamed-field"))
    table.go_to("RES")
    enabled = {action.text(): action.isEnabled() for action in table.menu(table.line()).actions()}
    assert not enabled["Copy value"]
    assert "Show as a column" not in enabled
    assert enabled["Copy path"]


def test_columns_that_the_user_has_set_stay_so(table):
    table.show_lines(lines_of("misnamed-field"))
    table.header().resizeSection(Column.FIELD, 111)
    table.resize(900, 500)
    assert table.columnWidth(Column.FIELD) == 111


def test_the_same_lines_with_other_values_keep_what_is_open(table):
    table.show_lines(lines_of("misnamed-field"))
    table.go_to("RES/DEPT_LIST[1]/DEPARTNAME")
    table.collapse(table.model().index_of("RES/DEPT_LIST[2]"))
    table.show_lines(lines_of("misnamed-field"))
    assert not table.isExpanded(table.model().index_of("RES/DEPT_LIST[2]"))
    assert table.line().path == "RES/DEPT_LIST[1]/DEPARTNAME"


def test_the_first_line_with_the_worst_finding_is_current(table):
    table.show_lines(lines_of("misnamed-field"))
    assert table.line().path == "RES/DEPT_LIST[1]/DEPARTNAME"
    table.show_lines(lines_of(fun_code="1001"))
    assert table.line() is None


def test_what_is_current_stays_in_sight_when_the_table_gets_lower(table, qapp):
    table.show_lines(lines_of("misnamed-field"))
    table.go_to("RES/DEPT_LIST[3]/PHONE")
    table.resize(800, 120)
    qapp.processEvents()
    assert table.viewport().rect().contains(table.visualRect(table.currentIndex()).center())


def test_f1_and_the_menu_explain_a_finding_and_f1_is_the_windows_elsewhere(table, qtbot):
    table.show_lines(lines_of("misnamed-field"))
    with qtbot.waitSignal(table.help_requested) as asked:
        qtbot.keyClick(table, Qt.Key.Key_F1)
    assert asked.args[0].code == "FLD003"
    actions = {action.text(): action for action in table.menu(table.line()).actions()}
    with qtbot.waitSignal(table.help_requested):
        actions["What FLD003 means"].trigger()
    for path, ours in (("RES/DEPT_LIST[1]/DEPARTNAME", True), ("RES", False)):
        table.go_to(path)
        event = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier)
        event.ignore()
        table.event(event)
        assert event.isAccepted() == ours


def test_a_published_line_can_be_shown_in_the_interface(table, qtbot):
    table.show_lines(lines_of("misnamed-field"))
    table.go_to("RES/DEPT_LIST[1]/DEPARTNAME")
    (action,) = [one for one in table.menu(table.line()).actions() if one.text() == "Show in the interface"]
    with qtbot.waitSignal(table.interface_requested) as wanted:
        action.trigger()
    assert wanted.args[0].field.name == "DEPT_NAME"


def test_what_was_closed_stays_closed_when_a_row_is_added_to_the_form(qtbot):
    table = TreeTable(editable=True)
    qtbot.addWidget(table)
    reading = recorded.reading(fun_code="2007")
    shown = lines(reading.subject("request"), ())
    table.show_lines(shown)
    table.collapse(table.model().index_of("ROOT"))
    root, payload = shown
    table.show_lines((root, payload._replace(children=payload.children[1:])))
    assert not table.isExpanded(table.model().index_of("ROOT"))
    assert table.isExpanded(table.model().index_of("REQ"))
    table.lock(locked=True)
    index = table.model().index_of("REQ/NAME").siblingAtColumn(Column.VALUE)
    assert not table.model().flags(index) & Qt.ItemFlag.ItemIsEditable


def test_a_form_without_fields_says_so(qtbot):
    table = TreeTable(editable=True)
    qtbot.addWidget(table)
    table.resize(400, 300)
    table.show_lines(())
    with_words = table.viewport().grab().toImage()
    read_only = TreeTable()
    qtbot.addWidget(read_only)
    read_only.resize(400, 300)
    assert with_words != read_only.viewport().grab().toImage()
