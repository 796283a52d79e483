import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from hisight.gui.models.calls_model import CallsModel
from hisight.gui.views.call_table import CallTable


@pytest.fixture
def model(qtbot, session):
    made = CallsModel()
    made.show_session(session)
    qtbot.waitUntil(lambda: not made.stale)
    yield made
    made.show_session(None)


@pytest.fixture
def make_table(qtbot, model, settings):
    def make(width: int = 700) -> CallTable:
        table = CallTable(model, settings)
        qtbot.addWidget(table)
        table.resize(width, 400)
        table.show()
        return table

    return make


def place(table: CallTable, key: str) -> int:
    return [column.key for column in table.model().columns].index(key)


def entry(menu: QMenu, text: str):
    return next(action for action in menu.actions() if action.text() == text)


def shown(table: CallTable) -> list[str]:
    """The keys of the columns in sight, from left to right."""
    header = table.horizontalHeader()
    order = [header.logicalIndex(section) for section in range(header.count())]
    return [table.model().columns[section].key for section in order if not header.isSectionHidden(section)]


def test_columns_are_shown_hidden_moved_sized_and_kept(make_table):
    table = make_table()
    menu = table.columns_menu()
    assert "Function" not in [action.text() for action in menu.actions()]
    entry(menu, "Target").trigger()
    entry(menu, "Time").trigger()
    header = table.horizontalHeader()
    header.moveSection(header.visualIndex(place(table, "target")), 0)
    header.resizeSection(place(table, "ms"), 91)
    table.save_layout()
    again = make_table()
    assert shown(again) == ["target", "number", "function", "code", "sign", "findings", "ms"]
    assert again.columnWidth(place(again, "ms")) == 91


def test_a_field_becomes_a_column_beside_the_function_once_and_stays(make_table, model):
    table = make_table()
    table.show_field("LOCK_ID")
    table.show_field("LOCK_ID")
    assert shown(table)[2:4] == ["function", "field:LOCK_ID"]
    table.save_layout()
    model.remove_field("LOCK_ID")
    assert "field:LOCK_ID" not in shown(table)
    again = make_table()
    assert shown(again)[2:4] == ["function", "field:LOCK_ID"]
    assert again.columnWidth(place(again, "field:LOCK_ID")) > 60


def test_a_field_is_at_first_as_wide_as_its_values_within_reason(make_table, model, monkeypatch):
    table = make_table()
    for name, length in (("SHORT", 20), ("LONG", 500)):
        monkeypatch.setattr(model.session, "values", lambda ids, _name, length=length: dict.fromkeys(ids, "0" * length))
        table.show_field(name)
    assert 120 < table.columnWidth(place(table, "field:SHORT")) < 260
    assert table.columnWidth(place(table, "field:LONG")) == 260


def test_the_values_of_a_field_are_asked_for_by_page_and_only_when_they_are_looked_at(make_table, model, monkeypatch):
    asked = []
    values = model.session.values
    monkeypatch.setattr(model.session, "values", lambda ids, name: asked.append((len(ids), name)) or values(ids, name))
    table = make_table()
    table.show_field("LOCK_ID")
    table.grab()
    table.grab()
    assert asked == [(30, "LOCK_ID")]
    model.summaries_changed([3])
    table.grab()
    assert len(asked) == 2


def test_the_header_offers_a_field_and_takes_one_away(qtbot, make_table):
    table = make_table()
    table.show_field("LOCK_ID")
    with qtbot.waitSignal(table.field_wanted):
        entry(table.columns_menu(), "Add a field…").trigger()
    assert "Remove" not in " ".join(action.text() for action in table.columns_menu(place(table, "code")).actions())
    entry(table.columns_menu(place(table, "field:LOCK_ID")), "Remove LOCK_ID").trigger()
    assert "field:LOCK_ID" not in shown(table)
    header = table.horizontalHeader()
    header.customContextMenuRequested.emit(QPoint(5, 5))
    next(menu for menu in table.findChildren(QMenu) if menu.isVisible()).close()


def test_the_function_takes_what_the_others_leave_and_never_vanishes(make_table):
    wide, narrow = make_table(1200), make_table(300)
    assert wide.horizontalHeader().length() == wide.viewport().width()
    assert narrow.columnWidth(place(narrow, "function")) >= 150
    wide.horizontalHeader().resizeSection(place(wide, "code"), 200)
    assert wide.horizontalHeader().length() == wide.viewport().width()


def test_selected_rows_are_copied_with_their_fields(make_table):
    table = make_table()
    table.show_field("LOCK_ID")
    table.selectRow(0)
    table.copy_rows()
    cells = QGuiApplication.clipboard().text().split("\t")
    assert len(cells) == len(shown(table))
    assert cells[0] == "1"
