"""What can be compared from the main window: two selected calls, a replay and its original, a call and any other."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QInputDialog, QWidget

from hisight.capture import Session
from hisight.compare.sessions import CallPair
from hisight.errors import HisightError
from hisight.gui import background
from hisight.gui.dialogs.compare_calls import CompareCallsDialog, Named
from hisight.gui.dialogs.compare_sessions import CompareSessionsDialog
from hisight.gui.session_control import SessionControl
from hisight.gui.tr import tr
from hisight.gui.views.call_list import CallList
from hisight.wording import Words


class CompareActions(QObject):
    """Compares what is selected in `calls`."""

    refused = Signal(object)
    """Something could not be done: the error."""

    def __init__(self, control: SessionControl, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._control = control
        self.calls: CallList

    def handlers(self) -> dict[str, Callable[[], None]]:
        """What the actions do, by their names."""
        return {"compare": self.compare, "compare_sessions": self.compare_sessions}

    def compare(self) -> None:
        """Compare the two selected calls; a single replay with its original; any other with the one that the user names."""
        numbers = self.calls.selected_ids
        if len(numbers) == 1:
            numbers = self._with_counterpart(numbers[0])
        if len(numbers) == 2:
            self.show_difference(*numbers)
        elif numbers:
            self.refused.emit(
                HisightError(
                    Words(f"选中了 {len(numbers)} 个调用。", f"{len(numbers)} calls are selected."),
                    Words("请选中两个，再比较。", "Select two to compare them."),
                )
            )

    def compare_sessions(self) -> None:
        """Ask for another session file, and compare the open one with it."""
        session = self._control.session
        title = tr("与另一会话比较", "Compare with another session")
        pattern = tr("HISight 会话 (*.hisight)", "HISight sessions (*.hisight)")
        chosen, _ = QFileDialog.getOpenFileName(
            self._window, title, str(session.path.parent) if session else "", pattern
        )
        if session and chosen:
            self.show_sessions(session.path, Path(chosen))

    def show_sessions(self, left: Path, right: Path) -> None:
        """Show in what the session at `right` differs from the one at `left`."""
        dialog = CompareSessionsDialog(left, right, self._control.reader, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.pair_chosen.connect(lambda pair: self._show_pair(pair, left, right))
        dialog.show()

    def _show_pair(self, pair: CallPair, left: Path, right: Path) -> None:
        reader = self._control.reader

        def read() -> tuple[Named, Named]:
            with Session.open(left) as ours, Session.open(right) as theirs:
                return (
                    Named(f"{left.stem} #{pair.left}", reader.read(ours.get(pair.left or 0))),
                    Named(f"{right.stem} #{pair.right}", reader.read(theirs.get(pair.right or 0))),
                )

        background.run(read, self._open, self.refused.emit)

    def show_difference(self, left: int, right: int) -> None:
        """Show in what call `right` differs from call `left`."""
        session, reader = self._control.session, self._control.reader
        if session is None:
            return

        def read() -> tuple[Named, Named]:
            first, second = (
                Named(f"#{number}", reader.read_in(session, session.get(number))) for number in (left, right)
            )
            return first, second

        background.run(read, self._open, self.refused.emit)

    def _open(self, calls: tuple[Named, Named]) -> None:
        dialog = CompareCallsDialog(*calls, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.show()

    def _with_counterpart(self, number: int) -> list[int]:
        """The call to compare `number` with before it, and itself; nothing when the user names none."""
        session = self._control.session
        if session is None:
            return []
        (row,) = session.rows([number]) or (None,)
        if row is not None and row.parent is not None:
            return [row.parent, number]
        title, label = (
            tr("比较", "Compare"),
            tr(f"将 {number} 号与哪个调用比较？编号：", f"Compare call {number} with call:"),
        )
        other, accepted = QInputDialog.getInt(self._window, title, label, max(1, number - 1), 1, session.last_id())
        return [other, number] if accepted else []
