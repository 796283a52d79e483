"""Wire data in a fixed-width face, coloured; to be read, or with `editable` to be edited."""

import re
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QMimeData
from PySide6.QtGui import QResizeEvent, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QTextEdit, QWidget

from hisight.gui import theme
from hisight.gui.highlight import Highlighter, Language
from hisight.gui.tr import tr

LONGEST_LINE = 2000
"""Characters; a longer line is folded, for a line of 400 KiB would hold the window for seconds."""
LONGEST_TEXT = 1_000_000
"""Characters that are shown to be read; behind them a line says how much there is."""
MOST_LINES = 10_000
"""Lines that are shown to be read: a text of a million lines takes seconds."""

# A line end that is not in the text is marked by an invisible character before it, so that it can be taken out again.
_FOLD = "\u200b\n"
# An editor would drop each CR, and show nothing for the other control characters. In this interface CR LF is a line break
# within a value: it is shown, and kept, and so is a NUL or whatever else slipped in.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f]")
_SHOWN_CONTROL = re.compile(r"[\u2400-\u2408\u240b-\u241f]")
_PICTURES = 0x2400


class CodeView(QPlainTextEdit):
    """A text with `language` colours. Long lines are folded for the eye; what is copied or edited has no folds."""

    def __init__(self, name: str, parent: QWidget | None = None, *, editable: bool = False) -> None:
        """`name` is what a screen reader calls it."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setReadOnly(not editable)
        self.setUndoRedoEnabled(editable)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setFont(theme.mono_font())
        self.document().setDocumentMargin(theme.SPACE)
        self._highlighter = Highlighter(self)

    def show_text(self, text: str, language: Language = "xml") -> None:
        """Show `text` from its beginning."""
        self._highlighter.language = language
        modes = QPlainTextEdit.LineWrapMode
        mode = modes.NoWrap if language == "hex" else modes.WidgetWidth
        if mode != self.lineWrapMode():
            self.clear()  # or the old text would be laid out once more, which takes a second for a long one
            self.setLineWrapMode(mode)
        with self._highlighter.once():
            self.setPlainText(folded(_shortened(text) if self.isReadOnly() else text))

    def mark(self, places: Sequence[tuple[int, int]]) -> None:
        """Mark what stands between each start and end of `places`, in characters of the text; empty takes all marks away."""
        text, colours = self.text(), theme.current()
        form = QTextCharFormat()
        form.setBackground(colours.color("warning_soft"))
        form.setFontUnderline(True)
        form.setUnderlineColor(colours.color("warning"))
        marks = []
        for place in places:
            mark = QTextEdit.ExtraSelection()
            mark.format, mark.cursor = form, QTextCursor(self.document())
            start, end = (_utf16_length(folded(text[:one])) for one in place)
            mark.cursor.setPosition(start)
            mark.cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            marks.append(mark)
        self.setExtraSelections(marks)

    def text(self) -> str:
        """The text without folds."""
        return unfolded(self._shown())

    def replace_text(self, text: str) -> None:
        """Turn the text into `text`, touching only where they differ: cursor, scroll position and undo are kept."""
        old, new = self._shown(), folded(text)
        if old == new:
            return
        start = _common_start(old, new)
        end = _common_start(old[start:][::-1], new[start:][::-1])
        cursor = QTextCursor(self.document())
        cursor.setPosition(_utf16_length(old[:start]))
        cursor.setPosition(_utf16_length(old[: len(old) - end]), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(new[start : len(new) - end])

    def find_next(self, text: str, *, backwards: bool = False) -> bool:
        """Select the next place with `text`, from the other end once there is no further one; False when there is none."""
        flags = QTextDocument.FindFlag.FindBackward if backwards else QTextDocument.FindFlag(0)
        if self.find(text, flags):
            return True
        before = self.textCursor()
        self.moveCursor(QTextCursor.MoveOperation.End if backwards else QTextCursor.MoveOperation.Start)
        if self.find(text, flags):
            return True
        self.setTextCursor(before)
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """There may be more lines to colour."""
        super().resizeEvent(event)
        self._highlighter.colour()

    def changeEvent(self, event: QEvent) -> None:
        """Another theme has other colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._highlighter.restart()

    def createMimeDataFromSelection(self) -> QMimeData:
        """What is copied: the selected text without folds."""
        data = QMimeData()
        data.setText(unfolded(self.textCursor().selectedText().replace("\u2029", "\n")))
        return data

    def _shown(self) -> str:
        # Not toPlainText: it turns no-break spaces into spaces.
        return self.document().toRawText().replace("\u2029", "\n")


def folded(text: str) -> str:
    """`text` with every line cut into pieces of `LONGEST_LINE` characters, and each control character made visible."""
    text = _CONTROL.sub(lambda found: chr(_PICTURES + ord(found[0])), text)
    if max(map(len, text.split("\n")), default=0) <= LONGEST_LINE:
        return text
    return "\n".join(
        _FOLD.join(line[start : start + LONGEST_LINE] for start in range(0, len(line), LONGEST_LINE))
        for line in text.split("\n")
    )


def unfolded(text: str) -> str:
    """The inverse of `folded`."""
    return _SHOWN_CONTROL.sub(lambda found: chr(ord(found[0]) - _PICTURES), text.replace(_FOLD, ""))


def _shortened(text: str) -> str:
    shown = text[:LONGEST_TEXT]
    if shown.count("\n") > MOST_LINES:
        shown = "\n".join(shown.split("\n", MOST_LINES)[:MOST_LINES])
    left = len(text) - len(shown)
    if not left:
        return text
    return shown + tr(f"\n… 还有 {left:,} 个字符，未显示", f"\n… {left:,} more characters, not shown")


def _common_start(one: str, other: str) -> int:
    limit = min(len(one), len(other))
    return next((place for place in range(limit) if one[place] != other[place]), limit)


def _utf16_length(text: str) -> int:
    # Qt counts in UTF-16: a character beyond U+FFFF is two.
    return len(text) + sum(character > "\uffff" for character in text)
