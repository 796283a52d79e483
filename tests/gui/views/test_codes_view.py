import pytest

from hisight.gui.views.codes_view import CodesView


@pytest.fixture
def view(qtbot) -> CodesView:
    made = CodesView("Code tables")
    qtbot.addWidget(made)
    return made


def test_every_code_stands_below_its_table(view, catalog):
    view.show_tables(catalog.code_tables)
    assert view.topLevelItemCount() == len(catalog.code_tables)
    first = view.topLevelItem(0)
    assert (first.text(0), first.child(0).text(0), first.child(0).text(1)) == ("性别", "1", "男")


def test_a_code_is_found_in_its_own_table(view, catalog):
    view.show_tables(catalog.code_tables)
    assert view.go_to("1", "时段")
    assert view.currentItem().text(1) == "上午"
    assert view.go_to("231")
    assert not view.go_to("231", "时段")
    assert not view.go_to("nothing")


def test_a_table_without_codes_says_so(view):
    view.show_tables({"Of this function": {}})
    assert view.topLevelItem(0).child(0).text(1) == "none"
