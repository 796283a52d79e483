"""A small histogram of latencies, drawn in the colours of the theme: fast on the left, slow on the right."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from hisight.capture.filtering import SLOW_MS
from hisight.capture.statistics import LATENCY_LIMITS
from hisight.gui import theme
from hisight.gui.tr import tr

_GAP = 1.0
_LOWEST = 2.0  # a single slow call among thousands must be seen


def paint(painter: QPainter, rect: QRectF, counts: Sequence[int]) -> None:
    """Paint `counts`, by the classes that LATENCY_LIMITS divide, into `rect`; what counts as slow in the colour of warnings."""
    colours, highest = theme.current(), max(counts, default=0)
    step = (rect.width() + _GAP) / (len(LATENCY_LIMITS) + 1)
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colours.color("line"))
    painter.drawRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1))
    for place, count in enumerate(counts):
        if count:
            height = max(count / highest * rect.height(), _LOWEST)
            is_slow = place > 0 and LATENCY_LIMITS[place - 1] >= SLOW_MS
            painter.setBrush(colours.color("warning" if is_slow else "accent"))
            painter.drawRect(QRectF(rect.left() + place * step, rect.bottom() - height, step - _GAP, height))
    painter.restore()


def words(counts: Sequence[int]) -> str:
    """`counts` in words, the classes that have calls: a tool tip, and what a screen reader says."""
    return "\n".join(f"{label}: {count:,}" for label, count in zip(_labels(), counts, strict=True) if count)


def _labels() -> list[str]:
    between = [f"{_time(low)} - {_time(high)}" for low, high in pairwise(LATENCY_LIMITS)]
    first, last = _time(LATENCY_LIMITS[0]), _time(LATENCY_LIMITS[-1])
    return [tr(f"不到 {first}", f"under {first}"), *between, tr(f"{last} 以上", f"{last} or more")]


def _time(ms: float) -> str:
    return f"{ms:g} ms" if ms < 1000 else f"{ms / 1000:g} s"
