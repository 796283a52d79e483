"""How a capture serves its listeners: certificates, and how long a HIS may be silent. Folded away until it is wanted."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from hisight.gui import theme
from hisight.gui.icons import icon
from hisight.gui.tr import tr
from hisight.gui.views.number_field import NumberField
from hisight.proxy import Serving, certificates


class FileField(QWidget):
    """A path, typed or chosen; empty for none."""

    def __init__(self, path: Path | None, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = title
        self.text = QLineEdit(str(path or ""))
        self.text.setAccessibleName(title)
        self.browse = QPushButton(tr("选择…", "Choose…"))
        self.browse.clicked.connect(self._browse)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.browse)

    @property
    def path(self) -> Path | None:
        """The file; None for none."""
        text = self.text.text().strip()
        return Path(text).expanduser() if text else None

    def _browse(self) -> None:
        kinds = tr("证书 (*.pem *.crt *.cer);;所有文件 (*)", "Certificates (*.pem *.crt *.cer);;All files (*)")
        chosen, _ = QFileDialog.getOpenFileName(self, self._title, self.text.text(), kinds)
        if chosen:
            self.text.setText(chosen)


class ServingForm(QWidget):
    """The choices of `Serving` that a window offers."""

    unfolded = Signal()
    """It needs more room, or less."""

    def __init__(self, kept: Serving, parent: QWidget | None = None) -> None:
        """`kept` is what was chosen last; anything in it but what is usual is shown at once."""
        super().__init__(parent)
        self.fold = QPushButton(tr("HTTPS 与超时", "HTTPS and timeout"))
        self.fold.setProperty("flat", "true")
        self.fold.clicked.connect(lambda: self._show(shown=self.inside.isHidden()))
        self.timeout = NumberField(minimum=1, maximum=3600, value=round(kept.timeout_s))
        self.timeout.setSuffix(tr(" 秒", " s"))
        self.timeout.setToolTip(tr("HIS 无声多久后答 504", "How long the HIS may be silent before 504 is answered"))
        self.upstream_ca = FileField(kept.upstream_ca, tr("签发 HIS 证书的机构", "Issuer of the HIS's certificate"))
        self.client_cert = FileField(kept.client_cert, tr("给 HIS 看的客户端证书", "Our certificate for the HIS"))
        self.cert = FileField(kept.cert, tr("给平台看的证书", "Our certificate for the platform"))
        self.cert.text.setPlaceholderText(
            tr("默认由 HISight 自己的机构签发（hisight ca）", "HISight's own (hisight ca)")
        )
        self.insecure = QCheckBox(tr("不验证 HIS 的证书", "Accept any certificate of the HIS"), checked=kept.insecure)
        self._wsdl = kept.wsdl
        self.inside = QWidget()
        form = QFormLayout(self.inside)
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(theme.SPACE)
        form.setHorizontalSpacing(2 * theme.SPACE)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        form.addRow(tr("等待 HIS", "Wait for the HIS"), self.timeout)
        form.addRow(tr("HIS 证书机构", "HIS's issuer"), self.upstream_ca)
        form.addRow("", self.insecure)
        form.addRow(tr("客户端证书", "Client certificate"), self.client_cert)
        form.addRow(tr("监听证书", "Listener's certificate"), self.cert)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE)
        layout.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.inside)
        self._show(shown=kept != Serving())

    def serving(self) -> Serving:
        """What was chosen. Raises ProxyError when a file is not what it should be."""
        chosen = Serving(
            float(self.timeout.value()),
            self._wsdl,
            self.insecure.isChecked(),
            self.upstream_ca.path,
            self.client_cert.path,
            self.cert.path,
        )
        certificates.check(chosen)
        return chosen

    def _show(self, *, shown: bool) -> None:
        self.inside.setVisible(shown)
        self.fold.setIcon(icon("chevron-down" if shown else "chevron-right", "muted"))
        self.unfolded.emit()
