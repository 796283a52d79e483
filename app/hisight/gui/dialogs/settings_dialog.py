"""Ctrl+,: language and theme, and what profiles there are."""

import os
from typing import cast

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from hisight import paths, profiles
from hisight.errors import HisightError
from hisight.gui import theme
from hisight.gui.settings import Settings
from hisight.gui.theme import ThemeName
from hisight.gui.tr import tr
from hisight.profiles.entries import MATCHES
from hisight.wording import Language


class SettingsDialog(QDialog):
    """Writes into `Settings` when it is accepted; profiles are only listed."""

    profiles_requested = Signal()
    """The user wants to edit profiles and keys."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("设置", "Settings"))
        self.setMinimumWidth(620)
        self._settings = settings
        self.language = _choice(
            settings.language, (("", tr("跟随系统", "As the system")), ("zh", "中文"), ("en", "English"))
        )
        self.theme = _choice(
            settings.theme,
            (("", tr("跟随系统", "As the system")), ("light", tr("浅色", "Light")), ("dark", tr("深色", "Dark"))),
        )
        self.edit = QPushButton(tr("编辑配置与密钥…", "Edit profiles and keys…"))
        self.edit.clicked.connect(self._edit)
        self.table, self.problem = self._profiles()
        self._lay_out()

    def accept(self) -> None:
        """Keep language and theme."""
        self._settings.language = cast("Language", self.language.currentData()) or None
        self._settings.theme = cast("ThemeName", self.theme.currentData()) or None
        super().accept()

    def _edit(self) -> None:
        self.accept()
        self.profiles_requested.emit()

    def _profiles(self) -> tuple[QTableWidget, str]:
        titles = (
            tr("名称", "Name"),
            tr("匹配", "Matches"),
            tr("加密", "Cipher"),
            tr("签名规则", "Rule"),
            tr("密钥", "Keys"),
        )
        table = QTableWidget(0, len(titles))
        table.setHorizontalHeaderLabels(titles)
        table.setAccessibleName(tr("配置", "Profiles"))
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        table.horizontalHeader().setStretchLastSection(True)
        table.setFixedHeight(150)
        try:
            known = profiles.load()
        except HisightError as error:
            table.hide()
            return table, str(error)
        for row, profile in enumerate(known):
            matches = " ".join(value for entry in MATCHES if (value := getattr(profile, entry))) or tr("任何", "any")
            table.insertRow(row)
            values = (profile.name, matches, profile.cipher, profile.rule, ", ".join(profile.keys) or "-")
            for column, value in enumerate(values):
                table.setItem(row, column, QTableWidgetItem(value))
        table.setVisible(bool(known))
        return table, "" if known else tr(
            "还没有配置。为每家医院建一个：按什么识别，怎样加密和签名，用哪把密钥。",
            "There are none yet. Make one for each peer: how to tell it, how it encrypts and signs, with which key.",
        )

    def _lay_out(self) -> None:
        window = QFormLayout()
        window.setVerticalSpacing(10)
        window.setHorizontalSpacing(2 * theme.SPACE)
        window.addRow(tr("语言", "Language"), self.language)
        window.addRow(tr("主题", "Theme"), self.theme)
        is_set = bool(os.environ.get(profiles.KEY_VARIABLE, "").strip())
        variable = QLabel(tr("已设置", "set") if is_set else tr("未设置", "not set"))
        variable.setProperty("role", "ok" if is_set else "muted")
        window.addRow(tr(f"环境变量 {profiles.KEY_VARIABLE}", f"Variable {profiles.KEY_VARIABLE}"), variable)
        note = QLabel(self.problem, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        note.setProperty("role", "muted")
        note.setVisible(bool(self.problem))
        file = paths.user_data() / "profiles.toml"
        open_file = QPushButton(tr("打开所在文件夹", "Open its folder"))
        open_file.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(file.parent))))
        place = QLabel(str(file), wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        place.setProperty("role", "muted")
        place_row = QHBoxLayout()
        place_row.addWidget(place, 1)
        place_row.addWidget(open_file)
        place_row.addWidget(self.edit)
        buttons = QDialogButtonBox()
        buttons.addButton(tr("取消", "Cancel"), QDialogButtonBox.ButtonRole.RejectRole).clicked.connect(self.reject)
        save = buttons.addButton(tr("确定", "OK"), QDialogButtonBox.ButtonRole.AcceptRole)
        save.setProperty("main", "true")
        save.setDefault(True)
        save.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[3 * theme.SPACE] * 4)
        layout.setSpacing(10)
        known = (_heading(tr("配置", "Profiles")), self.table, note, place_row)
        for part in (window, _rule(), *known, buttons):
            layout.addWidget(part) if isinstance(part, QWidget) else layout.addLayout(part)


def _choice(value: str | None, entries: tuple[tuple[str, str], ...]) -> QComboBox:
    box = QComboBox()
    for key, text in entries:
        box.addItem(text, key)
    box.setCurrentIndex(box.findData(value or ""))
    return box


def _heading(text: str) -> QLabel:
    label = QLabel(text)
    label.setFont(theme.bold_font())
    return label


def _rule() -> QFrame:
    line = QFrame()
    line.setProperty("rule", "true")
    line.setFixedHeight(1)
    return line
