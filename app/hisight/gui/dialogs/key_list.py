"""F1: which key does what."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from hisight.gui import theme
from hisight.gui.actions import MENUS, MORE_KEYS, SPECS, plain
from hisight.gui.tr import tr


class KeyList(QDialog):
    """Made from the table of actions, so it is never out of date."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("快捷键", "Keys"))
        groups = {
            str(title).partition("(")[0].replace("&", ""): [
                (spec.keys, plain(spec.words)) for spec in SPECS if spec.menu == menu and spec.keys
            ]
            for menu, title in MENUS.items()
        }
        groups[tr("列表与详情", "List and detail")] = [(keys, str(words)) for keys, words in MORE_KEYS]
        titles = list(groups)
        columns = QHBoxLayout()
        columns.setSpacing(6 * theme.SPACE)
        for chosen in ((titles[0], titles[2], titles[3]), (titles[1], titles[4])):
            column = QVBoxLayout()
            column.setSpacing(3 * theme.SPACE)  # or it takes that between the columns
            for title in chosen:
                column.addWidget(_group(title, groups[title]))
            column.addStretch(1)
            columns.addLayout(column)
        buttons = QDialogButtonBox()
        close = buttons.addButton(tr("关闭", "Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.clicked.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[3 * theme.SPACE] * 4)
        layout.addLayout(columns)
        layout.addWidget(buttons)


def _group(title: str, keys: list[tuple[str, str]]) -> QWidget:
    group = QWidget()
    group.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
    grid = QGridLayout(group)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(3 * theme.SPACE)
    grid.setVerticalSpacing(6)
    heading = QLabel(title)
    heading.setFont(theme.bold_font())
    grid.addWidget(heading, 0, 0, 1, 2)
    for row, (key, text) in enumerate(keys, 1):
        label = QLabel(key, textFormat=Qt.TextFormat.PlainText)
        label.setProperty("role", "accent")
        label.setMinimumWidth(130)
        grid.addWidget(label, row, 0)
        grid.addWidget(QLabel(text), row, 1)
    grid.setColumnStretch(1, 1)
    return group
