"""Keep a request as a template: its name, and whether it keeps the patient."""

from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from hisight.checks import Subject
from hisight.errors import HisightError
from hisight.gui import theme
from hisight.gui.tr import tr
from hisight.replay import templates
from hisight.replay.templates import Template


class SaveTemplateDialog(QDialog):
    """Writes the template when it is accepted; says why where that cannot be done."""

    def __init__(self, subject: Subject, xml: str, parent: QWidget | None = None) -> None:
        """`subject` is the request as it would be sent, `xml` its payload as it is edited."""
        super().__init__(parent)
        self._subject, self._xml = subject, xml
        function = subject.function
        self.setWindowTitle(tr("存为模板", "Save as a template"))
        self.setMinimumWidth(440)
        self.name = QLineEdit(f"{function.label} {function.title}" if function else "")
        self.name.setAccessibleName(tr("名称", "Name"))
        self.name.selectAll()
        self.keep_patient = QCheckBox(tr("保留其中的患者信息", "Keep what it says about the patient"))
        self.keep_patient.setVisible(templates.names_patient(subject))
        told = tr(
            "模板只存业务参数，不含密钥，保存在本机。不勾选时，患者换成虚构的。",
            "A template keeps the payload, never a key, on this machine. Unless you tick it, the patient is replaced by an "
            "invented one.",
        )
        hint = QLabel(told, wordWrap=True)
        hint.setProperty("role", "muted")
        self.problem = QLabel(wordWrap=True)
        self.problem.setProperty("role", "error")
        self.problem.hide()
        self.save = QPushButton(tr("保存", "Save"), default=True)
        self.save.setProperty("main", True)  # noqa: FBT003 - Qt's
        self.save.clicked.connect(self.accept)
        cancel = QPushButton(tr("取消", "Cancel"), autoDefault=False)
        cancel.clicked.connect(self.reject)
        self.name.textChanged.connect(lambda text: self.save.setEnabled(bool(text.strip())))
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.save)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(theme.SPACE * 2,) * 4)
        layout.setSpacing(theme.SPACE * 3 // 2)
        for widget in (self.name, self.keep_patient, hint, self.problem):
            layout.addWidget(widget)
        layout.addStretch(1)
        layout.addLayout(buttons)

    def accept(self) -> None:
        """Write it."""
        function = self._subject.function
        code = self._subject.call.fun_code or (function.code if function else "")
        try:
            xml = self._xml if self.keep_patient.isChecked() else templates.without_patient(self._subject)
            templates.save(Template(self.name.text(), code, xml))
        except HisightError as error:
            self.problem.setText(str(error))
            self.problem.show()
            return
        super().accept()
