"""The mark and the comment of a call, in one line of the detail; pressed, it is edited."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from hisight.gui import icons, marks, theme
from hisight.gui.tr import tr


class NoteLine(QPushButton):
    """Hidden while there is neither; a long comment is cut, and whole in the tool tip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._comment = ""
        self.setProperty("flat", "true")
        self.setStyleSheet("padding: 2px 4px 2px 0;")
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setIconSize(QSize(theme.ICON, theme.ICON))
        self.show_note(0, "")

    def show_note(self, colour: int, comment: str) -> None:
        """Show mark `colour`, 0 for none, and `comment`."""
        name = str(marks.MARKS[colour - 1].words) if colour else ""
        self._comment = " ".join(comment.split()) or name
        self.setIcon(marks.icon(colour) if colour else icons.icon("comment", "muted") if comment else QIcon())
        self.setToolTip("\n".join(filter(None, (name, comment, tr("点击修改 (C)", "Press to edit (C)")))))
        self.setAccessibleName(tr("备注：", "Comment: ") + ", ".join(filter(None, (name, comment))))
        self.setVisible(bool(colour or comment))
        self._cut()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as much as there is room for."""
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        room = max(self.width() - self.iconSize().width() - 3 * theme.SPACE, 0)
        text = self.fontMetrics().elidedText(self._comment, Qt.TextElideMode.ElideRight, room)
        self.setText(text.replace("&", "&&"))
