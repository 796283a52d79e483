"""hisight.cli.session"""

import json

import pytest

from hisight.capture import Exchange, Session, retention
from hisight.cli import main
from hisight.cli.session import limits_of


@pytest.fixture
def file(tmp_path):
    file = tmp_path / "calls.hisight"
    with Session.open(file, create=True) as session:
        session.append(
            [Exchange(b"POST / HTTP/1.1\r\n\r\n", b"x" * number, started=float(number)) for number in range(1, 4)]
        )
    return file


@pytest.fixture
def run(monkeypatch, capsys):
    """Runs the command in this process, and returns exit code, output and complaints."""

    def run(*arguments):
        monkeypatch.setattr("sys.argv", ["hisight", "session", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capsys.readouterr()
        return ended.value.code or 0, out, err

    monkeypatch.setenv("HISIGHT_LANG", "en")
    return run


def test_info_tells_what_a_session_holds(run, file):
    code, out, _ = run("info", file)

    assert code == 0
    assert out.splitlines()[0] in ("3 calls", "调用 3 次")
    assert "  #3  3 B" in out

    contents = json.loads(run("info", file, "--json")[1])
    assert (contents["calls"], contents["biggest"][0], contents["cut"]) == (3, [3, 3], None)


def test_trim_says_what_it_removed(run, file):
    assert "3" in run("trim", file, "--older", "7d", "--dry-run")[1]
    assert "3" in run("trim", file, "--older", "7d")[1]
    with Session.open(file) as session:
        assert session.count() == 0


def test_trim_without_a_limit_is_refused(run, file):
    code, _, err = run("trim", file)
    assert code == 2
    assert "--older" in err


def test_rescue_says_how_many_were_saved(run, file, tmp_path):
    code, out, _ = run("rescue", file, tmp_path / "new.hisight")
    assert code == 0
    assert "3" in out
    with Session.open(tmp_path / "new.hisight") as session:
        assert session.count() == 3


def test_two_options_are_limits():
    assert limits_of("", "") is None
    assert limits_of("7d", "") == retention.Limits(7.0, None)
    assert limits_of("", "1KB") == retention.Limits(None, 1024)
