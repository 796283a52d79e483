import io

import pytest

from hisight.cli.progress import ProgressLine
from hisight.wording import Words


class Stream(io.StringIO):
    def __init__(self, *, terminal: bool) -> None:
        super().__init__()
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal


@pytest.fixture
def told():
    """What is told of steps at these seconds."""

    def tell(*seconds: float, terminal: bool) -> str:
        stream, clock = Stream(terminal=terminal), iter((0.0, *seconds))
        progress = ProgressLine(Words("正在导出", "exporting"), stream, lambda: next(clock))
        for step, _ in enumerate(seconds, start=1):
            progress(step * 1000, 9000)
        progress.end()
        return stream.getvalue()

    return tell


def test_what_is_quick_is_not_told(told):
    assert told(0.1, 0.4, terminal=True) == told(1, 9, terminal=False) == ""


def test_on_a_terminal_one_line_changes_and_goes(told):
    text = told(0.6, 0.65, 0.8, terminal=True)
    assert text.startswith("\rexporting 1,000 / 9,000\rexporting 3,000 / 9,000\r ")
    assert text.endswith(" \r")
    assert "\n" not in text


def test_elsewhere_there_is_a_line_now_and_then(told):
    assert told(5, 11, 12, 22, terminal=False) == "exporting 2,000 / 9,000\nexporting 4,000 / 9,000\n"
