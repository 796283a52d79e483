"""The line at the foot of the window: how many calls, what goes on, which profile, which file."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QStatusBar, QWidget

from hisight.gui import theme
from hisight.gui.icons import pixmap
from hisight.gui.tr import tr


class Status(QStatusBar):
    """Facts on the left and right; long work shows its progress between them."""

    cancelled = Signal()
    """The user wants the long work to stop."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self._counts, self._state, self._profile, self._session = (QLabel() for _ in range(4))
        self._light = QLabel()
        self._interception, self._interception_icon = QLabel(), QLabel()
        self._work = QLabel()
        self._bar = QProgressBar(textVisible=False)
        self._bar.setFixedWidth(120)
        self._cancel = QPushButton(tr("取消", "Cancel"))
        self._cancel.setProperty("flat", "true")
        self._cancel.clicked.connect(self.cancelled)
        left = _row(self._counts)
        right = _row(
            self._work,
            self._bar,
            self._cancel,
            self._interception_icon,
            self._interception,
            self._light,
            self._state,
            self._profile,
            self._session,
        )
        self.addWidget(left)
        self.addPermanentWidget(right)
        self.show_work("")
        self.show_interception(0, 0)

    def show_counts(self, total: int, shown: int, selected: int, marked: int) -> None:
        """How many calls the session has, how many the filter lets through, how many are selected, how many have a colour."""
        parts = [tr(f"{total:,} 次调用", f"{total:,} calls" if total != 1 else "1 call")]
        if shown != total:
            parts.append(tr(f"显示 {shown:,}", f"{shown:,} shown"))
        if selected > 1:
            parts.append(tr(f"选中 {selected:,}", f"{selected:,} selected"))
        if marked:
            parts.append(tr(f"标记 {marked:,}", f"{marked:,} marked"))
        self._counts.setText(tr("，", ", ").join(parts))

    def show_state(self, text: str, role: str) -> None:
        """What goes on, e.g. that it records, in the colour of `role`."""
        self._light.setPixmap(pixmap("capture", role, 14, self.devicePixelRatioF()))
        self._state.setText(text)

    def show_interception(self, armed: int, held: int, rules: int = 0) -> None:
        """How many breakpoints are armed, how many calls are held by them, how many rules change calls."""
        said = [tr(f"断点 {armed}", f"{armed} breakpoint{'s' * (armed > 1)}")] if armed else []
        said += [tr(f"暂停 {held}", f"{held} held")] if held else []
        said += [tr(f"规则 {rules}", f"{rules} rule{'s' * (rules > 1)} on")] if rules else []
        self._interception.setText(tr("，", ", ").join(said))
        self._interception_icon.setPixmap(
            pixmap("breakpoint", "warning", 14, self.devicePixelRatioF()) if said else QPixmap()
        )
        for label in (self._interception, self._interception_icon):
            label.setVisible(bool(said))

    def show_profile(self, text: str) -> None:
        """With which profile calls are read."""
        self._profile.setText(text)

    def show_session(self, file: Path | None) -> None:
        """The session file."""
        self._session.setText(file.name if file else "")
        self._session.setToolTip(str(file) if file else "")

    def show_work(self, text: str, done: int = 0, of: int = 0) -> None:
        """Long work: what it is and how far it has come; an empty `text` ends it."""
        self._work.setText(text)
        self._bar.setRange(0, of)
        self._bar.setValue(done)
        for widget in (self._work, self._bar, self._cancel):
            widget.setVisible(bool(text))


def _row(*labels: QWidget) -> QWidget:
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(theme.SPACE, 2, theme.SPACE, 2)
    layout.setSpacing(2 * theme.SPACE)
    for label in labels:
        if isinstance(label, QLabel):
            label.setProperty("role", "muted")
            label.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(label)
    return row
