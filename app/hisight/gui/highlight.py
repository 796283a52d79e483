"""Colours for wire data. Only the lines that are on the screen are looked at: a whole XML of 1 MB would take 275 ms."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Literal

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextBlock, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QPlainTextEdit

from hisight.gui import theme

Language = Literal["xml", "http", "hex", "query", "text"]
Piece = tuple[int, int, str]
"""Start, length and the role of the colour."""

_MARKUP = re.compile(
    r"(?P<quiet><!--.*?(?:-->|$)|<\?.*?(?:\?>|$)|<!\[CDATA\[|\]\]>)"
    r"|(?P<open></?[^\s<>/=\"']+)(?P<attributes>[^<>]*?)(?P<close>/?>|$)"
    r"|(?P<entity>&[#\w]+;)"
)
_ATTRIBUTE = re.compile(r"(?P<name>[\w:.-]+)(?=\s*=)|(?P<value>\"[^\"]*\"|'[^']*')")
_HEAD_FIELD = re.compile(r"[A-Za-z0-9-]+:(?= )")
_SIGNED_NAME = re.compile(r"(?:^|&)(?:FUN_CODE|USER_ID|REQ_ENCRYPTED|RETURN_CODE|RETURN_MSG|RES_ENCRYPTED|KEY)=")
_DOTS = re.compile("●+")


def pieces(line: str, language: Language) -> Iterator[Piece]:
    """The coloured pieces of one line; what is in none keeps the colour of text."""
    return _LANGUAGES[language](line)


def _xml(line: str) -> Iterator[Piece]:
    for found in _MARKUP.finditer(line):
        if found["open"] is not None:
            yield found.start("open"), len(found["open"]), "code_tag"
            start = found.start("attributes")
            for attribute in _ATTRIBUTE.finditer(found["attributes"]):
                role = "code_attribute" if attribute["name"] else "code_value"
                yield start + attribute.start(), len(attribute[0]), role
            yield found.start("close"), len(found["close"]), "code_tag"
        else:
            yield found.start(), len(found[0]), "code_quiet" if found["quiet"] else "code_value"


def _http(line: str) -> Iterator[Piece]:
    field = _HEAD_FIELD.match(line)
    if field:
        yield 0, len(field[0]), "code_attribute"
    elif line.startswith("HTTP/") or line.rstrip().endswith(("HTTP/1.1", "HTTP/1.0")):
        yield 0, len(line), "code_tag"
    else:
        yield from _xml(line)


def _query(line: str) -> Iterator[Piece]:
    for found in _SIGNED_NAME.finditer(line):
        yield found.start(), len(found[0]), "code_attribute"
    for found in _DOTS.finditer(line):
        yield found.start(), len(found[0]), "error"


def _hex(line: str) -> Iterator[Piece]:
    yield 0, 8, "code_quiet"
    yield 58, len(line) - 58, "code_value"


def _text(_line: str) -> Iterator[Piece]:
    return iter(())


_LANGUAGES: dict[Language, Callable[[str], Iterator[Piece]]] = {
    "xml": _xml,
    "http": _http,
    "hex": _hex,
    "query": _query,
    "text": _text,
}


class Highlighter(QObject):
    """Colours what an editor shows, when it shows it."""

    def __init__(self, editor: QPlainTextEdit) -> None:
        super().__init__(editor)
        self.language: Language = "text"
        """What is shown."""
        self._editor = editor
        self._formats: dict[str, QTextCharFormat] = {}
        self._waiting = False
        editor.updateRequest.connect(self.colour)

    def restart(self) -> None:
        """Colour everything anew, for another theme."""
        self._formats.clear()
        block = self._editor.document().firstBlock()
        while block.isValid():
            block.setUserState(-1)
            block = block.next()
        self.colour()

    @contextmanager
    def once(self) -> Iterator[None]:
        """Colour once at the end of a block that changes much: the editor asks for it at every step."""
        before, self._waiting = self._waiting, True
        try:
            yield
        finally:
            self._waiting = before
        self.colour()

    def colour(self) -> None:
        """Colour the lines that are on the screen now."""
        if self._waiting:
            return
        self._waiting = True  # a line that gets its colours asks for it, too
        try:
            self._colour_shown()
        finally:
            self._waiting = False

    def _colour_shown(self) -> None:
        editor = self._editor
        block = editor.firstVisibleBlock()
        bottom = editor.viewport().height()
        top = editor.blockBoundingGeometry(block).translated(editor.contentOffset()).top() if block.isValid() else 0
        while block.isValid() and top <= bottom:
            top += editor.blockBoundingRect(block).height()
            self._colour(block)
            block = block.next()

    def _colour(self, block: QTextBlock) -> None:
        text = block.text()
        state = hash((text, self.language)) & 0x7FFFFFFF
        if block.userState() == state:  # colouring asks for a repaint, and a repaint for colouring
            return
        block.setUserState(state)
        ranges = []
        for start, length, role in pieces(text, self.language):
            piece = QTextLayout.FormatRange()
            piece.start, piece.length, piece.format = start, length, self._format(role)
            ranges.append(piece)
        block.layout().setFormats(ranges)
        self._editor.document().markContentsDirty(block.position(), block.length())

    def _format(self, role: str) -> QTextCharFormat:
        if role not in self._formats:
            made = QTextCharFormat()
            made.setForeground(theme.current().color(role))
            self._formats[role] = made
        return self._formats[role]
