"""Two calls of a session, or of two, side by side in a window of their own."""

from typing import NamedTuple, cast

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from hisight.compare import Comparison, compare
from hisight.gui import background
from hisight.gui.tr import tr
from hisight.gui.views.comparison_view import ComparisonView
from hisight.reading import Reading


class Named(NamedTuple):
    """A call and what it is called here."""

    name: str
    """`#42`, or with the name of its session."""
    reading: Reading
    """The call."""


class CompareCallsDialog(QDialog):
    """Shows in what `right` differs from `left`; it may stay open while the main window is used."""

    def __init__(self, left: Named, right: Named, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._left, self._right = left, right
        self._job: background.Job | None = None
        self.setWindowTitle(tr(f"比较 {left.name} 与 {right.name}", f"Compare {left.name} with {right.name}"))
        self.resize(1080, 720)
        self.view = ComparisonView()
        self.view.how_changed.connect(self._compare)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)
        self._compare()
        self.view.table.setFocus()

    def done(self, result: int) -> None:
        """Nothing that is still under way is waited for."""
        if self._job is not None:
            self._job.cancel()
        super().done(result)

    def _compare(self) -> None:
        if self._job is not None:
            self._job.cancel()
        left, right, how = self._left.reading, self._right.reading, self.view.how
        self._job = background.run(lambda: compare(left, right, how), self._show)

    def _show(self, found: object) -> None:
        self.view.show_comparison(cast(Comparison, found), _heading(self._left), _heading(self._right))


def _heading(call: Named) -> str:
    function = call.reading.function
    return f"{call.name}  {function.label if function else call.reading.call.fun_code}".rstrip()
