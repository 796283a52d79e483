"""The style sheet: what the palette cannot say. Widgets ask for a look by `setObjectName` or a property.

QPushButton[main="true"]        the main button of a page or dialog
QToolButton[chip="true"]        a filter chip
  QToolButton[chosen="true"]      what the user chose in place of what was found
QLabel[role="muted"]            text of second rank (also error, warning, note, ok, accent)
QFrame[panel="true"]            a pane on its own ground
QFrame[rule="true"]             a one-pixel line
QFrame[production="true"]       around what would be sent to real patients
"""

from typing import TYPE_CHECKING

from hisight import paths

if TYPE_CHECKING:
    from hisight.gui.theme import Theme

_SHEET = """
QToolTip { background: @raised; color: @text; border: 1px solid @border; padding: 4px 6px; }
QMainWindow, QDialog { background: @window; }
QFrame[panel="true"] { background: @panel; }
QFrame[rule="true"] { background: @line; border: none; }
QFrame[production="true"] { border: 3px solid @error; }
QLabel { background: transparent; }
QLabel[role="muted"] { color: @muted; }
QLabel[role="error"] { color: @error; }
QLabel[role="warning"] { color: @warning; }
QLabel[role="note"] { color: @note; }
QLabel[role="ok"] { color: @ok; }
QLabel[role="accent"] { color: @accent; }

QSplitter::handle { background: @line; }
QSplitter::handle:hover { background: @accent; }

QPushButton, QComboBox, QLineEdit, QAbstractSpinBox {
    background: @panel; color: @text; border: 1px solid @border; border-radius: 5px; padding: 4px 10px; min-height: 18px; }
QLineEdit, QAbstractSpinBox { padding: 4px 7px; selection-background-color: @selection; selection-color: @text; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { width: 0; border: none; }
QPushButton:hover, QComboBox:hover { background: @hover; }
QPushButton:pressed { background: @selection; }
QPushButton:focus, QComboBox:focus, QLineEdit:focus, QAbstractSpinBox:focus { border: 1px solid @accent; }
QPushButton:disabled, QComboBox:disabled, QLineEdit:disabled { color: @border; background: @window; border-color: @line; }
QPushButton[main="true"] { background: @accent; color: @on_accent; border-color: @accent; font-weight: 600; }
QPushButton[main="true"]:hover { border-color: @text; }
QPushButton[main="true"]:disabled { background: @line; color: @muted; border-color: @line; }
QPushButton[choice="true"] { background: @panel; border: 1px solid @line; border-radius: 8px; min-height: 44px; padding: 6px 14px;
    text-align: left; }
QPushButton[choice="true"]:hover { border-color: @accent; background: @panel; }
QPushButton[choice="true"]:focus { border-color: @accent; }
QPushButton[flat="true"] { background: transparent; border-color: transparent; text-align: left; }
QPushButton[flat="true"]:hover { background: @hover; }
QPushButton[flat="true"]:focus { border-color: @accent; }
QComboBox::drop-down { border: none; width: 22px; }
QComboBox::down-arrow { width: 0; height: 0; border-left: 4px solid @panel; border-right: 4px solid @panel;
    border-top: 5px solid @muted; margin-right: 8px; }
QComboBox QAbstractItemView { background: @panel; border: 1px solid @border; selection-background-color: @selection;
    selection-color: @text; outline: none; }

QToolButton { background: transparent; border: 1px solid transparent; border-radius: 5px; padding: 4px; color: @text; }
QToolButton:hover { background: @hover; }
QToolButton:pressed, QToolButton:checked { background: @selection; }
QToolButton:focus { border-color: @accent; }
QToolButton:disabled { color: @border; }
QToolButton[chip="true"] { border: 1px solid @border; border-radius: 11px; padding: 2px 10px; background: @panel; }
QToolButton[chip="true"]:hover { background: @hover; }
QToolButton[chip="true"]:checked { background: @accent; color: @on_accent; border-color: @accent; }
QToolButton[chip="true"]:focus { border-color: @accent; }
QToolButton[chosen="true"] { color: @accent; }
QToolButton::menu-indicator { image: none; }

QTableView, QTreeView, QListView { background: @panel; border: none; outline: none; gridline-color: @line;
    selection-background-color: @selection; selection-color: @text; }
QTableView::item, QTreeView::item, QListView::item { border: none; }
QTableView::item:selected, QTreeView::item:selected, QListView::item:selected { background: @selection; color: @text; }
QHeaderView { background: @raised; border: none; }
QHeaderView::section { background: @raised; color: @muted; border: none; border-bottom: 1px solid @line; padding: 4px 8px; }
QHeaderView::section:hover { color: @text; }
QTableCornerButton::section { background: @raised; border: none; }

QTabWidget::pane { border: none; border-top: 1px solid @line; }
QTabBar { qproperty-drawBase: 0; background: transparent; }
QTabBar::tab { background: transparent; color: @muted; padding: 7px 12px 6px 12px; border: none;
    border-bottom: 2px solid transparent; }
QTabBar::tab:hover { color: @text; }
QTabBar::tab:selected { color: @accent; border-bottom: 2px solid @accent; }
QTabBar::tab:focus { color: @text; background: @hover; }

QPlainTextEdit, QTextEdit, QTextBrowser { background: @code; color: @text; border: none;
    selection-background-color: @selection; selection-color: @text; }
QScrollArea { background: transparent; border: none; }
QScrollArea > QWidget > QWidget { background: transparent; }

QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: @border; border-radius: 4px; margin: 2px; min-height: 28px; min-width: 28px; }
QScrollBar::handle:hover { background: @muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QMenuBar { background: @window; color: @text; border-bottom: 1px solid @line; }
QMenuBar::item { background: transparent; padding: 4px 9px; border-radius: 4px; }
QMenuBar::item:selected { background: @hover; }
QMenu { background: @panel; color: @text; border: 1px solid @border; padding: 4px; }
QMenu::item { padding: 5px 28px 5px 8px; border-radius: 4px; }
QMenu::item:selected { background: @selection; }
QMenu::item:disabled { color: @border; }
QMenu::separator { height: 1px; background: @line; margin: 4px 6px; }
QMenu::icon { padding-left: 6px; }

QWidget#qt_calendar_navigationbar { background: @raised; }
QDialogButtonBox { button-layout: 3; }
QStatusBar { background: @window; border-top: 1px solid @line; color: @muted; }
QStatusBar::item { border: none; }
QCheckBox, QRadioButton { spacing: 7px; }
QCheckBox::indicator, QRadioButton::indicator, QListView::indicator {
    width: 14px; height: 14px; border: 1px solid @muted; background: @panel;
}
QCheckBox::indicator, QListView::indicator { border-radius: 3px; }
QRadioButton::indicator { border-radius: 8px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover, QCheckBox::indicator:focus { border-color: @accent; }
QCheckBox::indicator:checked, QListView::indicator:checked { background: @accent; border-color: @accent; image: url("@tick"); }
QCheckBox::indicator:checked:focus { border-color: @text; }
QRadioButton::indicator:checked { width: 6px; height: 6px; border: 5px solid @accent; }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { border-color: @line; background: @window; }
QProgressBar { background: @line; border: none; border-radius: 2px; max-height: 4px; }
QProgressBar::chunk { background: @accent; border-radius: 2px; }
"""


def of(theme: "Theme") -> str:
    """The style sheet in the colours of `theme`."""
    sheet = _SHEET
    for role in sorted(theme.__slots__, key=len, reverse=True):  # the longest first: @code_tag before @code
        sheet = sheet.replace(f"@{role}", getattr(theme, role))
    tick = paths.resources() / "icons" / f"tick-{theme.name}.svg"  # a style sheet cannot tint: one for each theme
    return sheet.replace("@tick", tick.as_posix())
