"""What is otherwise in a bundle: calls that are judged otherwise than it was written, and files that were changed."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from hisight.gui import copying, icons, theme
from hisight.gui.tr import tr
from hisight.imports.bundle_session import Verified

_NUMBER = Qt.ItemDataRole.UserRole
_WIDEST_PLACE = 320


class BundleDifferences(QDialog):
    """A row for each difference; the call of one that is pressed is shown in the window."""

    call_chosen = Signal(int)
    """The number of the call that the user wants to see."""

    def __init__(self, verified: Verified, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = [str(verified.words), *map(str, verified.lines())]
        self.setWindowTitle(tr("问题报告包的核对结果", "What the bundle says now"))
        self.resize(860, 460)
        told = QLabel(str(verified.words), wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.table = QTreeWidget(rootIsDecorated=False, allColumnsShowFocus=True, uniformRowHeights=True)
        self.table.setAccessibleName(tr("差异", "Differences"))
        self.table.setHeaderLabels([tr("何处", "Where"), tr("差异", "Difference")])
        self.table.itemActivated.connect(self._choose)
        for damage in verified.damage:
            self._add(damage.name, str(damage.what), "error")
        for one in verified.differing:
            for difference in one.differences:
                self._add(f"#{one.number}", str(difference), "warning", one.number)
        self._set_widths()
        versions = QLabel(
            tr(
                f"写出时：HISight {verified.author.version}，接口 {verified.author.catalog}；现在：{verified.reader}",
                f"Written by HISight {verified.author.version} with {verified.author.catalog}; read by {verified.reader}",
            ),
            wordWrap=True,
            textFormat=Qt.TextFormat.PlainText,
        )
        versions.setProperty("role", "muted")
        self.copy = QPushButton(icons.icon("copy"), tr("复制全部", "Copy all"))
        self.copy.clicked.connect(lambda: copying.copy("\n".join(self._lines)))
        close = QPushButton(tr("关闭", "Close"))
        close.setDefault(True)
        close.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.SPACE)
        buttons.addWidget(self.copy)
        buttons.addStretch(1)
        buttons.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(theme.SPACE * 2,) * 4)
        layout.setSpacing(theme.SPACE)
        layout.addWidget(told)
        layout.addWidget(self.table, 1)
        layout.addWidget(versions)
        layout.addLayout(buttons)

    def _add(self, where: str, what: str, role: str, number: int = 0) -> None:
        item = QTreeWidgetItem([where, what])
        item.setData(0, _NUMBER, number)
        item.setSizeHint(0, QSize(0, theme.ROW_HEIGHT))
        item.setToolTip(1, what)
        item.setForeground(0, theme.current().color(role))
        self.table.addTopLevelItem(item)

    def _set_widths(self) -> None:
        metrics = QFontMetrics(self.table.font())
        places = (self.table.topLevelItem(row).text(0) for row in range(self.table.topLevelItemCount()))
        widest = max((metrics.horizontalAdvance(place) for place in places), default=0)
        self.table.setColumnWidth(0, min(max(widest + 4 * theme.SPACE, 80), _WIDEST_PLACE))
        self.table.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.table.header().setSectionsMovable(False)

    def _choose(self, item: QTreeWidgetItem) -> None:
        if number := item.data(0, _NUMBER):
            self.call_chosen.emit(number)
