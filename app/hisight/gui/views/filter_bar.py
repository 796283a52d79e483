"""The bar above the list: the filter, always in sight, a text and five chips, and room for the buttons beside it."""

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget

from hisight.capture import Filter
from hisight.capture.filtering import SLOW_MS
from hisight.gui import theme
from hisight.gui.icons import icon
from hisight.gui.tr import tr

_PAUSE_MS = 150  # typing goes on within it, and the session is asked once


class FilterBar(QWidget):
    """Makes a `Filter` of what is typed and pressed."""

    changed = Signal(object)
    """The `Filter`, whenever it is another one."""
    left = Signal()
    """Esc in the empty field, or Enter or Down: the user wants the list."""

    def __init__(self, before_field: QWidget, after_chips: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._last = Filter()
        self._setting = False
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._report)
        self.field = QLineEdit(clearButtonEnabled=True)
        self.field.setPlaceholderText(
            tr(
                "过滤：功能、姓名、单号、返回信息……（多个词须同时出现）",
                "Filter: function, name, order number, message … (all words must occur)",
            )
        )
        self.field.setAccessibleName(tr("过滤", "Filter"))
        self.field.addAction(icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.field.textChanged.connect(lambda: self._pause.start())
        self.field.installEventFilter(self)
        self.chips = {
            "failed": self._chip(tr("失败", "Failed"), tr("没有办成的调用", "Calls that did not do what was asked")),
            "bad_signature": self._chip(
                tr("签名不符", "Bad signature"), tr("任一侧签名不符", "Either signature is invalid")
            ),
            "findings": self._chip(
                tr("不合接口", "Spec findings"), tr("有错误或警告", "With an error or a warning against the interface")
            ),
            "slow": self._chip(tr("慢", "Slow"), tr(f"{SLOW_MS} 毫秒以上", f"{SLOW_MS} ms or longer")),
            "writes": self._chip(
                tr("写入类", "Write calls"), tr("修改数据或资金", "Calls that change data or move money")
            ),
        }
        chip_row = QHBoxLayout()
        chip_row.setSpacing(6)
        for chip in self.chips.values():
            chip_row.addWidget(chip)
        chip_row.addStretch(1)
        chip_row.addWidget(after_chips)
        field_row = QHBoxLayout()
        field_row.setSpacing(theme.SPACE)
        field_row.addWidget(before_field)
        field_row.addWidget(self.field, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.SPACE, theme.SPACE, theme.SPACE, 6)
        layout.setSpacing(6)
        layout.addLayout(field_row)
        layout.addLayout(chip_row)

    @property
    def filter(self) -> Filter:
        """What is typed and pressed now."""
        return Filter(self.field.text().strip(), **{name: chip.isChecked() for name, chip in self.chips.items()})

    def set_filter(self, chosen: Filter) -> None:
        """Show another filter, and report it."""
        self._setting = True
        self.field.setText(chosen.text)
        for name, chip in self.chips.items():
            chip.setChecked(getattr(chosen, name))
        self._setting = False
        self._report()

    def set_text(self, text: str) -> None:
        """Filter by `text`, the chips as they are."""
        self.set_filter(replace(self.filter, text=text))

    def clear(self) -> None:
        """Let everything through."""
        self.set_filter(Filter())

    def focus(self) -> None:
        """Let the user type."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc clears, a second Esc, Enter and Down go to the list."""
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape and self.filter != Filter():
                self.clear()
                return True
            if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
                self._report()
                self.left.emit()
                return True
        return super().eventFilter(watched, event)

    def _chip(self, text: str, tip: str) -> QToolButton:
        chip = QToolButton(text=text, checkable=True, toolTip=tip)
        chip.setProperty("chip", "true")
        chip.toggled.connect(self._report)
        return chip

    def _report(self) -> None:
        self._pause.stop()
        if not self._setting and self.filter != self._last:
            self._last = self.filter
            self.changed.emit(self._last)
