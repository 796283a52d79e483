from dataclasses import replace

import pytest
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtWidgets import QLabel
from tests.gui import recorded

from hisight.gui.dialogs.rule_help import RuleHelp
from hisight.gui.places import Place
from hisight.gui.views.detail import DetailView
from hisight.gui.views.detail_tabs import TABS


@pytest.fixture
def detail(qtbot) -> DetailView:
    made = DetailView()
    qtbot.addWidget(made)
    made.resize(700, 600)
    with qtbot.waitExposed(made):
        made.show()
    return made


def said(detail: DetailView) -> str:
    return "\n".join(label.text() for label in detail.findChildren(QLabel) if label.isVisible())


def test_without_a_call_it_says_what_to_do(detail):
    assert "Select a call" in said(detail)
    detail.show_reading(recorded.reading(fun_code="1001"))
    assert "Success" in said(detail)
    detail.show_reading(None)
    assert "Select a call" in said(detail)


def test_every_tab_shows_the_call(detail):
    detail.show_reading(recorded.reading("foreign-key"))
    for name in TABS:
        detail.set_tab(name)
        assert detail.tab() == name
        assert getattr(detail, name).isVisible()
    assert detail.request.table.model().rowCount() == 2
    assert detail.raw.sides["request"].code.text()


def test_the_tab_stays_for_the_next_call(detail):
    detail.show_reading(recorded.reading("foreign-key"))
    detail.set_tab("response")
    detail.show_reading(recorded.reading("misnamed-field"))
    assert detail.response.table.go_to("RES/DEPT_LIST[1]/DEPARTNAME")


def test_tabs_with_something_wrong_carry_an_icon(detail):
    def marked(fault: str, fun_code: str = "") -> list[str]:
        detail.show_reading(recorded.reading(fault, fun_code))
        return [name for place, name in enumerate(TABS) if not detail.tabs.tabIcon(place).isNull()]

    assert marked("misnamed-field") == ["response"]
    assert marked("too-long-value") == ["request"]
    assert marked("foreign-key") == ["response", "signature"]
    assert marked("gbk-signature") == ["response", "signature"]
    assert marked("", "1001") == []


def test_a_finding_leads_to_its_field_or_to_the_signature(detail):
    reading = recorded.reading("misnamed-field")
    detail.show_reading(reading)
    detail.show_finding(reading.findings[2])
    assert detail.tab() == "response"
    assert detail.response.table.line().path == reading.findings[2].path
    for fault in ("foreign-key", "gbk-signature"):
        reading = recorded.reading(fault)
        detail.set_tab("overview")
        detail.show_reading(reading)
        detail.show_finding(reading.findings[0])
        assert detail.tab() == "signature"


def test_a_finding_of_the_request_leads_to_the_request(detail):
    reading = recorded.reading("too-long-value")
    detail.show_reading(reading)
    detail.overview.finding_activated.emit(reading.findings[0])
    assert detail.tab() == "request"
    assert detail.request.table.line().name == "ADDRESS"


def test_a_slow_reading_is_announced_after_half_a_second(detail, qtbot):
    detail.show_reading(recorded.reading(fun_code="1001"))
    detail.show_pending()
    assert "Reading…" not in said(detail)
    qtbot.waitUntil(lambda: "Reading…" in said(detail), timeout=2000)
    detail.show_reading(recorded.reading(fun_code="1001"))
    assert "Success" in said(detail)


def test_the_copy_menu_copies_from_the_call(detail):
    detail.header.copy_requested.emit("url")
    detail.show_reading(recorded.reading(fun_code="1001"))
    detail.header.copy_requested.emit("url")
    assert QGuiApplication.clipboard().text() == recorded.URL


def test_f3_looks_in_the_message(detail):
    detail.show_reading(recorded.reading("misnamed-field"))
    detail.find_next()
    assert detail.tab() == "response"
    detail.set_tab("request")
    detail.find_next()
    assert detail.tab() == "request"


