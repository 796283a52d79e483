"""Undo and redo where several editors share one history."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

UNDO, REDO = ("Ctrl+Z",), ("Ctrl+Y", "Ctrl+Shift+Z")
"""The keys."""


class UndoKeys(QObject):
    """Leaves the keys to the shortcuts of the dialog, whichever of its editors has the keyboard."""

    def __init__(self, dialog: QWidget, editors: Iterable[QWidget]) -> None:
        super().__init__(dialog)
        for editor in editors:
            editor.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """An editor would take them for itself."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and QKeySequence(event.keyCombination()).toString() in (*UNDO, *REDO)
        ):
            event.ignore()
            return True
        return super().eventFilter(watched, event)
