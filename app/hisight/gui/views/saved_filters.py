"""The button beside the filter: keep the filter under a name, and find it again."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QInputDialog, QMenu, QToolButton, QWidget

from hisight.gui import icons
from hisight.gui.settings import Settings
from hisight.gui.tr import tr


class SavedFilters(QToolButton):
    """Its menu saves, lists and deletes."""

    chosen = Signal(str)
    """The text of a filter that was saved or used before."""

    def __init__(self, settings: Settings, current: Callable[[], str], parent: QWidget | None = None) -> None:
        """`current` gives the text of the filter that stands."""
        super().__init__(parent)
        self._settings = settings
        self._current = current
        self.setIcon(icons.icon("save"))
        self.setToolTip(tr("保存的过滤条件", "Saved filters"))
        self.setAccessibleName(self.toolTip())
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        menu.aboutToShow.connect(lambda: self.fill(menu))
        self.setMenu(menu)

    def save(self) -> None:
        """Ask for a name for the filter that stands, and keep it."""
        text = self._current()
        if not text:
            return
        saved = self._settings.saved_filters
        known = next((name for name, other in saved.items() if other == text), "")
        title, label = tr("保存过滤条件", "Save the filter"), tr(f"{text}\n\n名称：", f"{text}\n\nName:")
        name, accepted = QInputDialog.getText(self.window(), title, label, text=known)
        if accepted and name.strip():
            self._settings.saved_filters = saved | {name.strip(): text}

    def fill(self, menu: QMenu) -> None:
        """Make the entries of `menu` anew."""
        menu.clear()
        saved, text = self._settings.saved_filters, self._current()
        keep = menu.addAction(icons.icon("save"), tr("保存当前过滤条件…", "Save this filter…"), self.save)
        keep.setEnabled(bool(text))
        if saved:
            menu.addSeparator()
        for name, kept in saved.items():
            action = menu.addAction(f"{_plain(name)}\t{_plain(kept)}", partial(self.chosen.emit, kept))
            action.setCheckable(kept == text)
            action.setChecked(kept == text)
        recent = [one for one in self._settings.recent_filters if one not in saved.values()]
        if recent:
            menu.addSeparator()
            used = menu.addMenu(tr("用过的", "Recent"))
            for one in recent:
                used.addAction(_plain(one), partial(self.chosen.emit, one))
        if saved:
            menu.addSeparator()
            gone = menu.addMenu(icons.icon("trash"), tr("删除", "Delete"))
            for name in saved:
                gone.addAction(_plain(name), partial(self._delete, name))

    def _delete(self, name: str) -> None:
        self._settings.saved_filters = {key: text for key, text in self._settings.saved_filters.items() if key != name}


def _plain(text: str) -> str:
    """An ampersand in the text of an action would mark its key; a long one would make the menu as wide as the screen."""
    return (text if len(text) <= 60 else f"{text[:60]}…").replace("&", "&&")
