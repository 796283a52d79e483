import pytest

from hisight.gui.places import Place
from hisight.gui.views.function_page import FunctionPage


@pytest.fixture
def page(qtbot, catalog) -> FunctionPage:
    made = FunctionPage(catalog)
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_function_is_named_with_what_it_does(page, catalog):
    page.show_place(Place(catalog.function("2007")))
    assert page.head.title.text() == "2007 OrderReg  预约和挂号接口"
    assert page.head.facts.text() == "changes data · 挂号部分 3.1.3.8"
    assert page.tabs.tabText(0) == "Request 38"


def test_a_long_description_is_cut_until_more_is_asked(page, catalog):
    page.show_place(Place(catalog.function("2007")))
    assert page.head.description.text().endswith("…")
    page.head.more.click()
    assert page.head.description.text() == catalog.function("2007").description
    page.show_place(Place(catalog.function("2012")))
    assert page.head.description.text().endswith("…")
    page.show_place(Place(catalog.function("2035")))
    assert not page.head.more.isVisible()


def test_a_place_is_shown_and_told_again(page, catalog):
    place = Place(catalog.function("2007"), "request", "REG_FEE_HIS", "REG_TIME_LIST")
    page.show_place(place)
    assert page.place() == place


def test_codes_and_return_codes_can_be_gone_to(page, catalog):
    page.show_place(Place(catalog.function("2005"), "returns", "200505"))
    assert page.returns.currentItem().text(1) == "该排班挂号已满（无剩余号源）"
    page.show_place(Place(None, "tables", "231", "医生技术职称"))
    assert page.tables.currentItem().text(1) == "主任医师"
    assert page.place() == Place(None, "tables")


def test_only_tables_that_a_function_uses_are_listed(page, catalog):
    def titles() -> list[str]:
        return [page.tables.topLevelItem(number).text(0) for number in range(page.tables.topLevelItemCount())]

    page.show_place(Place(catalog.function("2005")))
    assert titles() == ["时段", "挂号渠道"]
    page.show_place(Place(catalog.function("1001")))
    assert titles() == ["Code tables that it uses"]
    page.show_place(Place(None))
    assert titles() == list(catalog.code_tables)


def test_samples_are_shown_as_printed(page, catalog):
    page.show_place(Place(catalog.function("2005"), "samples"))
    assert page.samples["request"].text() == catalog.function("2005").request.sample
    page.show_place(Place(None))
    assert page.samples["request"].text() == "The document has no sample."


def test_the_common_page_has_both_envelopes_and_the_rules_and_no_request_to_build(page, catalog):
    page.show_place(Place(None, "rules"))
    assert page.head.title.text() == "Envelopes, codes, rules"
    assert "UTF-8" in page.rules.toPlainText()
    assert not page.head.request_button.isVisible()
    page.show_place(Place(None, "response", "RETURN_CODE", "ROOT"))
    assert page.place().name == "RETURN_CODE"


def test_a_request_of_the_function_can_be_asked_for(page, catalog, qtbot):
    page.show_place(Place(catalog.function("2005")))
    with qtbot.waitSignal(page.request_wanted) as told:
        page.head.request_button.click()
    assert told.args == [catalog.function("2005")]
