"""hisight.cli itself: what holds for every command"""

import pytest

COMMANDS = ("gui", "capture", "demo", "inspect", "verify", "replay", "export", "catalog", "rule", "profile")


def test_the_help_says_what_happens_without_a_command_and_where_a_key_goes(hisight):
    text = hisight("--help").stdout
    assert "Without a command it opens the window." in text
    assert "HISIGHT_KEY" in text
    assert all(f"\n  {command} " in text for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_without_options_that_only_undo(hisight, command):
    done = hisight(command, "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert "--no-" not in done.stdout


@pytest.mark.parametrize("command", ["capture", "replay", "export"])
def test_where_a_profile_may_be_named_the_help_says_what_serves_without_one(hisight, command):
    assert "HISIGHT_KEY" in hisight(command, "--help").stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [(["nonsense"], "No such command 'nonsense'. See: "), (["--nonsense"], "No such option: --nonsense")],
)
def test_what_is_no_command_is_one_line(complains, arguments, words):
    assert words in complains(*arguments)


def test_the_version_is_told(hisight):
    assert hisight("--version").stdout.startswith("hisight 0.")
