"""The field in which a filter is typed: it completes, underlines what is wrong, and knows the filters of before."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QLineEdit, QWidget

from hisight.capture.filtering import Completion
from hisight.gui import theme
from hisight.gui.icons import icon
from hisight.gui.tr import tr
from hisight.gui.views.completion_list import CompletionList

_CURSOR_MARGIN = 5  # Qt's rectangle of the cursor begins so far before it
_WAVE = 2.0


class FilterField(QLineEdit):
    """Tab or Enter takes what is lit in the list below it, Esc closes the list; without a list they belong to the filter."""

    entered = Signal()
    """Enter, or Down: the filter is as it should be, and the user wants the list of calls."""
    escaped = Signal()
    """Esc, while no list is open."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.suggest: Callable[[str, int], Sequence[Completion]] = lambda _text, _cursor: ()
        """What the text may become at the cursor."""
        self.remembered: Callable[[], Sequence[Completion]] = tuple
        """Whole filters that are offered in the empty field."""
        self.below: QWidget = self
        """What the list must not hide, while it is in sight."""
        self._problem: tuple[int, int] | None = None
        self.setClearButtonEnabled(True)
        self.setAccessibleName(tr("过滤", "Filter"))
        self.setPlaceholderText(
            tr(
                "过滤：功能、姓名、单号…… 或 fun:2007 code!=0 sign:bad ms>500   ↓ 用过的",
                "Filter: function, name, order number … or fun:2007 code!=0 sign:bad ms>500   ↓ recent",
            )
        )
        self.addAction(icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.completions = CompletionList(self)
        self.completions.chosen.connect(self._take)
        self.textEdited.connect(lambda _text: self._suggest())
        self.textChanged.connect(lambda _text: self.mark_problem(None))

    def mark_problem(self, place: tuple[int, int] | None) -> None:
        """Underline what stands between two places of the text; None underlines nothing."""
        self._problem = place
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The text, and a wave below what is wrong in it."""
        super().paintEvent(event)
        if self._problem is None:
            return
        start, end = self._problem
        cursor = self.cursorRect().x() + _CURSOR_MARGIN - self._advance(self.cursorPosition())
        left = cursor + self._advance(start)
        right = max(cursor + self._advance(end), left + self.fontMetrics().averageCharWidth())
        bottom = self.rect().center().y() + self.fontMetrics().height() / 2
        wave = QPolygonF()
        step = 0
        while left + step * _WAVE <= right:
            wave.append(QPointF(left + step * _WAVE, bottom + (_WAVE / 2 if step % 2 else -_WAVE / 2)))
            step += 1
        painter = QPainter(self)
        painter.setClipRect(self.rect().adjusted(theme.SPACE, 0, -theme.SPACE, 0))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.current().color("error"), 1.3))
        painter.drawPolyline(wave)
        painter.end()

    def event(self, event: QEvent) -> bool:
        """Tab takes a completion, before Qt gives the keyboard to the next widget."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Tab
            and self.completions.isVisible()
        ):
            self._take(self.completions.lit() or self.completions.first())
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of the list while it is open, of the filter otherwise."""
        if not self._lead(event):
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The list closes."""
        super().focusOutEvent(event)
        self.completions.hide()

    def _lead(self, event: QKeyEvent) -> bool:
        """Do what the key asks; False when it is for the text."""
        key, is_open = event.key(), self.completions.isVisible()
        if key == Qt.Key.Key_Space and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self._suggest()
        elif key == Qt.Key.Key_Escape:
            self.completions.hide() if is_open else self.escaped.emit()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and is_open:
            self.completions.move_light(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and is_open and (lit := self.completions.lit()):
            self._take(lit)
        elif key == Qt.Key.Key_Down and not self.text() and self.remembered():
            self.completions.offer(self.remembered(), self._edge)
            self.completions.move_light(1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.completions.hide()
            self.entered.emit()
        else:
            return False
        return True

    @property
    def _edge(self) -> QWidget:
        return self.below if self.below.isVisible() else self

    def _suggest(self) -> None:
        text, cursor = self.text(), self.cursorPosition()
        offered = [one for one in self.suggest(text, cursor) if text[one.start : one.end] != one.text]
        self.completions.offer(offered if text else (), self._edge)

    def _take(self, completion: Completion) -> None:
        """Write `completion`; behind an operator the values are offered at once, behind a value the next condition begins."""
        text = self.text()
        wants_value = completion.text.endswith((":", "=", ">", "<"))
        whole = not text
        rest = text[completion.end :]
        gap = "" if wants_value or whole or rest.startswith(" ") else " "
        self.setText(f"{text[: completion.start]}{completion.text}{gap}{rest}")
        self.setCursorPosition(completion.start + len(completion.text) + len(gap))
        self.completions.hide()
        if wants_value:
            self._suggest()

    def _advance(self, place: int) -> int:
        return self.fontMetrics().horizontalAdvance(self.text()[:place])
