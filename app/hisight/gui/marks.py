"""The colours 1 to 6 by which a user marks calls: hues that colour-blind people tell apart, each with a number and a name."""

from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPixmap

from hisight.gui import theme
from hisight.wording import Words

SIDE = 15
"""Of the square that shows a mark, in logical pixels."""
_TINT = 0.14  # of the hue in the ground of a marked row: seen at a glance, and text keeps its contrast


@dataclass(frozen=True, slots=True)
class Mark:
    """One of the colours."""

    hue: str
    """As `#rrggbb`; white text on it can be read."""
    words: Words
    """Its name."""


MARKS: tuple[Mark, ...] = (
    Mark("#c24e00", Words("橙红", "Vermilion")),
    Mark("#946200", Words("琥珀", "Amber")),
    Mark("#00805d", Words("青绿", "Teal")),
    Mark("#0072b2", Words("蓝", "Blue")),
    Mark("#a4508b", Words("紫红", "Purple")),
    Mark("#66717d", Words("灰", "Grey")),
)
"""Mark 1 comes first; 0 is no mark."""


def ground(colour: int) -> QColor:
    """What lies behind a row with mark `colour`, 1 to 6, in the theme in use."""
    hue, panel = QColor(MARKS[colour - 1].hue), theme.current().color("panel")
    pairs = zip(hue.getRgb()[:3], panel.getRgb()[:3], strict=True)
    return QColor(*(round(_TINT * one + (1 - _TINT) * other) for one, other in pairs))


def paint(painter: QPainter, square: QRect, colour: int) -> None:
    """Paint mark `colour`, 1 to 6: a square with its number, so that it is not told by colour alone."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(MARKS[colour - 1].hue))
    painter.drawRoundedRect(square, 4, 4)
    font = QFont(theme.bold_font())
    font.setPixelSize(11)
    painter.setFont(font)
    painter.setPen(QColor("#ffffff"))
    painter.drawText(square, Qt.AlignmentFlag.AlignCenter, str(colour))
    painter.restore()


def pixmap(colour: int, ratio: float = 1.0) -> QPixmap:
    """Mark `colour`, 1 to 6, as a picture for a screen with `ratio` device pixels in each logical one."""
    picture = QPixmap(round(SIDE * ratio), round(SIDE * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    paint(painter, QRect(0, 0, SIDE, SIDE), colour)
    painter.end()
    return picture


def icon(colour: int) -> QIcon:
    """Mark `colour`, 1 to 6, for a menu or a button."""
    made = QIcon(pixmap(colour))
    made.addPixmap(pixmap(colour, 2.0))
    return made
