"""What of patients would leave, field by field: how many values, what happens to them, and an example of what one becomes."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from hisight.gui import theme
from hisight.gui.tr import tr
from hisight.gui.views.choice import Choice
from hisight.privacy import KINDS, TREATMENTS, LeavingField

_FIELD, _KIND, _COUNT, _TREATMENT, _EXAMPLE = range(5)
_ROW = 40
_LONGEST = 60  # characters of an example


class LeavingPreview(QWidget):
    """A line for each field, in which the user chooses what happens to its values."""

    chosen = Signal(str, str)
    """The name of a field, and what shall happen to its values."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.table = QTreeWidget(rootIsDecorated=False, allColumnsShowFocus=True, uniformRowHeights=True)
        self.table.setFrameShape(QFrame.Shape.NoFrame)
        self.table.setAccessibleName(tr("患者信息", "Patient data"))
        self.table.setHeaderLabels(
            [
                tr("字段", "Field"),
                tr("内容", "What it is"),
                tr("个数", "Values"),
                tr("处理", "Treatment"),
                tr("例如", "Such as"),
            ]
        )
        header = self.table.header()
        header.setSectionsMovable(False)
        header.setStretchLastSection(True)
        for column in (_FIELD, _KIND, _COUNT, _TREATMENT):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.SPACE, 0, 0)
        layout.setSpacing(theme.SPACE)
        layout.addWidget(self.head)
        layout.addWidget(self.table, 1)
        self.show_waiting()

    def show_waiting(self) -> None:
        """Somebody is still looking."""
        self._say(tr("正在查找患者信息…", "Looking for patient data…"))
        self.table.hide()

    def show_fields(self, fields: Sequence[LeavingField], *, scrubbed: bool) -> None:
        """Show `fields`; without `scrubbed` their values leave as they are, and there is nothing to choose."""
        self.table.clear()
        self.table.setVisible(bool(fields))
        if not fields:
            self._say(tr("没有发现患者信息。", "No patient data was found."))
        elif scrubbed:
            self._say(tr("替换为虚构值，其余报文不变：", "Replaced by invented values, all else stays:"))
        else:
            text = tr("⚠ 以下患者信息将原样离开本机：", "⚠ This patient data will leave this machine as it is:")
            self._say(text, "error")
        for field in fields:
            self._add(field, scrubbed=scrubbed)

    def _add(self, field: LeavingField, *, scrubbed: bool) -> None:
        example = _short(field.example.text)
        becomes = example if field.treatment == "keep" else f"{example}  →  {_short(field.becomes)}"
        item = QTreeWidgetItem([field.name, str(KINDS[field.kind]), f"{field.count:,}", "", becomes])
        item.setTextAlignment(_COUNT, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        item.setToolTip(_EXAMPLE, tr(f"来自 {field.example.place}", f"from {field.example.place}"))
        item.setSizeHint(_FIELD, QSize(self.fontMetrics().horizontalAdvance(field.name) + 3 * theme.SPACE, _ROW))
        if field.treatment == "keep":
            item.setForeground(_EXAMPLE, theme.current().color("error"))
        self.table.addTopLevelItem(item)
        choice = Choice(list(TREATMENTS.items()))
        choice.setAccessibleName(tr(f"{field.name} 的处理", f"Treatment of {field.name}"))
        choice.setMinimumContentsLength(6)
        choice.choose(field.treatment)
        choice.setEnabled(scrubbed)
        choice.currentIndexChanged.connect(lambda _index: self.chosen.emit(field.name, choice.value))
        cell = QWidget()
        room = QHBoxLayout(cell)
        room.setContentsMargins(theme.SPACE, 3, theme.SPACE, 3)
        room.addWidget(choice)
        self.table.setItemWidget(item, _TREATMENT, cell)

    def _say(self, text: str, role: str = "") -> None:
        self.head.setText(text)
        self.head.setProperty("role", role)
        self.head.style().polish(self.head)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"
