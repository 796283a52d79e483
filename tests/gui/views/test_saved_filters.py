import pytest
from PySide6.QtWidgets import QInputDialog, QMenu

from hisight.gui.views.saved_filters import SavedFilters


@pytest.fixture
def saved(qtbot, settings):
    made = SavedFilters(settings, lambda: "fun:2005 & 号源")
    qtbot.addWidget(made)
    return made


def entries(saved) -> dict[str, object]:
    menu = QMenu(saved)
    saved.fill(menu)
    found = {action.text(): action for action in menu.actions() if not action.isSeparator()}
    for action in menu.actions():
        if action.menu():
            found |= {f"{action.text()} {one.text()}": one for one in action.menu().actions()}
    return found


def test_a_filter_is_saved_under_a_name_chosen_and_deleted(qtbot, saved, settings, monkeypatch):
    monkeypatch.setattr(QInputDialog, "getText", lambda *_, **__: (" Full & gone ", True))
    entries(saved)["Save this filter…"].trigger()
    assert settings.saved_filters == {"Full & gone": "fun:2005 & 号源"}
    action = entries(saved)["Full && gone\tfun:2005 && 号源"]
    assert action.isChecked()
    with qtbot.waitSignal(saved.chosen) as chosen:
        action.trigger()
    assert chosen.args == ["fun:2005 & 号源"]
    entries(saved)["Delete Full && gone"].trigger()
    assert settings.saved_filters == {}


def test_a_name_is_not_given_and_nothing_is_saved(saved, settings, monkeypatch):
    monkeypatch.setattr(QInputDialog, "getText", lambda *_, **__: ("", True))
    saved.save()
    assert settings.saved_filters == {}


def test_without_a_filter_there_is_nothing_to_save_and_the_recent_ones_stay(qtbot, settings):
    settings.remember_filter("x" * 80)
    empty = SavedFilters(settings, str)
    qtbot.addWidget(empty)
    found = entries(empty)
    assert not found["Save this filter…"].isEnabled()
    empty.save()
    with qtbot.waitSignal(empty.chosen) as chosen:
        found[f"Recent {'x' * 60}…"].trigger()
    assert chosen.args == ["x" * 80]
