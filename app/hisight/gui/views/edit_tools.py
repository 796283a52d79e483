"""The tools above the form of a request: undo, add, duplicate, remove, move, make wrong on purpose; the same in its menu."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QToolButton, QWidget

from hisight.catalog import FieldNode, Function
from hisight.gui import icons, theme
from hisight.gui.tr import tr
from hisight.gui.views.tree_table import TreeTable
from hisight.reading.lines import Line
from hisight.replay.breaking import FAULTS, faults_of
from hisight.replay.editing import Editing


class EditTools(QFrame):
    """Does to `editing` what the user wants done to the line of `table` that is current."""

    about_to_change = Signal()
    """Somebody uses a tool: what was typed so far comes before it."""
    changed = Signal(str)
    """The draft is another one, and the line at this path is to be current; empty for where the user is."""

    def __init__(self, editing: Editing, table: TreeTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editing, self._table = editing, table
        self._tops: Sequence[Line] = ()
        self._function: Function | None = None
        self._locked = False
        self.undo = _tool("undo", tr("撤销", "Undo"), "Ctrl+Z", self._undo)
        self.redo = _tool("redo", tr("重做", "Redo"), "Ctrl+Y", self._redo)
        self.add = _tool("plus", tr("添加", "Add"), "", None, named=True)
        self.duplicate = _tool("copy", tr("再加一份同样的", "Duplicate"), "Ctrl+D", self._duplicate)
        self.remove = _tool("trash", tr("删除此字段", "Remove this field"), "Del", self._remove)
        self.up = _tool("chevron-up", tr("上移", "Move up"), "Alt+Up", partial(self._move, -1))
        self.down = _tool("chevron-down", tr("下移", "Move down"), "Alt+Down", partial(self._move, 1))
        self.break_it = _tool("broken", tr("故意写错", "Break it"), "", None, named=True)
        self.break_it.setToolTip(
            tr("把当前字段改错，看对方如何处理", "Make this field wrong, to see how the other side copes")
        )
        for button, fill in ((self.add, self._offer_additions), (self.break_it, self._offer_faults)):
            menu = QMenu(button)
            menu.aboutToShow.connect(partial(_refill, menu, fill))
            button.setMenu(menu)
            button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._lay_out()
        self._bind_keys()
        table.more = self.offer
        table.current_line.connect(lambda _line: self.refresh())
        self.refresh()

    def show_lines(self, tops: Sequence[Line], function: Function | None, *, locked: bool) -> None:
        """The lines that the table shows are `tops`, of a request of `function`; while `locked` none of them can be changed."""
        self._tops, self._function, self._locked = tops, function, locked
        self.refresh()

    def offer(self, menu: QMenu, line: Line) -> None:
        """Add to the context `menu` what can be done with `line`."""
        if self._locked:
            return
        inside = menu.addMenu(icons.icon("plus"), tr("添加", "Add"))
        self._offer_additions(inside, line)
        inside.menuAction().setVisible(not inside.isEmpty())
        for tool in (self.duplicate, self.remove, self.up, self.down):
            action = menu.addAction(tool.icon(), tool.accessibleName(), tool.click)
            action.setEnabled(tool.isEnabled())
        broken = menu.addMenu(icons.icon("broken"), tr("故意写错", "Break it"))
        self._offer_faults(broken, line)
        broken.menuAction().setVisible(not broken.isEmpty())

    def refresh(self) -> None:
        """Offer what can be done now."""
        line = self._table.line()
        inner = not self._locked and line is not None and line.kind != "envelope" and "/" in line.path
        there = inner and line is not None and line.kind != "missing" and not line.path.startswith("ROOT/")
        for tool in (self.duplicate, self.remove, self.up, self.down):
            tool.setEnabled(there)
        self.break_it.setEnabled(there and line is not None and bool(faults_of(line)))
        self.add.setEnabled(not self._locked and bool(self._additions(line)[1]))
        self.undo.setEnabled(self._editing.can_undo)
        self.redo.setEnabled(self._editing.can_redo)

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.SPACE, theme.SPACE // 2, theme.SPACE, theme.SPACE // 2)
        layout.setSpacing(2)
        for widget in (self.undo, self.redo, None, self.add, self.duplicate, self.remove, self.up, self.down, None):
            if widget is None:
                layout.addSpacing(theme.SPACE)
            else:
                layout.addWidget(widget)
        layout.addWidget(self.break_it)
        layout.addStretch(1)

    def _bind_keys(self) -> None:
        keys = (
            ("Ctrl+D", self.duplicate),
            ("Del", self.remove),
            ("Alt+Up", self.up),
            ("Alt+Down", self.down),
        )
        for key, tool in keys:
            QShortcut(QKeySequence(key), self._table, tool.click, context=Qt.ShortcutContext.WidgetShortcut)

    def _additions(self, line: Line | None) -> tuple[Line | None, list[FieldNode]]:
        """The group that `line` is, or stands in, and what may be added there; the root where nobody is anywhere."""
        root = next((top for top in self._tops if top.path != "ROOT"), None)
        around = None if line is None else (line if line.kind == "group" else self._find(line.path.rpartition("/")[0]))
        group = around if around is not None and around.path != "ROOT" else root
        return (group, self._editing.addable(group, self._function)) if group is not None else (None, [])

    def _find(self, path: str) -> Line | None:
        return next((line for top in self._tops for line in top.walk() if line.path == path), None)

    def _offer_additions(self, menu: QMenu, line: Line | None = None) -> None:
        group, nodes = self._additions(line or self._table.line())
        for node in nodes:
            says = node.field.description.partition("，")[0][:24] if node.field else ""
            menu.addAction(f"{node.name}  {says}".rstrip(), partial(self._add, group, node))

    def _offer_faults(self, menu: QMenu, line: Line | None = None) -> None:
        line = line or self._table.line()
        if line is not None:
            for fault in faults_of(line):
                menu.addAction(
                    str(FAULTS[fault]), partial(self._do, lambda one=fault: self._editing.break_field(line, one))
                )

    def _add(self, group: Line, node: FieldNode) -> None:
        if self._function is not None:
            function = self._function
            self._do(lambda: self._editing.add(group, node, function))

    def _duplicate(self) -> None:
        self._at_line(self._editing.duplicate)

    def _remove(self) -> None:
        self._at_line(self._editing.remove)

    def _move(self, by: int) -> None:
        line = self._table.line()
        if line is not None:
            self.about_to_change.emit()
            self.changed.emit(self._editing.move(line, by))

    def _undo(self) -> None:
        self._do(self._editing.undo)

    def _redo(self) -> None:
        self._do(self._editing.redo)

    def _at_line(self, change: Callable[[Line], None]) -> None:
        line = self._table.line()
        if line is not None:
            self._do(lambda: change(line))

    def _do(self, change: Callable[[], None]) -> None:
        self.about_to_change.emit()
        change()
        self.changed.emit("")


def _refill(menu: QMenu, fill: Callable[[QMenu], None]) -> None:
    menu.clear()
    fill(menu)


def _tool(name: str, text: str, keys: str, press: Callable[[], None] | None, *, named: bool = False) -> QToolButton:
    tool = QToolButton(icon=icons.icon(name), toolTip=f"{text}  {keys}".rstrip())
    tool.setAccessibleName(text)
    if named:
        tool.setText(text)
        tool.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    if press is not None:
        tool.clicked.connect(lambda: press())
    return tool
