"""Further listeners of a capture: rows of an address to listen on and the server behind it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QToolButton, QVBoxLayout, QWidget

from hisight import proxy
from hisight.gui import theme
from hisight.gui.icons import icon
from hisight.gui.tr import tr
from hisight.proxy import Listen, Route


class RouteRow(QWidget):
    """One listener with its server."""

    removed = Signal()
    """The user does not want it."""

    def __init__(self, listen: str, upstream: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.listen = QLineEdit(listen)
        self.listen.setAccessibleName(tr("监听地址", "Listen on"))
        self.listen.setFixedWidth(150)
        self.upstream = QLineEdit(upstream)
        self.upstream.setCursorPosition(0)  # its beginning tells more than its end
        self.upstream.setAccessibleName(tr("HIS 服务地址", "Address of the HIS"))
        self.upstream.setPlaceholderText("http://10.0.0.6:8080/HisService.asmx")
        self.remove = QToolButton(icon=icon("trash", "muted"))
        self.remove.setAccessibleName(tr("去掉这个监听", "Remove this listener"))
        self.remove.clicked.connect(self.removed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE)
        for widget in (self.listen, QLabel("→"), self.upstream, self.remove):
            layout.addWidget(widget, 1 if widget is self.upstream else 0)

    def route(self) -> Route:
        """What it says. Raises ProxyError."""
        return Route(proxy.parse_listen(self.listen.text()), proxy.parse_upstream(self.upstream.text()))


class RouteRows(QWidget):
    """Any number of rows, and a button for one more."""

    changed = Signal()
    """Something was typed, added or removed."""

    def __init__(self, kept: Sequence[tuple[str, str]] = (), parent: QWidget | None = None) -> None:
        """`kept` are pairs of an address to listen on and that of a server."""
        super().__init__(parent)
        self._above = ""
        self.rows: list[RouteRow] = []
        """From above to below."""
        self.add = QPushButton(icon("new", "muted"), tr("再加一个监听", "One more listener"))
        self.add.setProperty("flat", "true")
        self.add.setToolTip(tr("如另一家医院，或另一个平台", "For another hospital, or another platform"))
        self.add.clicked.connect(lambda: self.append().upstream.setFocus())
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme.SPACE)
        foot = QHBoxLayout()
        foot.addWidget(self.add)
        foot.addStretch(1)
        self._layout.addLayout(foot)
        for listen, upstream in kept:
            self.append(listen, upstream)

    def append(self, listen: str = "", upstream: str = "") -> RouteRow:
        """Add a row; an empty `listen` takes the port after the last one that is known."""
        row = RouteRow(listen or self._next(), upstream)
        row.removed.connect(lambda: self._remove(row))
        for field in (row.listen, row.upstream):
            field.textChanged.connect(self.changed)
        self._layout.insertWidget(len(self.rows), row)
        self.rows.append(row)
        self.changed.emit()
        return row

    def routes(self) -> list[Route]:
        """What the rows say; one without a server is not meant. Raises ProxyError."""
        return [row.route() for row in self.rows if row.upstream.text().strip()]

    def follow(self, listen: str) -> None:
        """Remember the listener above the rows: the first of them is offered the port after it."""
        self._above = listen

    def _next(self) -> str:
        last = self.rows[-1].listen.text() if self.rows else self._above
        try:
            known = proxy.parse_listen(last)
        except proxy.ProxyError:
            return ""
        return str(Listen(known.host, min(known.port + 1, 65535)))

    def _remove(self, row: RouteRow) -> None:
        self.rows.remove(row)
        row.deleteLater()
        self.changed.emit()
