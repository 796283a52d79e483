"""Which field the list shall show as a column: any name, those of the interface are offered."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QDialog, QDialogButtonBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from hisight.catalog import Catalog
from hisight.gui import theme
from hisight.gui.suggestions import field_names
from hisight.gui.tr import tr

_WIDTH = 420


class ChooseField(QDialog):
    """Takes one name."""

    def __init__(self, catalog: Catalog, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("添加字段列", "Add a field"))
        why = QLabel(wordWrap=True)
        why.setProperty("role", "muted")
        why.setText(
            tr(
                "列中显示每个调用里该字段的第一个值，请求与应答中的任一字段都可以。",
                "The column shows the first value of the field in each call. Any field of request or answer will do.",
            )
        )
        self.field = QLineEdit()
        self.field.setAccessibleName(tr("字段名", "Name of the field"))
        self.field.setPlaceholderText(tr("字段名，例如 LOCK_ID", "Name of the field, e.g. LOCK_ID"))
        known = QCompleter(field_names(catalog), self)
        known.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        known.setFilterMode(Qt.MatchFlag.MatchContains)
        self.field.setCompleter(known)
        buttons = QDialogButtonBox()
        buttons.addButton(tr("取消", "Cancel"), QDialogButtonBox.ButtonRole.RejectRole).clicked.connect(self.reject)
        self.add = buttons.addButton(tr("添加", "Add"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.add.setProperty("main", "true")
        self.add.setDefault(True)
        self.add.setEnabled(False)
        self.add.clicked.connect(self.accept)
        self.field.textChanged.connect(lambda: self.add.setEnabled(bool(self.name)))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[3 * theme.SPACE] * 4)
        layout.setSpacing(2 * theme.SPACE)
        layout.addWidget(self.field)
        layout.addWidget(why)
        layout.addStretch(1)
        layout.addWidget(buttons)
        self.resize(_WIDTH, layout.totalHeightForWidth(_WIDTH))
        self.field.setFocus()

    @property
    def name(self) -> str:
        """What was typed; a name has no blanks in it."""
        return "".join(self.field.text().split())
