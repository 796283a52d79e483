"""The profiles by name, in their order, with what can be done to the list."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QToolButton, QVBoxLayout, QWidget

from hisight.gui import icons, theme
from hisight.gui.tr import tr
from hisight.profiles.drafts import Draft, Drafts


class ProfileList(QFrame):
    """Changes the drafts that it shows."""

    current_changed = Signal()
    """Another profile is current, or none."""
    added = Signal()
    """A new profile is current, and wants a name."""

    def __init__(self, drafts: Drafts, host: Callable[[], str], parent: QWidget | None = None) -> None:
        """`host` tells for which peer a new profile is likely to be."""
        super().__init__(parent)
        self.setProperty("panel", True)  # noqa: FBT003 - Qt's
        self._drafts, self._host = drafts, host
        self.list = QListWidget()
        self.list.setAccessibleName(tr("配置", "Profiles"))
        self.list.setIconSize(QSize(theme.ICON, theme.ICON))
        self.list.setSpacing(2)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentRowChanged.connect(self._tell)
        bar = QHBoxLayout()
        bar.setContentsMargins(*[theme.SPACE // 2] * 4)
        bar.setSpacing(2)
        self.new = self._tool("new", tr("新建", "New"), "Ctrl+N", self._add)
        self.copy = self._tool("copy", tr("复制一份", "Duplicate"), "Ctrl+D", self._duplicate)
        self.delete = self._tool("trash", tr("删除", "Delete"), "Ctrl+Del", self._delete)
        self.up = self._tool("chevron-up", tr("上移", "Move up"), "Alt+Up", lambda: self._move(-1))
        self.down = self._tool("chevron-down", tr("下移", "Move down"), "Alt+Down", lambda: self._move(1))
        for button in (self.new, self.copy, self.delete, self.up, self.down):
            bar.addWidget(button)
        bar.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(bar)
        layout.addWidget(self.list, 1)

    @property
    def draft(self) -> Draft | None:
        """The current profile."""
        row = self.list.currentRow()
        return self._drafts.all[row] if row >= 0 else None

    def show_drafts(self, current: int) -> None:
        """Show every draft, `current` as the current one; -1 for none."""
        before = self.list.blockSignals(True)  # noqa: FBT003 - Qt's
        self.list.clear()
        self.list.addItems([draft.name for draft in self._drafts.all])
        self.list.setCurrentRow(current)
        self.list.blockSignals(before)
        self.judge()
        self._tell()

    def judge(self) -> str:
        """Show names as they are now, and mark what is wrong; returns what is wrong with the current one, else with another."""
        problems = self._drafts.problems()
        for row, draft in enumerate(self._drafts.all):
            item, problem = self.list.item(row), problems.get(row)
            item.setText(draft.name)
            item.setIcon(icons.icon("error", "error") if problem else icons.icon("settings", "muted"))
            item.setToolTip(str(problem or draft.name))
        return str(problems.get(self.list.currentRow()) or next(iter(problems.values()), ""))

    def _add(self) -> None:
        self.show_drafts(self._drafts.add(self._host()))
        self.added.emit()

    def _duplicate(self) -> None:
        if self.draft is not None:
            self.show_drafts(self._drafts.duplicate(self.list.currentRow()))
            self.added.emit()

    def _delete(self) -> None:
        if self.draft is not None:
            self.show_drafts(self._drafts.delete(self.list.currentRow()))

    def _move(self, by: int) -> None:
        if self.draft is not None:
            self.show_drafts(self._drafts.move(self.list.currentRow(), by))

    def _tell(self) -> None:
        row, last = self.list.currentRow(), len(self._drafts.all) - 1
        for button, able in (
            (self.copy, row >= 0),
            (self.delete, row >= 0),
            (self.up, row > 0),
            (self.down, 0 <= row < last),
        ):
            button.setEnabled(able)
        self.current_changed.emit()

    def _tool(self, icon: str, text: str, keys: str, call: Callable[[], None]) -> QToolButton:
        button = QToolButton(icon=icons.icon(icon), toolTip=f"{text} ({keys})")
        button.setAccessibleName(text)
        button.clicked.connect(call)
        QShortcut(QKeySequence(keys), self, call)
        return button
