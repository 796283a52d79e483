import pytest
from PySide6.QtCore import Qt

from hisight.gui.views.profile_list import ProfileList
from hisight.profiles.drafts import Draft, Drafts


@pytest.fixture
def drafts():
    return Drafts([Draft("a", {}, "a"), Draft("b", {"host": "h"}, "b")])


@pytest.fixture
def shown(qtbot, drafts):
    made = ProfileList(drafts, lambda: "his.example:80")
    qtbot.addWidget(made)
    made.show_drafts(0)
    made.show()
    return made


def names(shown) -> list[str]:
    return [shown.list.item(row).text() for row in range(shown.list.count())]


def test_a_long_name_is_cut_short_and_shown_whole_by_its_tip(qtbot, drafts):
    drafts.all[0].name = "昆山市第一人民医院-生产环境-2026-正式"
    shown = ProfileList(drafts, lambda: "")
    qtbot.addWidget(shown)
    shown.resize(150, 300)
    shown.show_drafts(0)
    shown.show()
    assert not shown.list.horizontalScrollBar().isVisible()
    assert shown.list.item(0).toolTip() == drafts.all[0].name


def test_everything_is_done_by_keyboard(qtbot, shown):
    shown.list.setFocus()
    control, alt = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
    with qtbot.waitSignal(shown.added):
        qtbot.keyClick(shown.list, Qt.Key.Key_N, control)
    assert (names(shown), shown.draft.entries) == (["a", "b", "his-example-80"], {"host": "his.example:80"})
    qtbot.keyClick(shown.list, Qt.Key.Key_Up, alt)
    assert names(shown) == ["a", "his-example-80", "b"]
    qtbot.keyClick(shown.list, Qt.Key.Key_Delete, control)
    qtbot.keyClick(shown.list, Qt.Key.Key_D, control)
    assert names(shown) == ["a", "b", "b-2"]
    qtbot.keyClick(shown.list, Qt.Key.Key_Up, alt)
    qtbot.keyClick(shown.list, Qt.Key.Key_Down, alt)
    assert (names(shown), shown.draft.name) == (["a", "b", "b-2"], "b-2")


def test_what_cannot_be_done_is_out_of_reach(shown, drafts):
    assert (shown.up.isEnabled(), shown.down.isEnabled(), shown.delete.isEnabled()) == (False, True, True)
    for _ in range(3):
        shown.delete.click()
    assert (drafts.all, shown.draft) == ([], None)
    assert not any(button.isEnabled() for button in (shown.copy, shown.delete, shown.up, shown.down))


def test_what_is_wrong_is_marked_and_said(shown, drafts):
    assert shown.judge() == ""
    drafts.all[1].entries["cipher"] = "rot13"
    assert shown.judge().startswith("[b] cipher: should be one of")
    assert shown.list.item(1).toolTip()
    drafts.all[0].name = ""
    assert shown.judge() == "give it a name."
