"""What can be compared from the main window: two selected calls, a replay and its original, a call and any other."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QInputDialog, QWidget

from hisight.errors import HisightError
from hisight.gui import background
from hisight.gui.dialogs.compare_calls import CompareCallsDialog, Named
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
        return {"compare": self.compare}

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
