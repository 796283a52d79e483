"""The passphrase of the key file, asked for once in a run; for a new file it is typed twice."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from hisight.gui import background, theme
from hisight.gui.tr import tr
from hisight.profiles import key_file

_WIDTH = 480


class PassphraseDialog(QDialog):
    """Stays until the passphrase opens the file, or the user gives up."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._new = not key_file.path().exists()
        self.setWindowTitle(
            tr("新建密钥文件", "A new key file") if self._new else tr("解锁密钥文件", "Unlock the key file")
        )
        self.setMinimumWidth(_WIDTH)
        why = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        why.setText(
            tr(
                "密钥用口令加密后存放在下面的文件中。口令无法找回，请妥善保管。",
                "Keys are kept in the file below, encrypted with a passphrase. It cannot be recovered: keep it well.",
            )
            if self._new
            else tr(
                "有密钥存放在加密文件中，需要口令才能使用。",
                "Some keys are in an encrypted file, which opens with its passphrase.",
            )
        )
        self.phrase, self.again = QLineEdit(), QLineEdit()
        form = QFormLayout()
        form.setVerticalSpacing(10)
        form.setHorizontalSpacing(2 * theme.SPACE)
        form.addRow(tr("口令", "Passphrase"), self.phrase)
        if self._new:
            form.addRow(tr("再输一次", "Once more"), self.again)
        for field in (self.phrase, self.again):
            field.setEchoMode(QLineEdit.EchoMode.Password)
        where = QLabel(str(key_file.path()), wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        where.setProperty("role", "muted")
        form.addRow(tr("文件", "File"), where)
        self.problem = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.problem.setProperty("role", "error")
        self.problem.hide()
        buttons = QDialogButtonBox()
        buttons.addButton(tr("取消", "Cancel"), QDialogButtonBox.ButtonRole.RejectRole).clicked.connect(self.reject)
        text = tr("继续", "Go on") if self._new else tr("解锁", "Unlock")
        self.unlock = buttons.addButton(text, QDialogButtonBox.ButtonRole.AcceptRole)
        self.unlock.setProperty("main", "true")
        self.unlock.setDefault(True)
        self.unlock.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[3 * theme.SPACE] * 4)
        layout.setSpacing(2 * theme.SPACE)
        layout.addWidget(why)
        layout.addLayout(form)
        layout.addWidget(self.problem)
        layout.addStretch(1)
        layout.addWidget(buttons)
        self.resize(_WIDTH, layout.totalHeightForWidth(_WIDTH))
        self.phrase.setFocus()

    def accept(self) -> None:
        """Try the passphrase; opening takes a third of a second on purpose."""
        phrase = self.phrase.text()
        if not phrase:
            self._complain(tr("请输入口令。", "Type the passphrase."))
        elif self._new and phrase != self.again.text():
            self._complain(tr("两次输入的口令不同。", "The two are not the same."))
        else:
            self.unlock.setEnabled(False)
            background.run(lambda: key_file.unlock(phrase), self._open, self._refuse)

    def _open(self, _nothing: object) -> None:
        super().accept()

    def _refuse(self, error: Exception) -> None:
        self.unlock.setEnabled(True)
        self.phrase.selectAll()
        self.phrase.setFocus()
        text = str(error)
        self._complain(text[:1].upper() + text[1:])

    def _complain(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.show()


def is_unlocked(parent: QWidget) -> bool:
    """True when the passphrase is known; asks for it where it is not."""
    if key_file.passphrase() is not None:
        return True
    return PassphraseDialog(parent).exec() == QDialog.DialogCode.Accepted
