"""What the user keeps with calls: marks and comments, written into the session."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from hisight.capture import Row, Session
from hisight.errors import HisightError

if TYPE_CHECKING:
    from hisight.gui.main_window import MainWindow


class NoteActions(QObject):
    """Marks and comments what is selected in its window."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self.marked = 0
        """How many calls of the session have a colour."""

    def handlers(self) -> dict[str, Callable[[], None]]:
        """What the actions about notes do, by their names."""
        return {"comment": self.comment}

    def wire_views(self) -> None:
        """Listen to the panes, which were made anew."""
        self._window.calls.mark_requested.connect(self.mark)
        self._window.detail.note_requested.connect(self.comment)

    def count(self) -> None:
        """Count the marks anew: another session is open, or none."""
        session, self.marked = self._window.control.session, 0
        try:
            self.marked = session.marked() if session else 0
        except HisightError as error:
            self._window.complain(error)

    def show_note(self) -> None:
        """Show the mark and the comment of the call that is in the detail."""
        model, number = self._window.model, self._window.current.number
        line = model.row_of(number)
        row = model.row(line) if line is not None else None
        self._window.detail.show_note(row.colour if row else 0, row.comment if row else "")

    def mark(self, colour: int) -> None:
        """Mark the selected calls with a colour from 1 to 6; 0 takes the mark away."""
        self._keep([replace(row, colour=colour) for row in self._selected_rows()])

    def comment(self) -> None:
        """Ask for a comment on the selected calls, and for their mark."""
        from hisight.gui.dialogs.note_dialog import NoteDialog

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
        session = self._window.control.session
        return session.rows(self._window.calls.selected_ids) if session else []

    def _keep(self, rows: Sequence[Row]) -> None:
        session = self._window.control.session
        if session is None or not rows:
            return
        try:
            with Session.open(session.path) as own:  # see Replaying.send
                for row in rows:
                    own.mark(row.id, row.colour, row.comment)
        except HisightError as error:
            self._window.complain(error)
        self.count()
        numbers = [row.id for row in rows]
        self._window.model.summaries_changed(numbers)
        self._window.statistics.forget(numbers)
        self._window.show_counts()
        self.show_note()
