from dataclasses import replace

import pytest

from hisight.catalog import Part
from hisight.gui import theme
from hisight.gui.views.part_table import Column, PartTable


@pytest.fixture
def table(qtbot) -> PartTable:
    made = PartTable("Request")
    qtbot.addWidget(made)
    made.resize(900, 500)
    return made


def texts(table: PartTable, name: str) -> list[str]:
    assert table.go_to(name)
    return [table.currentItem().text(column) for column in Column]


@pytest.mark.parametrize("side", ["request", "response"])
def test_every_row_of_every_function_is_shown(table, catalog, side):
    for function in catalog.functions:
        part = getattr(function, side)
        table.show_part(part, catalog)
        _root, *shown = [item.text(Column.NAME) for item in table.every_item()] or [""]
        assert set(shown) == {row.name for row in (*part.fields, *part.extra)}, function.label


def test_a_row_says_what_is_printed(table, catalog):
    table.show_part(catalog.function("2007").request, catalog)
    name, parent, kind, required, description, values, doubt = texts(table, "SEX")
    assert (name, parent, kind, required) == ("SEX", "REQ", "Int", "√")
    assert (description, values) == ("患者性别，详见 “性别”", "性别：1-男  2-女  3-保密  4-其他")
    assert doubt == ""
    assert texts(table, "RULE_INFO")[1] == "RULE_GROUP"
    assert texts(table, "REG_FEE")[5] == "in fen"
    assert texts(table, "BEGIN_TIME")[2:6] == ["String(5)", "", "分时开始时间，格式：HH24:MI", "HH24:MI"]


def test_a_doubt_can_be_read_and_a_wrong_parent_is_seen(table, catalog):
    table.show_part(catalog.function("2007").request, catalog)
    assert "does not exist in this request" in texts(table, "REG_FEE_HIS")[6]
    item = table.currentItem()
    assert item.text(Column.PARENT) == "REG_TIME_LIST"
    assert item.foreground(Column.PARENT).color().name() == theme.LIGHT.warning
    assert item.toolTip(Column.PARENT) == "Really below REQ"
    assert not item.icon(Column.DOUBT).isNull()
    assert not table.isColumnHidden(Column.DOUBT)
    table.show_part(catalog.envelope_request, catalog)
    assert table.isColumnHidden(Column.DOUBT)


def test_what_only_the_sample_knows_and_what_an_overlay_changed_are_marked(table, catalog):
    part = catalog.function("3001").request
    first = replace(part.fields[0], overlay="city")
    changed = Part(part.root, (first, *part.fields[1:]), extra=part.extra, removed=("GONE",))
    table.show_part(changed, catalog)
    assert "Only the sample knows it" in texts(table, "PID1")[6]
    assert table.row() in part.extra
    assert "changed here" in texts(table, first.name)[6]
    assert table.currentItem().foreground(Column.NAME).color().name() == theme.LIGHT.accent
    gone = next(item for item in table.every_item() if item.text(Column.NAME) == "GONE")
    assert gone.font(Column.NAME).strikeOut()


def test_a_row_without_a_printed_type_is_no_group(table, catalog):
    table.show_part(catalog.function("3001").response, catalog)
    assert texts(table, "VISIT_DATE")[2] == "–"
    table.show_part(catalog.function("2003").response, catalog)
    assert texts(table, "REG_LIST")[2] == "list"


def test_a_value_that_is_its_own_meaning_is_named_once(table, catalog):
    table.show_part(catalog.function("2036").request, catalog)
    assert texts(table, "REGVIA")[5].startswith("网站  窗口")


def test_of_rows_with_one_name_that_below_the_parent_is_found(table, catalog):
    table.show_part(catalog.function("2035").request, catalog)
    twice = [item for item in table.every_item() if item.text(Column.NAME) == "REMARK"]
    for item in twice:
        assert table.go_to("REMARK", item.text(Column.PARENT))
        assert table.currentItem() is item
    assert not table.go_to("NOBODY")


def test_the_current_row_is_told(table, catalog, qtbot):
    table.show_part(catalog.function("2005").request, catalog)
    with qtbot.waitSignal(table.current_row) as told:
        table.go_to("LOCK_ID")
    assert told.args[0].name == "LOCK_ID"
    table.setCurrentItem(table.topLevelItem(0))
    assert table.row() is None


def test_a_part_without_fields_is_empty(table, catalog):
    table.show_part(catalog.function("2009").response, catalog)
    assert list(table.every_item()) == []
