"""Labels and fields in columns that stand in line, however many grids there are below each other."""

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from hisight.gui import theme

_LABEL = 104  # logical pixels: the longest label in both languages
_COLUMNS = 2


def pairs(rows: Sequence[tuple[str, QWidget]], *, wide: bool = False) -> QGridLayout:
    """Labels with their fields, two in a row; with `wide` a field has a row to itself."""
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(2 * theme.SPACE)
    grid.setVerticalSpacing(theme.SPACE)
    for place, (text, field) in enumerate(rows):
        row, column = (place, 0) if wide else divmod(place, _COLUMNS)
        label = QLabel(text)
        label.setProperty("role", "muted")
        label.setBuddy(field)
        field.setAccessibleName(text)
        field.setMinimumWidth(_LABEL)
        grid.addWidget(label, row, 2 * column)
        grid.addWidget(field, row, 2 * column + 1, 1, 2 * _COLUMNS - 1 if wide else 1)
    if not wide and len(rows) % _COLUMNS:
        for column in (2 * _COLUMNS - 2, 2 * _COLUMNS - 1):  # or the other columns take their room
            grid.addWidget(QWidget(), len(rows) // _COLUMNS, column)
    for column in range(_COLUMNS):
        grid.setColumnMinimumWidth(2 * column, _LABEL)
        grid.setColumnMinimumWidth(2 * column + 1, _LABEL)
        grid.setColumnStretch(2 * column + 1, 1)
    return grid