def test_wishes_of_the_parts_are_passed_on(detail, qtbot, tmp_path):
    with recorded.session(tmp_path / "s.hisight") as session:
        detail.set_session(session)
        for source, passed in (
            (detail.header.replay_requested, detail.replay_requested),
            (detail.header.edit_requested, detail.edit_requested),
        ):
            with qtbot.waitSignal(passed):
                source.emit()
        with qtbot.waitSignal(detail.select_requested) as wanted:
            detail.related.select_requested.emit(3)
        assert wanted.args == [3]
        for source in (detail.response.table, detail.related):
            with qtbot.waitSignal(detail.filter_requested) as wanted:
                source.filter_requested.emit("every", "DEPT_NAME", "内科")
            assert wanted.args == ["every", "DEPT_NAME", "内科"]
        with qtbot.waitSignal(detail.column_requested) as wanted:
            detail.request.table.column_requested.emit("LOCK_ID")
        assert wanted.args == ["LOCK_ID"]
        with qtbot.waitSignal(detail.note_requested):
            detail.header.note.pressed.emit()


def test_another_theme_redraws_the_call(detail):
    detail.show_reading(recorded.reading("misnamed-field"))
    detail.header.sentence.clear()
    detail.setPalette(QPalette(detail.palette().color(QPalette.ColorRole.Text)))
    assert detail.header.sentence.text()


def test_a_finding_without_a_place_leads_to_the_first_line_which_shows_it(detail):
    reading = recorded.reading("wrong-charset")
    (finding,) = [one for one in reading.findings if not one.path]
    detail.show_reading(reading)
    detail.show_finding(finding)
    assert detail.response.table.line().path == "ROOT"
    assert detail.response.table.line().findings == (finding,)


def test_the_menu_judges_a_recorded_call_only(detail, qtbot, catalog):
    reading = recorded.reading("misnamed-field")
    detail.show_reading(reading)
    with qtbot.waitSignal(detail.severity_requested) as asked:
        next(one for one in detail.menu(reading.findings[0]).actions() if one.data() == "note").trigger()
    assert asked.args == [reading, reading.findings[0], "note"]
    alone = recorded.READER.read_alone("response", b"<RES/>", fun_code="1001")
    detail.show_reading(alone)
    assert not [one for one in detail.menu(alone.findings[0]).actions() if one.data()]


def test_the_help_of_a_finding_opens_from_every_place(detail, qtbot):
    reading = recorded.reading("misnamed-field")
    detail.show_reading(reading)
    for source in (detail.overview, detail.request, detail.response):
        source.help_requested.emit(reading.findings[0])
    assert [dialog.windowTitle() for dialog in detail.findChildren(RuleHelp)] == ["FLD003 misnamed-field"] * 3
    next(one for one in detail.menu(reading.findings[0]).actions() if "FLD003" in one.text()).trigger()
    assert len(detail.findChildren(RuleHelp)) == 4


def test_a_finding_across_calls_leads_to_the_other_call(detail, qtbot, tmp_path):
    with recorded.session(tmp_path / "s.hisight") as session:
        reading = recorded.READER.read_in(session, recorded.exchange("sent-twice"))
    detail.show_reading(reading)
    assert "The cause is on the platform's side" in said(detail)
    with qtbot.waitSignal(detail.select_requested) as wanted:
        detail.overview.finding_activated.emit(reading.across[0])
    assert wanted.args == [recorded.number("foreign-key")]
    assert detail.tab() == "overview"


def test_it_knows_where_the_interface_speaks_of_what_is_shown(detail, catalog):
    assert detail.place() is None
    detail.show_reading(recorded.reading("misnamed-field"))
    function = catalog.function("2001")
    assert detail.place() == Place(function, "request")
    detail.set_tab("response")
    detail.response.table.go_to("RES/DEPT_LIST[1]/DEPARTNAME")
    assert detail.place() == Place(function, "response", "DEPT_NAME", "DEPT_LIST")
    detail.response.table.go_to("ROOT/SIGN")
    assert detail.place() == Place(None, "response", "SIGN", "ROOT")


def test_a_finding_is_shown_in_the_interface_where_it_has_a_place(detail, catalog, qtbot):
    reading = recorded.reading("misnamed-field")
    detail.show_reading(reading)
    with qtbot.waitSignal(detail.interface_requested) as wanted:
        action(detail.menu(reading.findings[0]), "Show in the interface").trigger()
    assert wanted.args == [Place(catalog.function("2001"), "response", "DEPT_NAME", "DEPT_LIST")]
    assert not action(detail.menu(replace(reading.findings[0], catalog="")), "Show in the interface").isEnabled()


def test_the_menu_leads_to_the_field(detail):
    reading = recorded.reading("misnamed-field")
    detail.show_reading(reading)
    action(detail.menu(reading.findings[0]), "Go to the field").trigger()
    assert detail.tab() == "response"


def action(menu, text: str):
    return next(one for one in menu.actions() if one.text() == text)
