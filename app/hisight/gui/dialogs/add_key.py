"""A key for a profile: into the keyring or the encrypted file, or the name of an environment variable that holds it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from hisight import profiles
from hisight.gui import background, theme
from hisight.gui.dialogs.passphrase import is_unlocked
from hisight.gui.tr import tr
from hisight.gui.views.choice import Choice
from hisight.wording import Words

_WIDTH = 480
_PLACES = (
    ("keyring", Words("系统钥匙串", "The system's keyring")),
    ("file", Words("加密的密钥文件", "The encrypted key file")),
    ("env", Words("环境变量", "An environment variable")),
)


class AddKey(QDialog):
    """Keeps the key as soon as it is accepted, and never shows it again."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """`name` is what the key is called unless the user calls it otherwise."""
        super().__init__(parent)
        self.setWindowTitle(tr("添加密钥", "Add a key"))
        self.setMinimumWidth(_WIDTH)
        self.reference = ""
        """What the profile is to write; empty until it was accepted."""
        self.place = Choice(_PLACES)
        self.place.currentIndexChanged.connect(self._fit)
        self.name = QLineEdit(name)
        self.secret = QLineEdit(echoMode=QLineEdit.EchoMode.Password)
        self.note = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.note.setProperty("role", "muted")
        self.problem = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.problem.setProperty("role", "error")
        self.problem.hide()
        self._form = QFormLayout()
        self._form.setVerticalSpacing(10)
        self._form.setHorizontalSpacing(2 * theme.SPACE)
        self._form.addRow(tr("存放在", "Kept in"), self.place)
        self._form.addRow(tr("名称", "Name"), self.name)
        self._form.addRow(tr("密钥", "Key"), self.secret)
        buttons = QDialogButtonBox()
        buttons.addButton(tr("取消", "Cancel"), QDialogButtonBox.ButtonRole.RejectRole).clicked.connect(self.reject)
        self.add = buttons.addButton(tr("添加", "Add"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.add.setProperty("main", "true")
        self.add.setDefault(True)
        self.add.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[3 * theme.SPACE] * 4)
        layout.setSpacing(2 * theme.SPACE)
        layout.addLayout(self._form)
        layout.addWidget(self.note)
        layout.addWidget(self.problem)
        layout.addStretch(1)
        layout.addWidget(buttons)
        self._fit()
        self.resize(_WIDTH, layout.totalHeightForWidth(_WIDTH))
        self.secret.setFocus()

    def accept(self) -> None:
        """Keep the key, if it can be kept there; else say why not."""
        place, name, secret = self.place.value, self.name.text().strip(), self.secret.text()
        if not name:
            self._complain(tr("请填写名称。", "Give it a name."))
        elif place == "env":
            self._finish(f"env:{name}")
        elif not secret.strip():
            self._complain(tr("请输入密钥。", "Type the key."))
        elif place == "keyring" or is_unlocked(self):
            keep = profiles.keep_in_keyring if place == "keyring" else profiles.keep_in_file
            self.add.setEnabled(False)
            background.run(lambda: keep(name, secret), self._finish, self._refuse)

    def _fit(self) -> None:
        of_variable = self.place.value == "env"
        self._form.setRowVisible(self.secret, not of_variable)
        self.problem.hide()
        self.note.setText(
            {
                "keyring": tr(
                    "由操作系统保管，登录后自动可用。", "Kept by the system, and at hand once you are logged in."
                ),
                "file": tr(
                    "没有钥匙串的机器用它；每次运行输入一次口令。",
                    "For a machine without a keyring; its passphrase is asked for once a run.",
                ),
                "env": tr(
                    "名称是变量名，例如 CITY_KEY；密钥由您自己设置。",
                    "The name is that of the variable, e.g. CITY_KEY; you set it yourself.",
                ),
            }[self.place.value]
        )

    def _finish(self, reference: str) -> None:
        self.secret.clear()
        self.reference = reference
        super().accept()

    def _refuse(self, error: Exception) -> None:
        self.add.setEnabled(True)
        text = str(error)
        self._complain(text[:1].upper() + text[1:])

    def _complain(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.show()
