"""A name and a host for a peer that has no profile yet."""

from collections.abc import Collection

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from hisight import profiles
from hisight.gui import theme
from hisight.gui.tr import tr
from hisight.profiles.drafts import free_name

_WIDTH = 480


class NewProfile(QDialog):
    """Asks how a new profile is called and which host it is for."""

    def __init__(self, host: str, taken: Collection[str], parent: QWidget | None = None) -> None:
        """`host` is that of the call; `taken` are the names that there are."""
        super().__init__(parent)
        self.setWindowTitle(tr("新建配置", "A new profile"))
        self.setMinimumWidth(_WIDTH)
        self._taken = taken
        why = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        why.setText(
            tr(
                "级别按配置保存，而这个调用还没有对应的配置。为它的主机新建一个：",
                "Severities are kept per profile, and no profile matches this call yet. Make one for its host:",
            )
        )
        self.name = QLineEdit(free_name(host, taken))
        self.host = QLineEdit(host)
        self.host.setToolTip(tr("不写端口则匹配该主机的所有端口", "Without a port it matches every port of the host"))
        form = QFormLayout()
        form.setVerticalSpacing(10)
        form.setHorizontalSpacing(2 * theme.SPACE)
        form.addRow(tr("名称", "Name"), self.name)
        form.addRow(tr("主机", "Host"), self.host)
        where = QLabel(str(profiles.own_file()), wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        where.setProperty("role", "muted")
        form.addRow(tr("写入", "Written to"), where)
        self.problem = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.problem.setProperty("role", "error")
        self.problem.hide()
        buttons = QDialogButtonBox()
        buttons.addButton(tr("取消", "Cancel"), QDialogButtonBox.ButtonRole.RejectRole).clicked.connect(self.reject)
        self.create = buttons.addButton(tr("新建配置", "Make profile"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.create.setProperty("main", "true")
        self.create.setDefault(True)
        self.create.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[3 * theme.SPACE] * 4)
        layout.setSpacing(2 * theme.SPACE)
        layout.addWidget(why)
        layout.addLayout(form)
        layout.addWidget(self.problem)
        layout.addStretch(1)
        layout.addWidget(buttons)
        self.resize(_WIDTH, layout.totalHeightForWidth(_WIDTH))
        self.name.selectAll()
        self.name.setFocus()

    def accept(self) -> None:
        """Close, if name and host will do; else say why not."""
        name, host = self.name.text().strip(), self.host.text().strip()
        if not name or not host:
            problem = tr("名称和主机都要填写。", "Give both a name and a host.")
        elif name in self._taken:
            problem = tr(f"已有名为 {name} 的配置。", f"There is a profile {name} already.")
        else:
            super().accept()
            return
        self.problem.setText(problem)
        self.problem.show()
