import re
from dataclasses import fields

import pytest
from PySide6.QtGui import QFontInfo, QPalette

from hisight.gui import theme

ROLES = [field.name for field in fields(theme.Theme) if field.name != "name"]


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.1 defines it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("chosen", theme.THEMES.values(), ids=lambda chosen: chosen.name)
@pytest.mark.parametrize(("text", "ground"), theme.CONTRASTS)
def test_every_text_has_a_contrast_of_4_5_to_its_ground(chosen, text, ground):
    dark, light = sorted((luminance(getattr(chosen, text)), luminance(getattr(chosen, ground))))
    assert (light + 0.05) / (dark + 0.05) >= 4.5


@pytest.mark.parametrize("chosen", theme.THEMES.values(), ids=lambda chosen: chosen.name)
def test_every_role_is_a_colour(chosen):
    assert all(re.fullmatch("#[0-9a-f]{6}", getattr(chosen, role)) for role in ROLES)


def test_applying_a_theme_makes_it_current_and_colours_the_palette(qapp):
    theme.apply(qapp, theme.DARK)
    assert theme.current() is theme.DARK
    assert qapp.palette().color(QPalette.ColorRole.Base).name() == theme.DARK.panel


def test_the_system_theme_is_one_of_ours(qapp):
    assert theme.system_theme(qapp) in theme.THEMES.values()


def test_wire_data_is_set_in_a_fixed_width_face():
    assert QFontInfo(theme.mono_font()).fixedPitch()


def test_the_verdict_is_larger_than_text_and_labels_are_smaller():
    assert theme.small_font().pointSizeF() < theme.base_font().pointSizeF() < theme.title_font().pointSizeF()
    assert theme.bold_font().weight() > theme.base_font().weight()
