"""hisight.cli.program"""

import sys

import pytest

from hisight.cli.program import program


def test_only_the_commands_that_are_named_are_imported_and_known(monkeypatch):
    monkeypatch.delitem(sys.modules, "hisight.cli.compare", raising=False)
    made = program({"rule": "rule"}, ())

    assert [one.name for one in made.registered_commands] == ["rule"]
    assert "hisight.cli.compare" not in sys.modules


def test_a_hidden_command_is_not_in_the_help(capsys):
    with pytest.raises(SystemExit):
        program({"rule": "rule", "follow": "follow"}, ("follow",))(["--help"])

    told = capsys.readouterr().out
    assert "\n  rule " in told
    assert "\n  follow " not in told
