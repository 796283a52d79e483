import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor
from tests.gui.test_theme import luminance

from hisight.gui import marks, theme

COLOURS = range(1, len(marks.MARKS) + 1)


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("chosen", theme.THEMES.values(), ids=lambda chosen: chosen.name)
@pytest.mark.parametrize("colour", COLOURS)
def test_text_on_a_marked_row_and_the_number_on_its_square_can_be_read(qapp, chosen, colour):
    theme.apply(qapp, chosen)
    ground = marks.ground(colour).name()
    for role in ("text", "muted", "error", "warning", "note", "ok", "accent"):
        assert contrast(getattr(chosen, role), ground) >= 4.5, role
    assert contrast("#ffffff", marks.MARKS[colour - 1].hue) >= 4.5
    assert ground != chosen.panel


def test_a_mark_has_a_name_and_a_picture_in_its_colour():
    assert len({str(mark.words) for mark in marks.MARKS}) == len({mark.hue for mark in marks.MARKS}) == 6
    for colour in COLOURS:
        image = marks.icon(colour).pixmap(QSize(marks.SIDE, marks.SIDE)).toImage()
        assert image.pixelColor(2, 7) == QColor(marks.MARKS[colour - 1].hue)
