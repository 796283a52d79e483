import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit
from tests.gui import recorded

from hisight.gui import theme
from hisight.gui.models.tree_model import Column
from hisight.gui.views.moment_edit import MomentEdit
from hisight.gui.views.tree_table import TreeTable
from hisight.reading.lines import lines


@pytest.fixture
def table(qtbot) -> TreeTable:
    made = TreeTable(editable=True)
    qtbot.addWidget(made)
    reading = recorded.reading(fun_code="2007")
    made.show_lines(lines(reading.subject("request"), reading.findings))
    made.resize(800, 500)
    with qtbot.waitExposed(made):
        made.show()
    return made


def edit(table: TreeTable, path: str, kind: type):
    index = table.model().index_of(path).siblingAtColumn(Column.VALUE)
    table.scrollTo(index)
    table.setCurrentIndex(index)
    return next(editor for editor in table.viewport().findChildren(kind) if editor.parent() is table.viewport())


def test_every_row_has_one_height(table):
    index = table.model().index_of("REQ/SEX")
    assert table.rowHeight(index) == theme.ROW_HEIGHT


def test_a_value_is_typed(table, qtbot):
    editor = edit(table, "REQ/NAME", QLineEdit)
    editor.setText("王五")
    with qtbot.waitSignal(table.value_edited) as edited:
        qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert (edited.args[0].path, edited.args[1]) == ("REQ/NAME", "王五")


def test_a_code_is_chosen_from_its_table(table, qtbot):
    editor = edit(table, "REQ/SEX", QComboBox)
    assert [editor.itemText(row) for row in range(2)] == ["1  男", "2  女"]
    with qtbot.waitSignal(table.value_edited) as edited:
        editor.setCurrentIndex(3)
        editor.activated.emit(3)
    assert edited.args[1] == "4"


def test_a_code_that_the_table_does_not_have_can_be_typed_too(table, qtbot):
    editor = edit(table, "REQ/SEX", QComboBox)
    editor.lineEdit().setText("9")
    with qtbot.waitSignal(table.value_edited) as edited:
        qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert edited.args[1] == "9"


def test_a_date_has_a_calendar_and_can_still_be_typed_wrong(table, qtbot):
    editor = edit(table, "REQ/REG_DATE", MomentEdit)
    assert editor.placeholderText() == "YYYY-MM-DD"
    editor.setText("tomorrow")
    with qtbot.waitSignal(table.value_edited) as edited:
        qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert edited.args[1] == "tomorrow"


def test_a_field_that_must_be_there_has_a_red_star(table):
    def reddish(path: str) -> int:
        index = table.model().index_of(path)
        table.scrollTo(index)
        picture = table.viewport().grab(table.visualRect(index)).toImage()
        pixels = (picture.pixelColor(x, y) for x in range(picture.width()) for y in range(picture.height()))
        return sum(colour.red() > colour.blue() + 60 and colour.red() > colour.green() + 60 for colour in pixels)

    assert reddish("REQ/REG_ID") > 0
    assert reddish("REQ/REG_LEVEL") == 0
