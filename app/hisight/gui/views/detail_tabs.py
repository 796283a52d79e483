"""The tabs of the detail: places for views that are made when somebody looks, with icons where something is bad."""

from typing import TypeVar

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from hisight.checks import Severity
from hisight.gui import icons
from hisight.gui.tr import tr
from hisight.reading import Reading

TABS = ("overview", "request", "response", "signature", "raw", "related")
"""The tabs by name, from left to right."""

AnyView = TypeVar("AnyView", bound=QWidget)


class DetailTabs(QTabWidget):
    """One empty page for each of `TABS`."""

    def __init__(self) -> None:
        super().__init__(documentMode=True)
        for label in _labels():
            self.addTab(_Page(), label)

    def place(self, name: str, view: AnyView) -> AnyView:
        """Put `view` on the page `name`, and return it."""
        page = self.widget(TABS.index(name))
        assert isinstance(page, _Page)
        page.fill(view)
        return view

    def mark(self, reading: Reading) -> None:
        """Show on the tabs where `reading` has something bad."""
        for direction in ("request", "response"):
            worst = next((finding.severity.value for finding in reading.findings if finding.direction == direction), "")
            self.setTabIcon(TABS.index(direction), icons.icon(worst, worst) if worst else QIcon())
        verdicts = {message.signature.verdict for message in reading.call.messages}
        errors = {finding.name for finding in reading.findings if finding.severity is Severity.ERROR}
        bad = "invalid" in verdicts or "signature-deviation" in errors
        self.setTabIcon(TABS.index("signature"), icons.icon("signature-bad", "error") if bad else QIcon())


class _Page(QWidget):
    """The place of a view that may not be made yet."""

    def __init__(self) -> None:
        super().__init__()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)

    def fill(self, view: QWidget) -> None:
        self._layout.addWidget(view)
        view.show()  # at once: a layout would only do so with the next turn of the event loop
        self.setFocusProxy(view)


def _labels() -> tuple[str, ...]:
    return (
        tr("概览", "Overview"),
        tr("请求", "Request"),
        tr("应答", "Response"),
        tr("签名", "Signature"),
        tr("原文", "Raw"),
        tr("相关", "Related"),
    )
