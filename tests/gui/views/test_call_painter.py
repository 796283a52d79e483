import pytest
from PySide6.QtGui import QColor, QImage, QPainter

from hisight.gui import marks, theme
from hisight.gui.models.call_columns import COLUMNS, Piece
from hisight.gui.models.calls_model import CallsModel
from hisight.gui.views.call_painter import CallPainter, PlacedColumn, PlacedLine


@pytest.fixture
def model(qtbot, session):
    made = CallsModel()
    made.show_session(session)
    qtbot.waitUntil(lambda: not made.stale)
    yield made
    made.show_session(None)


@pytest.fixture
def paint(model):
    painting = CallPainter(model)

    def colours(number: int, key: str, width: int = 300, *, selected: bool = False) -> set[str]:
        column = next(column for column in COLUMNS if column.key == key)
        line = model.row_of(number)
        image = QImage(width, theme.ROW_HEIGHT, QImage.Format.Format_RGB32)
        image.fill(QColor(theme.LIGHT.panel))
        painter = QPainter(image)
        placed = PlacedLine(line, model.row(line), 0, selected)
        painting.paint(painter, [PlacedColumn(column, 0, width)], [placed])
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
def test_a_cell_of_any_width_is_painted_and_nothing_beside_it(model, width):
    painting, placed = CallPainter(model), PlacedLine(0, model.row(0), 0)
    for column in COLUMNS:
        image = QImage(width + 200, theme.ROW_HEIGHT, QImage.Format.Format_RGB32)
        image.fill(QColor("white"))
        painter = QPainter(image)
        painting.paint(painter, [PlacedColumn(column, 0, width)], [placed])
        painter.end()
        beside = image.copy(width, 0, 200, theme.ROW_HEIGHT)
        assert {beside.pixelColor(x, y).name() for x in range(200) for y in range(theme.ROW_HEIGHT)} == {"#ffffff"}, (
            column
        )


def test_what_is_at_the_end_of_a_cell_stands_at_its_right_edge_and_never_gives_way(model):
    pieces = (Piece("a name that is far too long for its cell"), Piece("↩ 3", "accent", at_end=True))
    painting = CallPainter(model)
    (end, left, width), (name, begin, room) = painting._arranged(pieces, 0, 100, at_right=False)
    assert (end.text, left + width) == ("↩ 3", 100)
    assert (name.text.split()[0], begin) == ("a", 0)
    assert room < left


def test_another_theme_has_other_colours(paint, qapp):
    before = paint(14, "code")
    theme.apply(qapp, theme.DARK)
    assert theme.DARK.error in paint(14, "code")
    assert theme.DARK.error not in before


def test_nothing_is_painted_where_no_column_is_shown(model):
    image = QImage(10, 10, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    before = image.copy()
    painter = QPainter(image)
    CallPainter(model).paint(painter, [], [PlacedLine(0, model.row(0), 0, selected=True)])
    painter.end()
    assert image == before


def test_a_column_can_be_made_as_wide_as_what_stands_in_it(model):
    painting, place = CallPainter(model), model.add_field("RETURN_MSG")
    widths = [painting.width(model.row(line), line, model.columns[place]) for line in (0, 13)]
    assert 16 < widths[0] < widths[1]
