"""hisight.cli.passphrase; what is typed at a terminal is seen in test_profile."""

from hisight.cli.passphrase import ask_passphrase


def test_where_nobody_sits_at_a_terminal_nobody_is_asked(monkeypatch):
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    assert ask_passphrase() is None
