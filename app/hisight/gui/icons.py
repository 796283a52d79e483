"""The icon family: line drawings in `resources/icons`, tinted by role of the theme in use, sharp at any pixel ratio."""

from functools import cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from hisight import paths
from hisight.gui import theme

_SIDES = (16, 20, 24, 32, 40, 48)
_DISABLED_SIDES = (16, 32)


def icon(name: str, role: str = "text") -> QIcon:
    """The icon `name` in the colour of `role`; where it is disabled, in that of borders."""
    return _icon(name, role, theme.current())


def pixmap(name: str, role: str = "text", side: int = theme.ICON, ratio: float = 1.0) -> QPixmap:
    """The icon as a picture of `side` logical pixels for a screen with `ratio` device pixels in each, for painting."""
    return _pixmap(name, theme.current().color(role).name(), side, ratio)


def names() -> list[str]:
    """The icons there are."""
    return sorted(file.stem for file in _folder().glob("*.svg"))


@cache
def app_icon() -> QIcon:
    """The icon of HISight itself, in its own colours."""
    made = QIcon()
    for side in (16, 24, 32, 48, 64, 128, 256):
        made.addPixmap(_pixmap("hisight", "", side, 1.0))
    return made


@cache
def _icon(name: str, role: str, colours: theme.Theme) -> QIcon:
    made = QIcon()
    for side in _SIDES:  # in device pixels: Qt takes the one that suits size and pixel ratio
        made.addPixmap(_pixmap(name, colours.color(role).name(), side, 1.0))
    for side in _DISABLED_SIDES:
        made.addPixmap(_pixmap(name, colours.color("border").name(), side, 1.0), QIcon.Mode.Disabled)
    return made


@cache
def _pixmap(name: str, colour: str, side: int, ratio: float) -> QPixmap:
    picture = QPixmap(round(side * ratio), round(side * ratio))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    _drawing(name, colour).render(painter, QRectF(picture.rect()))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


@cache
def _drawing(name: str, colour: str) -> QSvgRenderer:
    drawing = (_folder() / f"{name}.svg").read_text(encoding="utf-8").replace("currentColor", colour)
    return QSvgRenderer(QByteArray(drawing.encode()))


@cache
def _folder() -> Path:
    return paths.resources() / "icons"
