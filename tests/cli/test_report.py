"""`hisight report`, as a shell runs it."""

import json
from pathlib import Path

import pytest
from tests.gui import recorded

from hisight.capture import Session
from hisight.protocol import xml

KEY = {"HISIGHT_KEY": "DEMO-KEY-16CHARS"}


@pytest.fixture(scope="module")
def session(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("report") / "recorded.hisight"
    with Session.open(path, create=True) as opened:
        opened.append(recorded.exchanges())
    return path


def test_without_a_file_it_is_printed(hisight, session):
    done = hisight("report", str(session), **KEY)
    assert (done.returncode, done.stderr) == (0, "")
    assert "9 of 47 functions called; 30 calls, 6 failed, 13 failed or do not conform." in done.stdout
    assert "the bytes signed are GBK" in done.stdout
    assert "We have mended 1 of them on our side (SIGN made anew as agreed)" in done.stdout


def test_a_file_is_written_as_its_ending_says(hisight, session, tmp_path):
    for ending in (".html", ".xlsx", ".json", ".xml"):
        path = tmp_path / f"acceptance{ending}"
        done = hisight("report", str(session), "-o", str(path), "--lang", "zh", **KEY)
        assert done.returncode == 0, done.stderr
        assert done.stdout == f"{path}: 30 calls, 13 failed or do not conform.\n"
        assert path.stat().st_size > 1000
    assert "主要原因" in (tmp_path / "acceptance.html").read_text("utf-8")


def test_several_sessions_and_what_changed_since_another(hisight, session, tmp_path):
    path = tmp_path / "acceptance.json"
    arguments = ("report", str(session), str(session), "--since", str(session), "-o", str(path))
    assert hisight(*arguments, **KEY).returncode == 0
    told = json.loads(path.read_text("utf-8"))
    assert (told["calls"], told["since"]) == (60, "recorded.hisight")
    assert told["changes"] == []  # twice the calls, and the same share of each rule


def test_junit_is_xml(hisight, session, tmp_path):
    path = tmp_path / "acceptance.xml"
    hisight("report", str(session), "-o", str(path), **KEY)
    assert len(xml.parse(path.read_text("utf-8"))) == 47


def test_an_ending_that_is_nothing_is_refused_at_once(complains, tmp_path):
    line = complains("report", str(tmp_path / "none.hisight"), "-o", str(tmp_path / "a.pdf"))
    assert ".html" in line


def test_a_session_that_is_not_there_is_named(complains, tmp_path):
    assert "none.hisight" in complains("report", str(tmp_path / "none.hisight"))
