import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon

from hisight.gui import icons, theme


def colours(picture) -> set[str]:
    image = picture.toImage()
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return {pixel.name() for pixel in pixels if pixel.alpha() == 255}


@pytest.mark.parametrize("name", icons.names())
def test_every_icon_can_be_drawn(name):
    assert colours(icons.pixmap(name, "error", 64))


def test_an_icon_takes_the_colour_of_its_role_in_the_theme_in_use(qapp):
    assert colours(icons.pixmap("stop", "error", 32)) == {theme.LIGHT.error}
    theme.apply(qapp, theme.DARK)
    assert colours(icons.pixmap("stop", "error", 32)) == {theme.DARK.error}


def test_a_disabled_icon_is_pale():
    picture = icons.icon("stop").pixmap(QSize(32, 32), 1.0, QIcon.Mode.Disabled)
    assert colours(picture) == {theme.LIGHT.border}


def test_an_icon_is_sharp_on_a_dense_screen():
    assert icons.pixmap("send", side=16, ratio=2.0).width() == 32
    assert icons.icon("send").pixmap(QSize(16, 16), 2.0).width() == 32


def test_the_application_has_its_own_icon():
    assert icons.app_icon().pixmap(256, 256).width() == 256
