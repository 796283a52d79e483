"""The keys of a profile by reference, in the order in which they are tried."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListWidget, QPushButton, QVBoxLayout, QWidget

from hisight.gui import theme
from hisight.gui.icons import icon
from hisight.gui.tr import tr

_HEIGHT = 96


class KeyReferences(QWidget):
    """Names of keys, never their characters."""

    edited = Signal()
    """The list was changed by the user."""
    add_requested = Signal()
    """The user wants another key."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("密钥", "Keys"))
        self.list.setFixedHeight(_HEIGHT)
        self.list.setSpacing(3)
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.model().rowsMoved.connect(lambda *_: self.edited.emit())
        self.add = QPushButton(icon("key"), tr("添加密钥…", "Add key…"))
        self.add.clicked.connect(self.add_requested)
        self.first = QPushButton(tr("设为首选", "Use first"))
        self.first.setToolTip(tr("先试这一把；重新签名和加密时用它", "Try it first, and seal with it"))
        self.first.clicked.connect(self._make_first)
        self.remove = QPushButton(tr("移除", "Remove"))
        self.remove.setToolTip(
            tr("只从此配置中移除，不删除密钥本身", "Take it out of this profile; the key itself is not deleted")
        )
        self.remove.clicked.connect(self._remove)
        QShortcut(QKeySequence("Del"), self.list, self._remove, context=Qt.ShortcutContext.WidgetShortcut)
        self.list.currentRowChanged.connect(self._enable)
        buttons = QVBoxLayout()
        buttons.setSpacing(theme.SPACE // 2)
        for button in (self.add, self.first, self.remove):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        buttons.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE)
        layout.addWidget(self.list, 1)
        layout.addLayout(buttons)
        self._enable()

    def references(self) -> list[str]:
        """What is listed."""
        return [self.list.item(row).text() for row in range(self.list.count())]

    def show_references(self, references: list[str]) -> None:
        """List `references`, which is no edit."""
        self.list.clear()
        self.list.addItems(references)
        self.list.setCurrentRow(0)
        self._enable()

    def take(self, reference: str) -> None:
        """Add `reference` at the end, unless it is listed."""
        if reference not in self.references():
            self.list.addItem(reference)
            self.list.setCurrentRow(self.list.count() - 1)
            self._enable()
            self.edited.emit()

    def _make_first(self) -> None:
        self.list.insertItem(0, self.list.takeItem(self.list.currentRow()))
        self.list.setCurrentRow(0)
        self.edited.emit()

    def _remove(self) -> None:
        if self.list.currentRow() >= 0:
            self.list.takeItem(self.list.currentRow())
            self.edited.emit()

    def _enable(self) -> None:
        self.first.setEnabled(self.list.currentRow() > 0)
        self.remove.setEnabled(self.list.currentRow() >= 0)
