"""The page of an open session: filter, list on the left, detail on the right."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter, QToolButton, QVBoxLayout, QWidget

from hisight.gui import theme
from hisight.gui.capture_control import CaptureControl
from hisight.gui.models.calls_model import CallsModel
from hisight.gui.settings import Settings
from hisight.gui.suggestions import Suggestions
from hisight.gui.views.break_button import BreakButton
from hisight.gui.views.call_list import CallList
from hisight.gui.views.capture_button import CaptureButton
from hisight.gui.views.detail import DetailView
from hisight.gui.views.filter_bar import FilterBar
from hisight.gui.views.function_strip import FunctionStrip

_SPLITTER = "splitter"


class Workspace(QWidget):
    """Lays the panes out; the main window wires them."""

    def __init__(
        self,
        model: CallsModel,
        control: CaptureControl,
        settings: Settings,
        suggestions: Suggestions,
        actions: dict[str, QAction],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self.capture_button = CaptureButton(control)
        more = _buttons(actions, BreakButton(control.intercepting, actions))
        self.filter_bar = FilterBar(settings, suggestions, self.capture_button, more)
        self.calls = CallList(model, settings)
        self.strip = FunctionStrip()
        self.detail = DetailView()
        self._splitter = QSplitter()
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(_pane(self.calls, self.strip))
        self._splitter.addWidget(_pane(self.detail))
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setSizes([640, 640])
        self._splitter.restoreState(settings.state(_SPLITTER))
        rule = QFrame()
        rule.setProperty("rule", "true")
        rule.setFixedHeight(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.filter_bar)
        layout.addWidget(rule)
        layout.addWidget(self._splitter, 1)

    def save_layout(self) -> None:
        """Keep columns and the place of the splitter."""
        self.calls.table.save_layout()
        self._settings.save_state(_SPLITTER, self._splitter.saveState())


def _buttons(actions: dict[str, QAction], break_button: BreakButton) -> QWidget:
    """The buttons at the right of the chips."""
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(2)
    for name in ("follow", "export", "catalog", "palette", "theme", "settings"):
        button = QToolButton()
        button.setDefaultAction(actions[name])
        button.setAccessibleName(actions[name].text())
        if name == "follow":
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        row.addWidget(button)
        if name == "follow":
            row.addWidget(break_button)
    return box


def _pane(content: QWidget, *below: QWidget) -> QFrame:
    frame = QFrame()
    frame.setProperty("panel", "true")
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    layout.addWidget(content, 1)
    for widget in below:
        layout.addWidget(widget)
    content.setMinimumWidth(30 * theme.SPACE)
    return frame
