import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from hisight.gui import actions
from hisight.gui.dialogs.command_palette import CommandPalette


@pytest.fixture
def parent(qtbot):
    window = QWidget()
    window.called = []
    window.made = actions.make(
        window, {spec.name: lambda name=spec.name: window.called.append(name) for spec in actions.SPECS}
    )
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def palette(parent):
    made = CommandPalette(parent.made, parent)
    made.popup()
    return made


def listed(palette) -> list[str]:
    role = Qt.ItemDataRole.AccessibleTextRole
    return [palette.list.item(row).data(role) for row in range(palette.list.count())]


def test_it_begins_with_every_action_but_itself(palette):
    assert len(listed(palette)) == len(actions.SPECS) - 1


@pytest.mark.parametrize(
    ("typed", "first"), [("rep", "Replay"), ("重放", "Replay"), ("NEXT F", "Next failed call"), ("stgs", "Settings…")]
)
def test_letters_find_an_action_in_either_language(qtbot, palette, typed, first):
    palette.field.setText(typed)
    assert listed(palette)[0] == first


def test_enter_runs_the_action_that_is_lit(qtbot, palette, parent):
    qtbot.keyClicks(palette.field, "call")
    wanted = listed(palette)[1]
    qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert [str(spec.words) for spec in actions.SPECS if spec.name in parent.called] == [wanted]


def test_up_from_the_first_goes_to_the_last(qtbot, palette):
    qtbot.keyClick(palette.field, Qt.Key.Key_Up)
    assert palette.list.currentRow() == palette.list.count() - 1


def test_an_action_that_cannot_be_done_is_not_offered(parent):
    parent.made["replay"].setEnabled(False)
    assert "Replay" not in listed(CommandPalette(parent.made, parent))


def test_a_number_goes_to_that_call(qtbot, palette):
    palette.field.setText("42")
    assert listed(palette)[0] == "Go to call 42"
    with qtbot.waitSignal(palette.number_chosen) as chosen:
        qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert chosen.args == [42]


def test_asked_for_a_number_it_offers_nothing_else(qtbot, parent):
    palette = CommandPalette(parent.made, parent, numbers_only=True)
    palette.popup()
    qtbot.keyClicks(palette.field, "abc")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert parent.called == []
    palette.field.setText("7")
    with qtbot.waitSignal(palette.number_chosen) as chosen:
        qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert chosen.args == [7]


def test_what_matches_nothing_runs_nothing(qtbot, palette, parent):
    palette.field.setText("zzzz")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert parent.called == []
    assert palette.isVisible()
