import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget

from hisight.gui import marks, theme
from hisight.gui.models.call_columns import COLUMNS
from hisight.gui.models.calls_model import CallsModel
from hisight.gui.views.call_delegate import CallDelegate


@pytest.fixture
def model(qtbot, session):
    made = CallsModel()
    made.show_session(session)
    qtbot.waitUntil(lambda: not made.stale)
    yield made
    made.show_session(None)


@pytest.fixture
def paint(qtbot, model):
    parent = QWidget()
    qtbot.addWidget(parent)
    delegate = CallDelegate(model, parent)

    def colours(number: int, key: str, width: int = 300, *, selected: bool = False) -> set[str]:
        option = QStyleOptionViewItem()
        option.rect = QRect(0, 0, width, theme.ROW_HEIGHT)
        option.state = QStyle.StateFlag.State_Selected if selected else QStyle.StateFlag.State_None
        column = next(place for place, column in enumerate(COLUMNS) if column.key == key)
        image = QImage(width, theme.ROW_HEIGHT, QImage.Format.Format_RGB32)
        image.fill(QColor(theme.LIGHT.panel))
        painter = QPainter(image)
        delegate.paint(painter, option, model.index(model.row_of(number), column))
        painter.end()
        return {image.pixelColor(x, y).name() for x in range(width) for y in range(image.height())}

    return colours


def test_a_failed_call_is_painted_in_the_error_colour(paint):
    assert theme.LIGHT.error in paint(14, "code")
    assert theme.LIGHT.error not in paint(1, "code")


def test_a_selected_row_has_the_selection_behind_it(paint):
    assert theme.LIGHT.selection in paint(1, "time", selected=True)
    assert theme.LIGHT.selection not in paint(1, "time")


def test_a_mark_is_painted_in_its_colour(paint, model, session):
    session.mark(1, 4, "")
    model.summaries_changed([1])
    assert marks.MARKS[3].hue in paint(1, "number", 60)
    assert marks.ground(4).name() in paint(1, "function")
    assert marks.ground(4).name() not in paint(1, "function", selected=True)
    assert marks.ground(4).name() not in paint(2, "function")


@pytest.mark.parametrize("width", [10, 24, 60, 120])
def test_a_cell_of_any_width_can_be_painted(paint, width):
    for column in COLUMNS:
        paint(1, column.key, width)


def test_rows_are_all_of_one_height(qtbot, model):
    parent = QWidget()
    qtbot.addWidget(parent)
    size = CallDelegate(model, parent).sizeHint(QStyleOptionViewItem(), model.index(0, 0))
    assert size.height() == theme.ROW_HEIGHT


def test_a_column_can_be_made_as_wide_as_what_stands_in_it(qtbot, model):
    parent = QWidget()
    qtbot.addWidget(parent)
    delegate, place = CallDelegate(model, parent), model.add_field("RETURN_MSG")
    texts = [delegate.sizeHint(QStyleOptionViewItem(), model.index(line, place)).width() for line in (0, 13)]
    assert 16 < texts[0] < texts[1]
