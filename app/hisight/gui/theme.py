"""The two palettes, light and dark, by role; fonts, sizes and the one style sheet.

Hues are told apart by colour-blind people too (vermilion, amber, blue, teal), and every state has an icon beside its colour.
"""

from dataclasses import dataclass
from typing import Literal

from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from hisight import paths
from hisight.gui import stylesheet

ThemeName = Literal["light", "dark"]


@dataclass(frozen=True, slots=True)
class Theme:
    """Every colour of the window by its role, as `#rrggbb`."""

    name: ThemeName
    """`light` or `dark`."""
    window: str
    """Behind everything: tool bar, status bar, dialogs."""
    panel: str
    """Behind lists, trees and text."""
    raised: str
    """Table headers, and what lies on a panel."""
    hover: str
    """Under the pointer."""
    line: str
    """Lines between panes, borders at rest."""
    border: str
    """Borders of what can be typed into or pressed."""
    text: str
    """Text."""
    muted: str
    """Text of second rank: labels, units, explanations."""
    ghost: str
    """What should be there and is not: a missing required field."""
    accent: str
    """The one accent: focus, the current tab, links, the main button."""
    on_accent: str
    """Text on the accent."""
    selection: str
    """Behind selected rows and text; their text keeps its colour."""
    error: str
    """Failed, invalid, an error finding."""
    warning: str
    """A warning finding, a deviation."""
    note: str
    """A note."""
    ok: str
    """Valid, conforms."""
    error_soft: str
    """Behind a verdict or a chip about an error."""
    warning_soft: str
    """The same for warnings."""
    note_soft: str
    """The same for notes."""
    ok_soft: str
    """The same for what is fine."""
    code: str
    """Behind wire data."""
    code_tag: str
    """Tags in XML."""
    code_attribute: str
    """Attribute names in XML, and names in HTTP heads."""
    code_value: str
    """Attribute values and entities in XML."""
    code_quiet: str
    """Comments, declarations, CDATA brackets, byte offsets."""

    def color(self, role: str) -> QColor:
        """The colour of `role`, for painting."""
        return QColor(getattr(self, role))


LIGHT = Theme(
    name="light",
    window="#f3f5f7", panel="#ffffff", raised="#f8f9fb", hover="#e9eef3", line="#dfe4ea", border="#c3ccd6",
    text="#1a222c", muted="#566373", ghost="#6a5a78",
    accent="#0f5c9c", on_accent="#ffffff", selection="#d5e6f6",
    error="#b3320c", warning="#845200", note="#1f62a0", ok="#0b6e56",
    error_soft="#fdeee8", warning_soft="#fdf3dd", note_soft="#e9f2fb", ok_soft="#e4f5ef",
    code="#fbfcfd", code_tag="#0f5c9c", code_attribute="#7a4b00", code_value="#0b6e56", code_quiet="#657182",
)  # fmt: skip
DARK = Theme(
    name="dark",
    window="#1a1e24", panel="#20252c", raised="#262c34", hover="#2e3640", line="#323a45", border="#4a5563",
    text="#e4e9ef", muted="#a3afbd", ghost="#c4b3d4",
    accent="#6db3f2", on_accent="#0c1a28", selection="#24405c",
    error="#ff9a73", warning="#f0b848", note="#86c1f7", ok="#58cfaa",
    error_soft="#42291f", warning_soft="#3d321a", note_soft="#22364a", ok_soft="#1d3a33",
    code="#1d2127", code_tag="#86c1f7", code_attribute="#f0b848", code_value="#58cfaa", code_quiet="#9aa6b5",
)  # fmt: skip
THEMES: dict[ThemeName, Theme] = {"light": LIGHT, "dark": DARK}

