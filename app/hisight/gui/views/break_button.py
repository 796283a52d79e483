"""The button beside the filter that arms breakpoints: what it says is what is armed."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from hisight.gui.icons import icon
from hisight.gui.intercepting import Intercepting
from hisight.gui.tr import tr

_MENU = (
    "break_next",
    "break_function",
    "",
    "breakpoints",
    "held",
    "",
    "resume_all",
    "disarm",
    "",
    "rules",
    "rules_off",
)


class BreakButton(QToolButton):
    """Its menu arms and disarms."""

    def __init__(self, intercepting: Intercepting, actions: dict[str, QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._intercepting = intercepting
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setAccessibleName(tr("断点", "Breakpoints"))
        menu = QMenu(self)
        for name in _MENU:
            if name:
                menu.addAction(actions[name])
            else:
                menu.addSeparator()
        self.setMenu(menu)
        intercepting.armed_changed.connect(self.look)
        self.look()

    def look(self) -> None:
        """Show how many breakpoints are armed."""
        armed, rules = len(self._intercepting.points), len(self._intercepting.rules)
        self.setText(tr(f"断点 {armed}", f"Break {armed}") if armed else tr("断点", "Break"))
        self.setIcon(icon("touched" if rules else "breakpoint", "warning" if armed or rules else "muted"))
        self.setToolTip(
            tr(f"已设 {armed} 个断点", f"{armed} breakpoint{'s' * (armed > 1)} armed")
            if armed
            else tr("暂停经过代理的调用", "Hold calls on their way through the proxy")
        )
