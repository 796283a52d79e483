"""The strip below the tree-table: everything about the current line, at full length."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from hisight.gui import copying, icons, theme
from hisight.gui.tr import tr
from hisight.gui.views.code_view import CodeView
from hisight.reading.lines import Line

_ONE_LINE, _FOUR_LINES = 34, 82  # heights of the value, in logical pixels
_SHORT_VALUE = 70  # characters


class LineStrip(QFrame):
    """Path, whole value, meaning, what the interface says, findings with their hints."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("panel", True)  # noqa: FBT003 - Qt's
        self._line: Line | None = None
        self._path = QLabel()
        self._path.setFont(theme.mono_font())
        self._path.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._size = _muted()
        copy = QToolButton()
        copy.setIcon(icons.icon("copy"))
        copy.setToolTip(tr("复制值", "Copy value"))
        copy.setAccessibleName(copy.toolTip())
        copy.clicked.connect(self._copy)
        self._value = CodeView(tr("完整的值", "Whole value"))
        self._facts = QGridLayout()
        self._facts.setHorizontalSpacing(theme.SPACE)
        self._facts.setVerticalSpacing(theme.SPACE // 2)
        self._facts.setColumnStretch(1, 1)

        top = QHBoxLayout()
        top.addWidget(self._path)
        top.addSpacing(theme.SPACE)
        top.addWidget(self._size)
        top.addStretch(1)
        top.addWidget(copy)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.SPACE, theme.SPACE // 2, theme.SPACE, theme.SPACE)
        layout.setSpacing(theme.SPACE // 2)
        layout.addLayout(top)
        layout.addWidget(self._value)
        layout.addLayout(self._facts)
        layout.addStretch(1)

    def show_line(self, line: Line | None) -> None:
        """Show `line`; without one the strip goes away."""
        self._line = line
        self.setVisible(line is not None)
        if line is None:
            return
        self._path.setText(line.path)
        self._size.setText(_size(line.value))
        self._value.setVisible(bool(line.value))
        short = len(line.value) <= _SHORT_VALUE and "\n" not in line.value
        self._value.setFixedHeight(_ONE_LINE if short else _FOUR_LINES)
        self._value.show_text(line.value, "xml" if line.value.lstrip().startswith("<") else "text")
        while self._facts.count():
            self._facts.takeAt(0).widget().deleteLater()
        for finding in line.findings:
            self._add(finding.severity.value, f"{finding.message} {finding.hint}", finding.severity.value)
        if str(line.meaning):
            self._add(tr("含义", "Meaning"), str(line.meaning))
        if line.kind == "unknown":
            self._add(
                tr("接口规定", "Spec"), tr("接口文档中没有这个字段。", "The interface does not publish this field.")
            )
        elif spec := " · ".join(filter(None, (str(line.type), line.description))):
            self._add(tr("接口规定", "Spec"), spec)
        for doubt in line.field.doubts if line.field else ():
            self._add(tr("文档存疑", "In doubt"), f"{doubt.note} ({doubt.where})")

    def _add(self, label: str, text: str, severity: str = "") -> None:
        row = self._facts.rowCount()
        name = _muted()
        if severity:
            name.setPixmap(icons.pixmap(severity, severity, theme.ICON, self.devicePixelRatioF()))
            name.setAccessibleName(severity)
        else:
            name.setText(label)
        said = QLabel(text)
        said.setTextFormat(Qt.TextFormat.PlainText)
        said.setWordWrap(True)
        said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._facts.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
        self._facts.addWidget(said, row, 1)

    def _copy(self) -> None:
        if self._line is not None:
            copying.copy(self._line.value)


def _size(value: str) -> str:
    if len(value) <= 1:
        return ""
    return tr(f"{len(value):,} 个字符", f"{len(value):,} characters")


def _muted() -> QLabel:
    label = QLabel()
    label.setProperty("role", "muted")
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
