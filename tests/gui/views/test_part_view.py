import pytest

from hisight.gui.views.part_view import PartView


@pytest.fixture
def view(qtbot, catalog) -> PartView:
    made = PartView("Request", catalog)
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_row_of_the_table_is_told_in_full_below_it(view, catalog):
    view.show_part(catalog.function("2005").request)
    assert "Select a row" in view.card.toPlainText()
    view.table.go_to("LOCK_ID")
    assert "号源锁定 ID" in view.card.toPlainText()


def test_doubts_about_the_whole_stand_above(view, catalog):
    view.show_part(catalog.function("3001").request)
    assert "rule 3 of 2.2 says REQ" in view.doubts.text()
    assert view.doubts.isVisible()
    view.show_part(catalog.function("2005").request)
    assert not view.doubts.isVisible()


def test_a_side_without_a_payload_says_so(view, catalog):
    view.show_part(catalog.function("2009").response)
    assert not view.table.isVisible()
    assert view.nothing.isVisible()
