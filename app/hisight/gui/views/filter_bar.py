"""The bar above the list: the filter, always in sight, checked while it is typed; chips that write their own condition into it."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from hisight.capture import Filter
from hisight.capture.filtering import SLOW_MS, Completion, QueryError, parse
from hisight.capture.filtering.narrowing import has, narrowed, widened
from hisight.capture.filtering.tokens import scan
from hisight.gui import theme
from hisight.gui.settings import Settings
from hisight.gui.suggestions import Suggestions
from hisight.gui.tr import tr
from hisight.gui.views.filter_field import FilterField
from hisight.gui.views.saved_filters import SavedFilters
from hisight.wording import Words

_PAUSE_MS = 150  # typing goes on within it, and the session is asked once

CHIPS: dict[str, tuple[str, Words, Words]] = {
    "failed": ("failed:yes", Words("失败", "Failed"), Words("没有办成的调用", "Calls that did not do what was asked")),
    "bad_signature": (
        "sign:bad",
        Words("签名不符", "Bad signature"),
        Words("任一侧签名不符，或与约定有出入", "Either signature is wrong, or made otherwise than agreed"),
    ),
    "findings": (
        "sev>=warning",
        Words("不合接口", "Spec findings"),
        Words("有错误或警告", "With an error or a warning against the interface"),
    ),
    "slow": (f"ms>={SLOW_MS}", Words("慢", "Slow"), Words(f"{SLOW_MS} 毫秒以上", f"{SLOW_MS} ms or longer")),
    "writes": (
        "writes:yes",
        Words("写入类", "Write calls"),
        Words("修改数据或资金", "Calls that change data or move money"),
    ),
}
"""By name: the condition that the chip writes, what it says, and what it means."""


class FilterBar(QWidget):
    """Makes a `Filter` of what is typed and pressed; while that cannot be understood, the last one stays in effect."""

    changed = Signal(object)
    """The `Filter`, whenever it is another one."""
    left = Signal()
    """Esc in the empty field, or Enter or Down: the user wants the list."""
    cancel_requested = Signal()
    """Esc while the session is being searched."""

    def __init__(
        self,
        settings: Settings,
        suggestions: Suggestions,
        before_field: QWidget,
        after_chips: QWidget,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._last = ""
        self._busy = self._cancelled = False
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._check_typed)
        self.field = FilterField()
        self.field.suggest = suggestions.of
        self.field.remembered = self._remembered
        self.field.textChanged.connect(lambda: self._pause.start())
        self.field.completions.closed.connect(lambda: self._pause.start())
        self.field.entered.connect(self._enter)
        self.field.escaped.connect(self._escape)
        self.saved = SavedFilters(settings, lambda: self._last)
        self.saved.chosen.connect(self.set_text)
        self.message = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.message.setContentsMargins(theme.SPACE // 2, 0, 0, 0)
        self.message.hide()
        self.field.below = self.message
        self.chips = {name: self._chip(name) for name in CHIPS}
        self._lay_out(before_field, after_chips)

    @property
    def filter(self) -> Filter:
        """The filter in effect."""
        return Filter(self._last)

    def set_filter(self, chosen: Filter) -> None:
        """Show the text of another filter, and report it."""
        self.field.setText(chosen.text)
        self._check()

    def set_text(self, text: str) -> None:
        """Filter by `text`, and remember it."""
        self.set_filter(Filter(text))
        if text:
            self._settings.remember_filter(text)

    def clear(self) -> None:
        """Let everything through."""
        self.set_filter(Filter())

    def focus(self) -> None:
        """Let the user type."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def show_busy(self, busy: bool) -> None:  # noqa: FBT001 - called by background.run
        """The search takes long, or no longer."""
        self._busy = busy
        self._say("muted", tr("正在查找… 按 Esc 取消", "Searching … Esc cancels") if busy else "")

    def show_cancelled(self, kept: Filter, *, partly: bool) -> None:
        """The user gave the search up; `kept` is in effect. With `partly` it is the one that was given up, and shows what was found."""
        self._busy, self._last = False, kept.text
        self._cancelled = True
        found = (
            tr("已取消查找，只列出已找到的。", "Search cancelled: only what was found so far is listed.")
            if partly
            else tr("已取消查找，列表未变。", "Search cancelled: the list is as it was.")
        )
        self._say("muted", found + tr("按 Enter 再查。", " Enter searches again."))

    def _enter(self) -> None:
        if self._check():
            if self._last:
                self._settings.remember_filter(self._last)
            self.left.emit()

    def _escape(self) -> None:
        if self._busy:
            self.cancel_requested.emit()
        elif self.field.text():
            self.clear()
        else:
            self.left.emit()

    def _press(self, term: str, pressed: bool) -> None:  # noqa: FBT001 - called by QToolButton.clicked
        text = self.field.text() if _is_valid(self.field.text()) else self._last
        self.field.setText(narrowed(text, term) if pressed else widened(text, term))
        self._check()

    def _check_typed(self) -> None:
        """Check, unless the user is in the middle of a condition: `fun:` or `fun:20` would empty the list for a moment."""
        text = self.field.text()
        last = next(reversed(list(scan(text))), None)
        is_at_term = last is not None and last.piece == "term" and last.end == len(text)
        if not (is_at_term and (last.value_start == last.end or self.field.completions.isVisible())):
            self._check()

    def _check(self) -> bool:
        """Put what is typed into effect; False when it cannot be understood, and is said to be so."""
        self._pause.stop()
        text = self.field.text()
        try:
            parse(text)
        except QueryError as error:
            self.field.mark_problem((error.start, error.end))
            self._say("error", str(error.words))
            return False
        self._say("", "")
        text = text.strip()
        for name, chip in self.chips.items():
            chip.setChecked(has(text, CHIPS[name][0]))
        if text != self._last or self._cancelled:
            self._last, self._cancelled = text, False
            self.changed.emit(self.filter)
        return True

    def _say(self, role: str, text: str) -> None:
        self.message.setStyleSheet(f"color: {getattr(theme.current(), role)};" if role else "")
        self.message.setText(text)
        self.message.setVisible(bool(text))
        self.field.setAccessibleDescription(text)

    def _remembered(self) -> list[Completion]:
        saved = self._settings.saved_filters
        named = [Completion(text, 0, 0, Words(name, name)) for name, text in saved.items()]
        recent = [text for text in self._settings.recent_filters if text not in saved.values()]
        used = Words("用过的", "recent")
        return named + [Completion(text, 0, 0, used) for text in recent]

    def _chip(self, name: str) -> QToolButton:
        term, label, tip = CHIPS[name]
        chip = QToolButton(text=str(label), checkable=True, toolTip=f"{tip}   {term}")
        chip.setProperty("chip", "true")
        chip.clicked.connect(lambda pressed: self._press(term, pressed))
        return chip

    def _lay_out(self, before_field: QWidget, after_chips: QWidget) -> None:
        chip_row = QHBoxLayout()
        chip_row.setSpacing(6)
        for chip in self.chips.values():
            chip_row.addWidget(chip)
        chip_row.addStretch(1)
        chip_row.addWidget(after_chips)
        field_row = QHBoxLayout()
        field_row.setSpacing(theme.SPACE)
        field_row.addWidget(before_field)
        field_column = QVBoxLayout()
        field_column.setSpacing(3)
        with_button = QHBoxLayout()
        with_button.setSpacing(theme.SPACE // 2)
        with_button.addWidget(self.field, 1)
        with_button.addWidget(self.saved)
        field_column.addLayout(with_button)
        field_column.addWidget(self.message)
        field_row.addLayout(field_column, 1)
        field_row.setAlignment(before_field, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.SPACE, theme.SPACE, theme.SPACE, 6)
        layout.setSpacing(6)
        layout.addLayout(field_row)
        layout.addLayout(chip_row)


def _is_valid(text: str) -> bool:
    try:
        parse(text)
    except QueryError:
        return False
    return True
