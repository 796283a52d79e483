"""What the user keeps with calls: a colour and a comment, in one small editor."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from hisight.capture import Row
from hisight.gui import icons, marks, theme
from hisight.gui.tr import tr

_SIZE = (460, 220)


class NoteDialog(QDialog):
    """Edits the notes of `rows` together. What they do not share stays as it is, unless the user says otherwise."""

    saved = Signal(object, object)
    """The colour 0 to 6 and the comment for all of them; None for what stays."""

    def __init__(self, rows: Sequence[Row], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        comments, colours = {row.comment for row in rows}, {row.colour for row in rows}
        self._comment = comments.pop() if len(comments) == 1 else None
        self._colour = colours.pop() if len(colours) == 1 else None
        self.setWindowTitle(
            tr(f"备注 {rows[0].id} 号调用", f"Comment on call {rows[0].id}")
            if len(rows) == 1
            else tr(f"备注 {len(rows)} 个调用", f"Comment on {len(rows)} calls")
        )
        self.text = QPlainTextEdit(self._comment or "", tabChangesFocus=True)
        self.text.setAccessibleName(tr("备注", "Comment"))
        self.text.setPlaceholderText(
            tr("各调用的备注不同，输入的内容将取代它们", "Their comments differ; what you type replaces them")
            if self._comment is None
            else tr("例如：已请李工核对号源", "For example: Li checks the slots")
        )
        self.text.installEventFilter(self)
        self.text.selectAll()
        hint = QLabel(tr("Enter 保存，Shift+Enter 换行", "Enter saves, Shift+Enter begins a line"))
        hint.setProperty("role", "muted")
        save = QPushButton(tr("保存", "Save"), default=True)
        save.setProperty("main", "true")
        save.clicked.connect(self.accept)
        cancel = QPushButton(tr("取消", "Cancel"), autoDefault=False)
        cancel.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addWidget(hint, 1)
        foot.addWidget(cancel)
        foot.addWidget(save)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[2 * theme.SPACE] * 4)
        layout.setSpacing(theme.SPACE * 3 // 2)
        layout.addWidget(self.text, 1)
        layout.addLayout(self._colour_row())
        layout.addLayout(foot)
        self.resize(*_SIZE)
        self.text.setFocus()

    @property
    def colour(self) -> int | None:
        """The mark that is pressed; None when none is."""
        return self.colours.checkedId() if self.colours.checkedId() >= 0 else None

    def accept(self) -> None:
        """Report what is to change."""
        text = self.text.toPlainText().strip()
        comment = text if text != (self._comment or "") else None
        self.saved.emit(self.colour if self.colour != self._colour else None, comment)
        super().accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter saves, with Shift it begins a line."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            shifted = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not shifted:
                self.accept()
                return True
        return super().eventFilter(watched, event)

    def _colour_row(self) -> QHBoxLayout:
        self.colours = QButtonGroup(self, exclusive=True)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE // 2)
        label = QLabel(tr("标记", "Mark"))
        label.setProperty("role", "muted")
        row.addWidget(label)
        row.addSpacing(theme.SPACE)
        for colour in range(len(marks.MARKS) + 1):
            name = str(marks.MARKS[colour - 1].words) if colour else tr("不标记", "No mark")
            button = QToolButton(
                checkable=True, toolTip=name, icon=marks.icon(colour) if colour else icons.icon("clear", "muted")
            )
            button.setAccessibleName(name)
            button.setIconSize(QSize(marks.SIDE, marks.SIDE))
            button.setChecked(colour == self._colour)
            self.colours.addButton(button, colour)
            row.addWidget(button)
        row.addStretch(1)
        return row
