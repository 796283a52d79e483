"""One function of the interface on a page: what it does, its request and answer, codes, samples, rules."""

from collections.abc import Mapping
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QTabWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from hisight.catalog import Catalog, Function, Part
from hisight.gui import icons, theme
from hisight.gui.places import Place, Tab
from hisight.gui.tr import tr
from hisight.gui.views.code_view import CodeView
from hisight.gui.views.codes_view import CodesView
from hisight.gui.views.function_list import EFFECTS, common_title
from hisight.gui.views.part_view import PartView
from hisight.wording import Words

_TABS: dict[Tab, Words] = {
    "request": Words("请求", "Request"),
    "response": Words("应答", "Answer"),
    "returns": Words("返回码", "Return codes"),
    "tables": Words("码表", "Code tables"),
    "samples": Words("样例", "Samples"),
    "rules": Words("规则", "Rules"),
}
_SHORT = 110  # characters of a description that is shown without being asked for
_EFFECTS = {
    "read": Words("查询", "reads"),
    "write": Words("写入数据", "changes data"),
    "money": Words("涉及资金", "moves money"),
}


class FunctionPage(QWidget):
    """Shows a function, or what is common to all."""

    request_wanted = Signal(object)
    """Make a request of this Function."""

    def __init__(self, catalog: Catalog) -> None:
        super().__init__()
        self._catalog = catalog
        self._function: Function | None = None
        self.head = _Head()
        self.parts: dict[str, PartView] = {
            side: PartView(str(_TABS[side]), catalog) for side in ("request", "response")
        }
        self.returns = CodesView(str(_TABS["returns"]))
        self.tables = CodesView(str(_TABS["tables"]))
        self.samples = {side: CodeView(str(_TABS[side])) for side in ("request", "response")}
        self.rules = QTextBrowser()
        self.rules.setAccessibleName(str(_TABS["rules"]))
        self.rules.setFrameShape(QFrame.Shape.NoFrame)
        self.rules.document().setDocumentMargin(theme.SPACE * 2)
        self.rules.setHtml("<ol>" + "".join(f"<li><p>{escape(rule)}</p></li>" for rule in catalog.rules) + "</ol>")
        self.tabs = QTabWidget(documentMode=True)
        pages = (*self.parts.values(), self.returns, self.tables, _side_by_side(self.samples), self.rules)
        for page, words in zip(pages, _TABS.values(), strict=True):
            self.tabs.addTab(page, str(words))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.head)
        layout.addWidget(self.tabs, 1)
        self.head.request_button.clicked.connect(lambda: self.request_wanted.emit(self._function))

    def show_place(self, place: Place) -> None:
        """Show `place`: its function, its tab, its row."""
        function = place.function
        if function is not self._function or not self.head.title.text():
            self._function = function
            self.head.show_function(function, self._catalog)
            self._fill()
        if place.tab is not None:
            self.tabs.setCurrentIndex(list(_TABS).index(place.tab))
            if place.name and place.tab in self.parts:
                self.parts[place.tab].table.go_to(place.name, place.within)
            elif place.name and place.tab in ("returns", "tables"):
                (self.returns if place.tab == "returns" else self.tables).go_to(place.name, place.within)

    def place(self) -> Place:
        """What is shown."""
        tab = list(_TABS)[self.tabs.currentIndex()]
        row = self.parts[tab].table.row() if tab in self.parts else None
        return Place(self._function, tab, row.name if row else "", row.parent if row else "")

    def _fill(self) -> None:
        catalog, function = self._catalog, self._function
        request = function.request if function else catalog.envelope_request
        response = function.response if function else catalog.envelope_response
        for (side, view), part in zip(self.parts.items(), (request, response), strict=True):
            view.show_part(part)
            self.samples[side].show_text(part.sample or tr("文档没有样例。", "The document has no sample."))
            number = list(_TABS).index("request" if side == "request" else "response")
            self.tabs.setTabText(
                number, f"{_TABS['request' if side == 'request' else 'response']} {len(part.fields) or ''}"
            )
            self.tabs.setTabIcon(number, icons.icon("note", "note") if _is_doubted(part) else QIcon())
        common = {tr("统一返回码（4.1）", "Common to all functions (4.1)"): catalog.return_codes}
        own = {tr("本功能的返回码", "Of this function"): function.return_codes} if function else {}
        self.returns.show_tables(own | common)
        used = _tables(request, response, catalog) or {tr("本功能用到的码表", "Code tables that it uses"): {}}
        self.tables.show_tables(used if function else catalog.code_tables)


