import re

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenuBar, QWidget

from hisight.gui import actions, icons


@pytest.fixture
def made(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    called = []
    handlers = {spec.name: lambda name=spec.name: called.append(name) for spec in actions.SPECS}
    made = actions.make(window, handlers)
    made["_called"], made["_window"] = called, window
    return made


def test_every_action_calls_its_handler(made):
    for spec in actions.SPECS:
        made[spec.name].trigger()
    assert made["_called"] == [spec.name for spec in actions.SPECS]


def test_every_action_stands_in_a_menu(made):
    bar = QMenuBar(made["_window"])
    actions.fill(bar, made)
    listed = [entry for menu in bar.actions() for entry in menu.menu().actions() if not entry.isSeparator()]
    assert listed == [made[spec.name] for menu in actions.MENUS for spec in actions.SPECS if spec.menu == menu]


def test_no_two_actions_share_a_key():
    keys = [QKeySequence(spec.keys).toString() for spec in actions.SPECS if spec.keys]
    assert len(keys) == len(set(keys))
    assert "" not in keys


def test_the_keys_that_people_expect_are_there():
    keys = {spec.name: spec.keys for spec in actions.SPECS}
    expected = {
        "capture": "Ctrl+E", "replay": "R", "edit": "E", "next": "Ctrl+Down", "previous": "Ctrl+Up", "go_to": "Ctrl+G",
        "find_next": "F3", "palette": "Ctrl+K", "keys": "F1", "open": "Ctrl+O", "export": "Ctrl+S", "settings": "Ctrl+,",
        "quit": "Ctrl+Q", "filter": "Ctrl+F",
    }  # fmt: skip
    assert expected.items() <= keys.items()


def test_whatever_is_about_calls_needs_a_session():
    calls = {spec.name for spec in actions.SPECS if spec.menu == "call"}
    calls.remove("new_call")  # it begins a session
    assert calls < actions.NEED_SESSION < {spec.name for spec in actions.SPECS}


def test_every_icon_of_an_action_exists():
    assert {spec.icon for spec in actions.SPECS if spec.icon} <= set(icons.names())


def test_every_action_is_named_in_both_languages():
    for spec in actions.SPECS:
        assert spec.words.en
        if spec.name != "language":  # which names the other language
            assert re.search("[\u4e00-\u9fff]", spec.words.zh)


def test_the_dots_of_a_question_are_no_part_of_the_name():
    assert actions.plain(next(spec for spec in actions.SPECS if spec.name == "open").words) == "Open session file"
