"""Paints the cells of the call list: icons, text in the colours of roles, the mark of the user."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from hisight.gui import marks, theme
from hisight.gui.icons import pixmap
from hisight.gui.models.call_columns import Cell, Piece
from hisight.gui.models.calls_model import CallsModel

_PADDING = 8
_GAP = 5
_MOST_ADVANCES = 4096
_SELECTED = QStyle.StateFlag.State_Selected
_FOCUS = QStyle.StateFlag.State_HasFocus


class CallDelegate(QStyledItemDelegate):
    """Paints from the row itself, not through a dozen roles."""

    def __init__(self, model: CallsModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self._font = theme.base_font()
        self._bold = theme.bold_font()
        self._metrics = {False: QFontMetrics(self._font), True: QFontMetrics(self._bold)}
        self._advances: dict[
            tuple[str, bool], int
        ] = {}  # most cells repeat, and to measure one costs as much as to draw it

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As wide as its pieces; rows are all of one height."""
        row = self._model.row(index.row())
        cell = self._model.cell(row, index.row(), self._model.columns[index.column()]) if row else ()
        return QSize(sum(self._width(piece) + _GAP for piece in cell) + 2 * _PADDING, theme.ROW_HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one cell."""
        row = self._model.row(index.row())
        if option.state & _SELECTED:
            painter.fillRect(option.rect, theme.current().color("selection"))
        elif row is not None and row.colour:
            painter.fillRect(option.rect, marks.ground(row.colour))
        if row is None:
            return
        column = self._model.columns[index.column()]
        rect = option.rect.adjusted(_PADDING, 0, -_PADDING, 0)
        if column.key == "number" and row.colour:
            corner = QPoint(option.rect.left() + 4, option.rect.center().y() - marks.SIDE // 2)
            marks.paint(painter, QRect(corner, QSize(marks.SIDE, marks.SIDE)), row.colour)
        cell = self._model.cell(row, index.row(), column)
        if column.right:
            width = sum(self._width(piece) for piece in cell)
            rect.setLeft(max(rect.left(), rect.right() - width))
        self._paint_cell(painter, rect, cell)

    def _paint_cell(self, painter: QPainter, rect: QRect, cell: Cell) -> None:
        left, right = rect.left(), rect.right()
        for piece in reversed(cell):
            if piece.at_end:
                right -= self._width(piece)
                self._paint_piece(painter, QRect(right, rect.top(), self._width(piece), rect.height()), piece)
                right -= _GAP
        for piece in cell:
            if not piece.at_end and left < right:
                width = min(self._width(piece), right - left)
                self._paint_piece(painter, QRect(left, rect.top(), width, rect.height()), piece)
                left += width + _GAP

    def _paint_piece(self, painter: QPainter, rect: QRect, piece: Piece) -> None:
        if piece.icon:
            if rect.width() < theme.ICON:
                return
            picture = pixmap(piece.icon, piece.role, theme.ICON, painter.device().devicePixelRatioF())
            painter.drawPixmap(QPoint(rect.left(), rect.center().y() - theme.ICON // 2 + 1), picture)
            rect = rect.adjusted(theme.ICON + _GAP, 0, 0, 0)
        if piece.text:
            painter.setFont(self._bold if piece.bold else self._font)
            painter.setPen(theme.current().color(piece.role))
            text = piece.text
            if self._advance(piece) > rect.width():
                text = self._metrics[piece.bold].elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
            painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)

    def _width(self, piece: Piece) -> int:
        icon = theme.ICON if piece.icon else 0
        if not piece.text:
            return icon
        return icon + (_GAP if icon else 0) + self._advance(piece) + 1

    def _advance(self, piece: Piece) -> int:
        key = (piece.text, piece.bold)
        known = self._advances.get(key)
        if known is None:
            if len(self._advances) >= _MOST_ADVANCES:
                self._advances.clear()
            known = self._advances[key] = self._metrics[piece.bold].horizontalAdvance(piece.text)
        return known
