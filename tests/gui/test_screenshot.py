import pytest
from PySide6.QtGui import QImage

from hisight.gui.screenshot import Screenshot


def test_a_picture_is_taken_when_all_is_on_the_screen_and_the_window_closes(qtbot, window, tmp_path):
    picture = Screenshot(window, tmp_path / "a.png")
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=10_000)
    assert picture.problem is None
    image = QImage(str(tmp_path / "a.png"))
    assert (image.width(), image.height()) == (window.width(), window.height())
    assert len({image.pixel(x, 300) for x in range(0, image.width(), 3)}) > 10


def test_a_picture_that_cannot_be_written_is_explained(qtbot, window, tmp_path):
    picture = Screenshot(window, tmp_path / "none" / "a.png")
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=10_000)
    assert "a.png" in str(picture.problem)


def test_a_window_that_never_settles_is_given_up(qtbot, window, tmp_path, monkeypatch):
    monkeypatch.setattr("hisight.gui.screenshot._PATIENCE_MS", 100)
    monkeypatch.setattr(type(window), "settled", property(lambda _: False))
    picture = Screenshot(window, tmp_path / "a.png")
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=10_000)
    assert picture.problem is not None
    assert not (tmp_path / "a.png").exists()


@pytest.fixture(autouse=True)
def _no_more_windows(qapp):
    qapp.setQuitOnLastWindowClosed(False)
    yield
    qapp.setQuitOnLastWindowClosed(True)
