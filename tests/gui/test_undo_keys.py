from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from hisight.gui.undo_keys import UNDO, UndoKeys


def test_the_shortcut_of_the_dialog_is_pressed_and_not_the_editors_own_undo(qtbot):
    dialog, editor, pressed = QWidget(), QLineEdit(), []
    QVBoxLayout(dialog).addWidget(editor)
    qtbot.addWidget(dialog)
    UndoKeys(dialog, [editor])
    QShortcut(QKeySequence(UNDO[0]), dialog, lambda: pressed.append(UNDO[0]))
    with qtbot.waitExposed(dialog):
        dialog.show()
    editor.setFocus()
    qtbot.keyClicks(editor, "abc")
    qtbot.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: pressed == ["Ctrl+Z"])
    assert editor.text() == "abc"
