import pytest
from PySide6.QtWidgets import QMenu
from tests.gui import recorded

from hisight.gui.views.edit_tools import EditTools
from hisight.gui.views.tree_table import TreeTable
from hisight.reading.lines import lines
from hisight.replay.draft import Draft, try_out
from hisight.replay.editing import Editing

ORDER = recorded.READER.catalog.function("2007")


class Pane:
    """The table and its tools, without the rest of the dialog."""

    def __init__(self, qtbot) -> None:
        reading = recorded.reading(fun_code="2007")
        self.editing = Editing(Draft(reading.call.exchange, reading.call.request), recorded.READER)
        self.table = TreeTable(editable=True)
        self.tools = EditTools(self.editing, self.table)
        for widget in (self.table, self.tools):
            qtbot.addWidget(widget)
            widget.show()
        self.paths: list[str] = []
        self.tools.changed.connect(self.paths.append)
        self.tools.changed.connect(lambda _path: self.show())
        self.show()

    def show(self, *, locked: bool = False) -> None:
        reading = try_out(self.editing.draft, recorded.READER).reading
        shown = lines(reading.subject("request"), reading.findings)
        self.table.show_lines(shown)
        self.tools.show_lines(shown, ORDER, locked=locked)

    def at(self, path: str) -> None:
        assert self.table.go_to(path)

    def choose(self, tool, text: str) -> None:
        tool.menu().aboutToShow.emit()
        next(action for action in tool.menu().actions() if action.text().startswith(text)).trigger()


@pytest.fixture
def pane(qtbot) -> Pane:
    return Pane(qtbot)


def test_a_row_is_added_from_the_interface_beside_its_like(pane):
    pane.at("REQ/RULE_GROUP[1]")
    pane.choose(pane.tools.add, "RULE_INFO")
    assert pane.editing.xml.count("<RULE_INFO>") == 2
    pane.tools.undo.click()
    assert pane.editing.xml.count("<RULE_INFO>") == 1
    pane.tools.redo.click()
    assert pane.editing.xml.count("<RULE_INFO>") == 2


def test_rows_are_duplicated_moved_and_removed(pane):
    pane.at("REQ/SEX")
    pane.tools.duplicate.click()
    assert pane.editing.xml.count("<SEX>") == 2
    pane.at("REQ/NAME")
    pane.tools.down.click()
    assert pane.editing.xml.index("<SEX>") < pane.editing.xml.index("<NAME>")
    pane.tools.up.click()
    assert pane.paths[-1] == "REQ/NAME"
    pane.tools.remove.click()
    assert "<NAME>" not in pane.editing.xml


def test_a_field_is_broken_from_the_menu_of_its_line(pane):
    pane.at("REQ/REG_DATE")
    menu = QMenu()
    pane.tools.offer(menu, pane.table.line())
    broken = menu.actions()[-1].menu()
    texts = [action.text() for action in broken.actions()]
    assert texts == ["Leave it out", "Empty value", "Too long", "Wrong date format", "Misspelled name"]
    broken.actions()[3].trigger()
    assert "/" in pane.editing.xml.partition("<REG_DATE>")[2].partition("</REG_DATE>")[0]
    pane.choose(pane.tools.break_it, "Misspelled name")
    assert "<REGDATE>" in pane.editing.xml


def test_what_cannot_be_done_is_not_offered(pane):
    pane.at("ROOT/SIGN")
    tools = pane.tools
    assert not any(tool.isEnabled() for tool in (tools.undo, tools.redo, tools.duplicate, tools.remove, tools.break_it))
    pane.at("REQ/NAME")
    assert tools.remove.isEnabled()
    pane.show(locked=True)
    assert not any(tool.isEnabled() for tool in (tools.add, tools.remove, tools.up, tools.down, tools.break_it))
    menu = QMenu()
    tools.offer(menu, pane.table.line())
    assert menu.isEmpty()
