import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from hisight.capture.statistics import LATENCY_LIMITS
from hisight.gui import theme
from hisight.gui.views import histogram

CLASSES = len(LATENCY_LIMITS) + 1


def painted(counts: list[int]) -> QImage:
    image = QImage(108, 20, QImage.Format.Format_RGB32)
    image.fill(QColor(theme.current().panel))
    painter = QPainter(image)
    histogram.paint(painter, QRectF(image.rect()), counts)
    painter.end()
    return image


def heights(image: QImage, role: str) -> list[int]:
    """How many pixels of the colour stand in the middle of each class."""
    step = (image.width() + 1) / CLASSES
    colour = theme.current().color(role)
    columns = [int((place + 0.4) * step) for place in range(CLASSES)]
    return [sum(image.pixelColor(x, y) == colour for y in range(image.height())) for x in columns]


@pytest.mark.parametrize("chosen", theme.THEMES.values(), ids=lambda chosen: chosen.name)
def test_bars_are_as_high_as_their_counts_and_slow_ones_warn(qapp, chosen):
    theme.apply(qapp, chosen)
    counts = [0] * CLASSES
    counts[1], counts[2], counts[LATENCY_LIMITS.index(1000) + 1] = 100, 50, 1
    image = painted(counts)
    bars, slow = heights(image, "accent"), heights(image, "warning")
    assert bars[1] >= 19
    assert 9 <= bars[2] <= 11
    assert sum(bars) == bars[1] + bars[2]
    assert slow[LATENCY_LIMITS.index(1000) + 1] >= 2
    assert sum(slow) == slow[LATENCY_LIMITS.index(1000) + 1]


def test_nothing_is_a_line(qapp):
    image = painted([0] * CLASSES)
    assert heights(image, "accent") == [0] * CLASSES


def test_the_classes_that_have_calls_are_said_in_words():
    counts = [0] * CLASSES
    counts[0], counts[7], counts[-1] = 2, 1_000, 1
    assert histogram.words(counts) == "under 1 ms: 2\n1 s - 3 s: 1,000\n100 s or more: 1".replace(
        "1 s - 3 s", f"{LATENCY_LIMITS[6] / 1000:g} s - {LATENCY_LIMITS[7] / 1000:g} s"
    )
