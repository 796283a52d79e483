"""hisight.cli.counting"""

import io
import sys

from hisight.cli.counting import counting
from hisight.wording import Words

READ = Words("已读", "read")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_person_sees_how_far_it_is_and_the_line_ends(monkeypatch):
    shown = Terminal()
    monkeypatch.setattr(sys, "stderr", shown)
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    count = counting(READ)
    for done in (100, 150, 1200):
        count(done, 1200)
    assert shown.getvalue() == "\rread 100/1,200\rread 1,200/1,200\n"


def test_a_file_is_not_filled_with_it(monkeypatch):
    shown = io.StringIO()
    monkeypatch.setattr(sys, "stderr", shown)
    counting(READ)(100, 100)
    assert shown.getvalue() == ""