class _Head(QFrame):
    """What the function is called, what it does, and the button that makes a request."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("panel", True)  # noqa: FBT003 - Qt's
        self.title = QLabel(textFormat=Qt.TextFormat.PlainText, wordWrap=True)
        self.title.setFont(theme.title_font())
        self.title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._icon = QLabel()
        self.facts = QLabel(textFormat=Qt.TextFormat.PlainText)
        self.facts.setProperty("role", "muted")
        self.description = QLabel(textFormat=Qt.TextFormat.PlainText, wordWrap=True)
        self.description.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.more = QPushButton(flat=True, checkable=True)
        self.more.setProperty("flat", True)  # noqa: FBT003 - Qt's
        self.more.toggled.connect(self._show_description)
        self._text = ""
        self.request_button = QPushButton(icons.icon("edit", "on_accent"), tr("构造请求…", "Build a request…"))
        self.request_button.setProperty("main", True)  # noqa: FBT003 - Qt's
        self.request_button.setToolTip("Ctrl+B")
        self.request_button.setShortcut("Ctrl+B")
        facts = QHBoxLayout()
        facts.setSpacing(theme.SPACE // 2)
        facts.addWidget(self._icon)
        facts.addWidget(self.facts, 1)
        left = QVBoxLayout()
        left.setSpacing(theme.SPACE // 2)
        left.addWidget(self.title)
        left.addLayout(facts)
        top = QHBoxLayout()
        top.addLayout(left, 1)
        top.addWidget(self.request_button, 0, Qt.AlignmentFlag.AlignTop)
        below = QHBoxLayout()
        below.addWidget(self.description, 1)
        below.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.SPACE * 2, theme.SPACE * 3 // 2, theme.SPACE * 2, theme.SPACE)
        layout.setSpacing(theme.SPACE)
        layout.addLayout(top)
        layout.addLayout(below)

    def show_function(self, function: Function | None, catalog: Catalog) -> None:
        """Show `function`; None for what is common to all."""
        self.request_button.setVisible(function is not None)
        self._icon.setVisible(function is not None)
        if function is None:
            self.title.setText(common_title())
            self.facts.setText(f"{catalog.title}  {catalog.version}")
            self._text = ""
        else:
            icon, role = EFFECTS[function.effect]
            self.title.setText(f"{function.label}  {function.title}")
            self._icon.setPixmap(icons.pixmap(icon, role, theme.ICON, self.devicePixelRatioF()))
            changed = tr(f"由 {function.overlay} 改动", f"changed by {function.overlay}") if function.overlay else ""
            heading = catalog.heading_of(function).partition(" ")[2]
            facts = (str(_EFFECTS[function.effect]), f"{heading} {function.section}".strip(), changed)
            self.facts.setText(" · ".join(filter(None, facts)))
            self._text = function.description
        self.more.setChecked(False)
        self._show_description()

    def _show_description(self) -> None:
        short = self._text.split("\n")[0][:_SHORT]
        cut = short != self._text
        whole = self.more.isChecked()
        self.description.setText(self._text if whole or not cut else f"{short}…")
        self.description.setVisible(bool(self._text))
        self.more.setVisible(cut)
        self.more.setText(tr("收起", "Less") if whole else tr("展开", "More"))


def _side_by_side(samples: Mapping[str, CodeView]) -> QSplitter:
    split = QSplitter(Qt.Orientation.Horizontal, childrenCollapsible=False, handleWidth=1)
    for view in samples.values():
        split.addWidget(view)
    return split


def _is_doubted(part: Part) -> bool:
    return bool(part.doubts or part.extra) or any(field.doubts for field in part.fields)


def _tables(request: Part, response: Part, catalog: Catalog) -> dict[str, Mapping[str, str]]:
    """The code tables that the fields of both parts take their values from."""
    used = {field.table for part in (request, response) for field in part.fields if field.table}
    return {name: codes for name, codes in catalog.code_tables.items() if name in used}
