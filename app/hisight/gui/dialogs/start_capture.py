"""Ctrl+E: where to listen, what is behind, which file, which profile."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from hisight import proxy
from hisight.errors import HisightError
from hisight.gui import theme
from hisight.gui.capture_control import Capturing
from hisight.gui.settings import Settings
from hisight.gui.tr import tr
from hisight.gui.views.route_rows import RouteRows
from hisight.gui.views.serving_form import ServingForm
from hisight.profiles import Profile
from hisight.proxy import Listen, Route


class StartCapture(QDialog):
    """Asks until the proxy can be started so; a taken port offers another."""

    def __init__(
        self,
        settings: Settings,
        profiles: Sequence[Profile],
        session: Path,
        profile: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """`session` is the file to record into unless the user chooses another."""
        super().__init__(parent)
        self.setWindowTitle(tr("开始抓包", "Start a capture"))
        self.setMinimumWidth(560)
        self._settings = settings
        self.capturing: Capturing | None = None
        """What was asked for; None until it was accepted."""
        self.upstream = QLineEdit(settings.upstream)
        self.upstream.setPlaceholderText("http://10.0.0.5:8080/HisService.asmx")
        self.listen = QLineEdit(settings.listen)
        self.more = RouteRows(settings.more_routes)
        self.serving = ServingForm(settings.serving)
        self.serving.unfolded.connect(self._grow)
        self.session = QLineEdit(str(session))
        self.profiles = QComboBox()
        self.profiles.addItem(tr("自动（按配置中的匹配条件）", "Automatic (the first profile that matches)"), "")
        for known in profiles:
            self.profiles.addItem(known.name, known.name)
        self.profiles.setCurrentIndex(max(0, self.profiles.findData(profile)))
        self.advice = QLabel(wordWrap=True)
        self.advice.setProperty("role", "muted")
        self.problem = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.problem.setProperty("role", "error")
        self.other_port = QPushButton()
        self.other_port.clicked.connect(self._take_other_port)
        self._lay_out()
        for field in (self.upstream, self.listen):
            field.textChanged.connect(self._advise)
        self.more.changed.connect(self._advise)
        self._advise()
        (self.upstream if not settings.upstream else self.start).setFocus()

    @property
    def profile(self) -> str:
        """The name of the chosen profile; empty when calls tell theirs."""
        return str(self.profiles.currentData())

    def accept(self) -> None:
        """Start, if it can be started so; else say why not."""
        try:
            routes = self._routes()
            serving = self.serving.serving()
            proxy.check_routes(routes)
        except HisightError as error:
            self._complain(str(error), error.listen if isinstance(error, proxy.PortError) else None)
            return
        session = Path(self.session.text().strip()).expanduser().absolute()
        if not session.parent.is_dir():
            self._complain(tr(f"没有文件夹 {session.parent}。", f"There is no folder {session.parent}."), None)
            return
        self.capturing = Capturing(tuple(routes), session, serving)
        self._settings.serving = serving
        first, *more = routes
        self._settings.listen, self._settings.upstream = str(first.listen), str(first.upstream)
        self._settings.more_routes = [(str(route.listen), str(route.upstream)) for route in more]
        super().accept()

    def _routes(self) -> list[Route]:
        first = Route(proxy.parse_listen(self.listen.text()), proxy.parse_upstream(self.upstream.text()))
        return [first, *self.more.routes()]

    def _complain(self, text: str, listen: Listen | None) -> None:
        """Show `text`; where it is about the port of `listen`, offer another."""
        self.problem.setText(text)
        self.problem.show()
        self._grow()
        self.other_port.setVisible(listen is not None)
        if listen:
            self._taken = listen
            self._other = Listen(listen.host, _free_port_near(listen))
            self.other_port.setText(tr(f"改用 {self._other}", f"Use {self._other}"))
            self.other_port.setFocus()

    def _take_other_port(self) -> None:
        fields = [self.listen, *(row.listen for row in self.more.rows)]
        next(field for field in fields if _listens_on(field.text(), self._taken)).setText(str(self._other))
        self.accept()

    def _advise(self) -> None:
        self.problem.hide()
        self.other_port.hide()
        self.more.follow(self.listen.text())
        try:
            routes = self._routes()
        except HisightError:
            self.advice.setText(
                tr(
                    "填好地址后，这里会给出平台侧应使用的地址。",
                    "Fill in the addresses to see those for the platform.",
                )
            )
            return
        between = "\n" if len(routes) > 1 else " "
        clients = between + "\n".join(route.for_client for route in routes)
        said = tr(
            f"抓包期间，请把平台侧的接口地址改为{clients}",
            f"While it runs, give the platform this address:{clients}",
        )
        self.advice.setText("\n".join(filter(None, [said, str(proxy.exposure(routes))])))
        self._grow()

    def _grow(self) -> None:
        """Make room for every line: Qt asks a layout with wrapped text for its height only once."""
        layout = self.layout()
        if layout:
            layout.activate()
            self.resize(self.width(), max(self.height(), layout.totalHeightForWidth(self.width())))

    def showEvent(self, event: QShowEvent) -> None:
        """Be tall enough from the start."""
        super().showEvent(event)
        self._grow()

    def _lay_out(self) -> None:
        self.browse = QPushButton(tr("选择…", "Choose…"))
        self.browse.clicked.connect(self._browse)
        self.session.setToolTip(tr("已有的文件会接着写入", "A file that exists is continued"))
        file_row = QHBoxLayout()
        file_row.setSpacing(theme.SPACE)
        file_row.addWidget(self.session, 1)
        file_row.addWidget(self.browse)
        form = QFormLayout()
        form.setVerticalSpacing(10)
        form.setHorizontalSpacing(2 * theme.SPACE)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        form.addRow(tr("HIS 服务地址", "Address of the HIS"), self.upstream)
        form.addRow(tr("监听地址", "Listen on"), self.listen)
        form.addRow("", self.more)
        form.addRow(tr("会话文件", "Session file"), file_row)
        form.addRow(tr("配置", "Profile"), self.profiles)
        form.addRow("", self.serving)
        form.addRow("", self.advice)
        problem_row = QHBoxLayout()
        problem_row.addWidget(self.problem, 1)
        problem_row.addWidget(self.other_port)
        buttons = QDialogButtonBox()
        buttons.addButton(tr("取消", "Cancel"), QDialogButtonBox.ButtonRole.RejectRole).clicked.connect(self.reject)
        self.start = buttons.addButton(tr("开始", "Start"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.start.setProperty("main", "true")
        self.start.setDefault(True)
        self.start.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[3 * theme.SPACE] * 4)
        layout.setSpacing(2 * theme.SPACE)
        layout.addLayout(form)
        layout.addLayout(problem_row)
        layout.addWidget(buttons)

    def _browse(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self,
            tr("会话文件", "Session file"),
            self.session.text(),
            tr("HISight 会话 (*.hisight)", "HISight session (*.hisight)"),
            options=QFileDialog.Option.DontConfirmOverwrite,  # a file that exists is continued, not overwritten
        )
        if chosen:
            self.session.setText(chosen if Path(chosen).suffix else f"{chosen}.hisight")


def _listens_on(text: str, listen: Listen) -> bool:
    try:
        return proxy.parse_listen(text) == listen
    except proxy.ProxyError:
        return False


def _free_port_near(listen: Listen) -> int:
    """The next port that is free: easier to tell a colleague than any other."""
    for port in range(listen.port + 1, min(listen.port + 20, 65536)):
        try:
            proxy.check_port(Listen(listen.host, port))
        except proxy.ProxyError:
            continue
        return port
    return proxy.free_port(listen.host)
