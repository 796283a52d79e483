"""Paints the lines of the call list: icons, text in the colours of roles, the mark of the user.

All lines in one go and not cell by cell as a delegate does: Qt asks a delegate in Python for each cell, which takes longer than to
paint it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPixmap, QStaticText

from hisight.capture import Row
from hisight.gui import marks, theme
from hisight.gui.icons import pixmap
from hisight.gui.models.call_columns import Cell, Column, Piece
from hisight.gui.models.calls_model import CallsModel

_PADDING = 8
_GAP = 5
_ICON_ABOVE = (theme.ROW_HEIGHT - theme.ICON) // 2 + 1
_MOST_TEXTS = 4096


@dataclass(frozen=True, slots=True)
class PlacedColumn:
    """A column on the screen."""

    column: Column
    """What it shows."""
    left: int
    """Where it begins, in pixels of the viewport."""
    width: int
    """How wide it is."""


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line on the screen."""

    line: int
    """Which one of the model."""
    row: Row
    """The call that it shows."""
    top: int
    """Where it begins, in pixels of the viewport."""
    selected: bool = False
    """True when the user has selected it."""


class CallPainter:
    """Paints lines of one height. What it has laid out and measured is kept: most texts come again."""

    def __init__(self, model: CallsModel) -> None:
        self._model = model
        self._fonts = {False: theme.base_font(), True: theme.bold_font()}
        self._metrics = {bold: QFontMetrics(font) for bold, font in self._fonts.items()}
        self._theme = theme.current()
        self._advances: dict[tuple[str, bool], int] = {}
        self._texts: dict[tuple[str, bool, int], tuple[QStaticText, int]] = {}
        self._colours: dict[str, QColor] = {}
        self._pixmaps: dict[tuple[str, str, float], QPixmap] = {}

    def paint(self, painter: QPainter, columns: Sequence[PlacedColumn], lines: Iterable[PlacedLine]) -> None:
        """Paint `lines`, of each what `columns` show."""
        if theme.current() is not self._theme:
            self._theme = theme.current()
            self._colours.clear()
            self._pixmaps.clear()
        lines = list(lines)
        if not columns:
            return
        left = min(one.left for one in columns)
        width = max(one.left + one.width for one in columns) - left
        for one in lines:
            if one.selected:
                painter.fillRect(left, one.top, width, theme.ROW_HEIGHT, self._colour("selection"))
            elif one.row.colour:
                painter.fillRect(left, one.top, width, theme.ROW_HEIGHT, marks.ground(one.row.colour))
        for placed in columns:
            if placed.column.key == "number":
                self._paint_marks(painter, placed, lines)
            self._paint_column(painter, placed, lines)

    def width(self, row: Row, line: int, column: Column) -> int:
        """How wide what `column` shows of `row`, in `line`, is."""
        return sum(self._width(piece) + _GAP for piece in self._model.cell(row, line, column)) + 2 * _PADDING

    def _paint_marks(self, painter: QPainter, placed: PlacedColumn, lines: Sequence[PlacedLine]) -> None:
        for one in lines:
            if one.row.colour:
                corner = QPoint(placed.left + 4, one.top + (theme.ROW_HEIGHT - marks.SIDE) // 2)
                marks.paint(painter, QRect(corner, QSize(marks.SIDE, marks.SIDE)), one.row.colour)

    def _paint_column(self, painter: QPainter, placed: PlacedColumn, lines: Sequence[PlacedLine]) -> None:
        """Paint one column after the other: its texts mostly share a colour and a font, which take long to change."""
        column, cell_of, kept = placed.column, self._model.cell, self._laid_out
        first, end = placed.left + _PADDING, placed.left + placed.width - _PADDING
        ratio = painter.device().devicePixelRatioF()
        role, bold = "", None
        for one in lines:
            for piece, left, width in self._arranged(
                cell_of(one.row, one.line, column), first, end, at_right=column.right
            ):
                if piece.icon:
                    if width < theme.ICON:
                        continue
                    painter.drawPixmap(left, one.top + _ICON_ABOVE, self._picture(piece, ratio))
                    left += theme.ICON + _GAP
                    width -= theme.ICON + _GAP
                if piece.text:
                    if piece.role != role:
                        role = piece.role
                        painter.setPen(self._colour(role))
                    if piece.bold is not bold:
                        bold = piece.bold
                        painter.setFont(self._fonts[bold])
                    text, above = kept(piece, width)
                    painter.drawStaticText(left, one.top + above, text)

    def _arranged(self, cell: Cell, left: int, right: int, *, at_right: bool) -> Iterable[tuple[Piece, int, int]]:
        """Each piece with where it begins and how wide it may be; those at the end never give way."""
        if len(cell) == 1 and not cell[0].at_end:
            width = self._width(cell[0])
            if at_right:
                left = max(left, right - width)
            return ((cell[0], left, min(width, right - left)),) if left < right else ()
        placed = []
        for piece in reversed(cell):
            if piece.at_end:
                width = self._width(piece)
                placed.append((piece, right - width, width))
                right -= width + _GAP
        for piece in cell:
            if left >= right:
                break
            if not piece.at_end:
                width = min(self._width(piece), right - left)
                placed.append((piece, left, width))
                left += width + _GAP
        return placed

    def _width(self, piece: Piece) -> int:
        icon = theme.ICON if piece.icon else 0
        if not piece.text:
            return icon
        return icon + (_GAP if icon else 0) + self._advance(piece.text, piece.bold) + 1

    def _advance(self, text: str, bold: bool) -> int:  # noqa: FBT001 - half of a key
        known = self._advances.get((text, bold))
        if known is None:
            if len(self._advances) >= _MOST_TEXTS:
                self._advances.clear()
            known = self._advances[text, bold] = self._metrics[bold].horizontalAdvance(text)
        return known

    def _laid_out(self, piece: Piece, width: int) -> tuple[QStaticText, int]:
        """The text of `piece`, with an ellipsis where it is wider than `width`; and how much stays free above it."""
        plain, bold = piece.text, piece.bold
        fits = self._advance(plain, bold) <= width
        key = (plain, bold, 0 if fits else width)
        known = self._texts.get(key)
        if known is None:
            if len(self._texts) >= _MOST_TEXTS:
                self._texts.clear()
            text = plain if fits else self._metrics[bold].elidedText(plain, Qt.TextElideMode.ElideRight, width)
            laid_out = QStaticText(text)
            laid_out.setTextFormat(Qt.TextFormat.PlainText)
            laid_out.prepare(font=self._fonts[bold])
            # Chinese is higher than Latin.
            known = self._texts[key] = laid_out, (theme.ROW_HEIGHT - round(laid_out.size().height())) // 2
        return known

    def _colour(self, role: str) -> QColor:
        known = self._colours.get(role)
        if known is None:
            known = self._colours[role] = self._theme.color(role)
        return known

    def _picture(self, piece: Piece, ratio: float) -> QPixmap:
        """The icon of `piece`, for a screen with so many pixels to a point."""
        key = (piece.icon, piece.role, ratio)
        known = self._pixmaps.get(key)
        if known is None:
            known = self._pixmaps[key] = pixmap(piece.icon, piece.role, theme.ICON, ratio)
        return known
