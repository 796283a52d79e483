import pytest
from PySide6.QtCore import Qt

from hisight.gui.views.route_rows import RouteRows
from hisight.proxy import ProxyError, parse_route


@pytest.fixture
def rows(qtbot):
    made = RouteRows([("127.0.0.1:9001", "http://a.example:80"), ("127.0.0.1:9002", "http://b.example:80")])
    qtbot.addWidget(made)
    return made


def test_what_was_kept_is_shown_and_read(rows):
    assert rows.routes() == [parse_route("9001=http://a.example"), parse_route("9002=http://b.example")]


def test_a_row_is_removed_and_another_added(qtbot, rows):
    with qtbot.waitSignal(rows.changed):
        qtbot.mouseClick(rows.rows[0].remove, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(rows.changed):
        qtbot.mouseClick(rows.add, Qt.MouseButton.LeftButton)
    assert rows.rows[1].listen.text() == "127.0.0.1:9003"
    assert rows.routes() == [parse_route("9002=http://b.example")]  # without a server it is not meant yet


def test_the_first_row_is_offered_the_port_after_that_above(qtbot):
    made = RouteRows()
    qtbot.addWidget(made)
    assert made.append().listen.text() == ""
    made = RouteRows()
    qtbot.addWidget(made)
    made.follow("0.0.0.0:65535")
    assert made.append().listen.text() == "0.0.0.0:65535"


def test_what_is_wrong_is_an_error(rows):
    rows.rows[1].upstream.setText("nonsense")
    with pytest.raises(ProxyError, match="upstream"):
        rows.routes()
