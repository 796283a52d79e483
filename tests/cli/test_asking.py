"""hisight.cli.asking; the marked place is seen in test_list."""

import pytest
import typer

from hisight.capture import Filter
from hisight.cli.asking import asked


def test_what_is_understood_is_the_filter():
    assert asked("fun:2007") == Filter("fun:2007")


def test_what_is_not_ends_the_command(capsys):
    with pytest.raises(typer.Exit) as ended:
        asked("a\tsign:bda")
    assert ended.value.exit_code == 2
    assert capsys.readouterr().err.splitlines()[1:] == ["  a sign:bda", "         ^^^"]
