from PySide6.QtWidgets import QLabel

from hisight.gui import actions
from hisight.gui.dialogs.key_list import KeyList


def test_every_key_is_listed(qtbot):
    dialog = KeyList()
    qtbot.addWidget(dialog)
    shown = {label.text() for label in dialog.findChildren(QLabel)}
    assert {spec.keys for spec in actions.SPECS if spec.keys} <= shown
    assert {keys for keys, _ in actions.MORE_KEYS} <= shown
    assert {"File", "Call", "View", "Help"} <= shown


def test_its_groups_stand_close(qtbot):
    dialog = KeyList()
    qtbot.addWidget(dialog)
    dialog.show()
    labels = {label.text(): label for label in dialog.findChildren(QLabel)}

    def top(text: str) -> int:
        return labels[text].mapTo(dialog, labels[text].rect().topLeft()).y()

    row = top("Ctrl+O") - top("Ctrl+E")
    assert top("View") - top("Ctrl+Q") < 3 * row
    assert top("Help") - top("Ctrl+Shift+L") < 3 * row
