"""Fields for numbers, whose text begins where that of the other fields does."""

from typing import Any

from PySide6.QtWidgets import QDoubleSpinBox, QSpinBox

_INSET = 6  # pixels; a style sheet's padding does not reach the editor inside a spin box


class NumberField(QSpinBox):
    """For a whole number."""

    def __init__(self, **properties: Any) -> None:  # noqa: ANN401 - Qt's, by name
        super().__init__(**properties)
        self.lineEdit().setTextMargins(_INSET, 0, 0, 0)


class DecimalField(QDoubleSpinBox):
    """For a number with decimals."""

    def __init__(self, **properties: Any) -> None:  # noqa: ANN401 - Qt's, by name
        super().__init__(**properties)
        self.lineEdit().setTextMargins(_INSET, 0, 0, 0)