CONTRASTS: tuple[tuple[str, str], ...] = (
    *((text, ground) for text in ("text", "muted", "error", "warning", "note", "ok", "accent")
      for ground in ("window", "panel", "raised", "hover")),
    *((text, "selection") for text in ("text", "muted", "error", "warning", "note", "ok")),
    *((text, "panel") for text in ("ghost", "code_quiet")),
    *((text, f"{text}_soft") for text in ("error", "warning", "note", "ok")),
    *(("text", f"{ground}_soft") for ground in ("error", "warning", "note", "ok")),
    *(("muted", f"{ground}_soft") for ground in ("error", "warning", "note", "ok")),
    *((text, "code") for text in ("text", "code_tag", "code_attribute", "code_value", "code_quiet", "error")),
    ("on_accent", "accent"), ("ghost", "selection"),
)  # fmt: skip
"""Each pair (text, ground) that the window uses; the test holds every one of them to 4.5:1."""

SPACE = 8
"""The unit of distance, in logical pixels; half and double of it are the others."""
ROW_HEIGHT = 26
"""Height of a row in lists and trees, in logical pixels."""
ICON = 16
"""Side of an icon in rows and small buttons, in logical pixels."""
BAR_ICON = 20
"""Side of an icon in the tool bar, in logical pixels."""


class _Current:
    theme: Theme = LIGHT
    font_loaded = False


def current() -> Theme:
    """The theme in use."""
    return _Current.theme


def system_theme(app: QApplication) -> Theme:
    """The theme that suits the system's colours."""
    ground = app.style().standardPalette().color(QPalette.ColorRole.Window)
    return DARK if ground.lightness() < 128 else LIGHT


def apply(app: QApplication, theme: Theme) -> None:
    """Dress `app`: Fusion, our palette, our style sheet, and a Chinese font where the system has none."""
    _Current.theme = theme
    if not _Current.font_loaded:
        # Only registered, never named: Qt takes it for the characters that no other font has.
        QFontDatabase.addApplicationFont(str(paths.resources() / "fonts" / "HISightSans-Regular.otf"))
        _Current.font_loaded = True
    app.setStyle(QStyleFactory.create("Fusion"))
    app.setPalette(_palette(theme))
    app.setStyleSheet(stylesheet.of(theme))


def base_font() -> QFont:
    """The window's font."""
    return QFont(QApplication.font())


def small_font() -> QFont:
    """For labels, chips and table headers."""
    return _sized(-1.0)


def title_font() -> QFont:
    """For the verdict and the headings of pages."""
    font = _sized(+2.0)
    font.setWeight(QFont.Weight.DemiBold)
    return font


def bold_font() -> QFont:
    """For what is emphasised within text."""
    font = base_font()
    font.setWeight(QFont.Weight.DemiBold)
    return font


def mono_font() -> QFont:
    """For wire data: the system's fixed-width face."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    if not QFontInfo(font).fixedPitch():
        font = QFont("monospace")
    font.setStyleHint(QFont.StyleHint.Monospace)
    font.setPointSizeF(base_font().pointSizeF())
    return font


def _sized(difference: float) -> QFont:
    font = base_font()
    font.setPointSizeF(font.pointSizeF() + difference)
    return font


def _palette(theme: Theme) -> QPalette:
    palette = QPalette()
    roles = {
        "Window": "window", "WindowText": "text", "Base": "panel", "AlternateBase": "raised", "Text": "text",
        "Button": "window", "ButtonText": "text", "BrightText": "on_accent", "ToolTipBase": "raised", "ToolTipText": "text",
        "PlaceholderText": "muted", "Highlight": "selection", "HighlightedText": "text", "Link": "accent",
        "LinkVisited": "accent", "Light": "raised", "Midlight": "line", "Mid": "line", "Dark": "border", "Shadow": "border",
        "Accent": "accent",
    }  # fmt: skip
    for role, name in roles.items():
        palette.setColor(getattr(QPalette.ColorRole, role), theme.color(name))
    for role in ("WindowText", "Text", "ButtonText"):
        palette.setColor(QPalette.ColorGroup.Disabled, getattr(QPalette.ColorRole, role), theme.color("border"))
    return palette
