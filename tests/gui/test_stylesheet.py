import re

from PySide6.QtWidgets import QDialogButtonBox

from hisight.gui import stylesheet, theme


def test_every_colour_of_the_sheet_is_filled_in():
    sheet = stylesheet.of(theme.DARK)
    assert "@" not in sheet
    assert set(re.findall("#[0-9a-f]{6}", sheet)) <= {getattr(theme.DARK, role) for role in theme.DARK.__slots__}


def test_both_themes_make_different_sheets():
    assert stylesheet.of(theme.LIGHT) != stylesheet.of(theme.DARK)


def test_the_main_button_of_every_dialog_stands_at_the_right(qtbot):
    box = QDialogButtonBox()
    qtbot.addWidget(box)
    accept = box.addButton("Start", QDialogButtonBox.ButtonRole.AcceptRole)
    cancel = box.addButton("Cancel", QDialogButtonBox.ButtonRole.RejectRole)
    box.show()
    assert cancel.x() < accept.x()
