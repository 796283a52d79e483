"""Paints the cells of the call list: icons, text in the colours of roles, the mark of the user."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QStaticText
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from hisight.gui import marks, theme
from hisight.gui.icons import pixmap
from hisight.gui.models.call_columns import Cell, Piece
from hisight.gui.models.calls_model import CallsModel

_PADDING = 8
_GAP = 5
_MOST_TEXTS = 2048
_SELECTED = QStyle.StateFlag.State_Selected.value  # an `&` of two flags takes as long as the painting of a short text
_FOCUS = QStyle.StateFlag.State_HasFocus


class CallDelegate(QStyledItemDelegate):
    """Paints from the row itself, not through a dozen roles."""

    def __init__(self, model: CallsModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self._font = theme.base_font()
        self._bold = theme.bold_font()
        self._metrics = {False: QFontMetrics(self._font), True: QFontMetrics(self._bold)}
        # Most cells repeat: a text that is laid out already is drawn in a third of the time, and one that is measured in none.
        self._advances: dict[tuple[str, bool], int] = {}
        self._texts: dict[tuple[str, bool, int], tuple[QStaticText, int]] = {}
        self._colours: dict[tuple[str, str], QColor] = {}

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
        if option.state.value & _SELECTED:
            painter.fillRect(option.rect, self._colour("selection"))
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
            painter.setPen(self._colour(piece.role))
            text, height = self._laid_out(piece, rect.width())
            painter.drawStaticText(rect.left(), rect.top() + (rect.height() - height) // 2, text)

    def _width(self, piece: Piece) -> int:
        icon = theme.ICON if piece.icon else 0
        if not piece.text:
            return icon
        return icon + (_GAP if icon else 0) + self._advance(piece) + 1

    def _advance(self, piece: Piece) -> int:
        key = (piece.text, piece.bold)
        known = self._advances.get(key)
        if known is None:
            if len(self._advances) >= _MOST_TEXTS:
                self._advances.clear()
            known = self._advances[key] = self._metrics[piece.bold].horizontalAdvance(piece.text)
        return known

    def _laid_out(self, piece: Piece, width: int) -> tuple[QStaticText, int]:
        """The text of `piece`, with an ellipsis where it is wider than `width`; and its height, which Chinese has more of."""
        fits = self._advance(piece) <= width
        key = (piece.text, piece.bold, 0 if fits else width)
        known = self._texts.get(key)
        if known is None:
            if len(self._texts) >= _MOST_TEXTS:
                self._texts.clear()
            metrics = self._metrics[piece.bold]
            text = piece.text if fits else metrics.elidedText(piece.text, Qt.TextElideMode.ElideRight, width)
            laid_out = QStaticText(text)
            laid_out.setTextFormat(Qt.TextFormat.PlainText)
            laid_out.prepare(font=self._bold if piece.bold else self._font)
            known = self._texts[key] = laid_out, round(laid_out.size().height())
        return known

    def _colour(self, role: str) -> QColor:
        key = (theme.current().name, role)
        known = self._colours.get(key)
        if known is None:
            known = self._colours[key] = theme.current().color(role)
        return known
