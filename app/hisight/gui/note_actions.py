"""What the user keeps with calls: marks and comments, written into the session."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from hisight.capture import Row, Session
from hisight.errors import HisightError
from hisight.gui.dialogs.note_dialog import NoteDialog
from hisight.gui.session_control import SessionControl
from hisight.gui.views.call_list import CallList


class NoteActions(QObject):
    """Marks and comments what is selected in `calls`."""

    refused = Signal(object)
    """Something could not be done: the error."""
    noted = Signal(tuple)
    """Calls with these numbers have another mark or comment."""

    def __init__(self, control: SessionControl, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._control = control
        self.calls: CallList

    def handlers(self) -> dict[str, Callable[[], None]]:
        """What the actions about notes do, by their names."""
        return {"comment": self.comment}

    def mark(self, colour: int) -> None:
        """Mark the selected calls with a colour from 1 to 6; 0 takes the mark away."""
        self._keep([replace(row, colour=colour) for row in self._selected_rows()])

    def comment(self) -> None:
        """Ask for a comment on the selected calls, and for their mark."""
        rows = self._selected_rows()
        if not rows:
            return

        def save(colour: int | None, comment: str | None) -> None:
            self._keep(
                [
                    replace(
                        row,
                        colour=row.colour if colour is None else colour,
                        comment=row.comment if comment is None else comment,
                    )
                    for row in rows
                ]
            )

        dialog = NoteDialog(rows, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.saved.connect(save)
        dialog.open()

    def _selected_rows(self) -> list[Row]:
        session = self._control.session
        return session.rows(self.calls.selected_ids) if session else []

    def _keep(self, rows: Sequence[Row]) -> None:
        session = self._control.session
        if session is None or not rows:
            return
        try:
            with Session.open(session.path) as own:  # see Replaying.send
                for row in rows:
                    own.mark(row.id, row.colour, row.comment)
        except HisightError as error:
            self.refused.emit(error)
        self.noted.emit(tuple(row.id for row in rows))
