"""`hisight check`, as a shell runs it."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from tests.gui import recorded

from hisight.capture import Session
from hisight.protocol import xml

KEY = {"HISIGHT_KEY": "DEMO-KEY-16CHARS"}


@pytest.fixture(scope="module")
def session(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("check") / "recorded.hisight"
    with Session.open(path, create=True) as opened:
        opened.append(recorded.exchanges())
    return path


def test_findings_stand_below_their_calls_and_the_counts_behind_them(hisight, session):
    done = hisight("check", str(session), **KEY)
    lines = done.stdout.splitlines()
    assert (done.returncode, done.stderr) == (0, "")
    assert lines[-1] == "30 calls, 6 failed; errors: 25, warnings: 4, notes: 5."
    call = next(number for number, line in enumerate(lines) if line.startswith("#25  2007 OrderReg  "))
    assert "SES008 sent-twice  request" in lines[call + 1]
    assert "succeeded in call 24" in lines[call + 1]
    assert not any(line.startswith("#1 ") for line in lines)


def test_one_mistake_made_many_times_is_one_line(hisight, session):
    lines = hisight("check", str(session), **KEY).stdout.splitlines()
    (line,) = (line for line in lines if "FLD003" in line)
    assert "RES/DEPT_LIST[1]/DEPARTNAME and 8 more" in line


def test_json_has_every_call_and_then_the_counts(hisight, session):
    *calls, end = map(json.loads, hisight("check", str(session), "--json", **KEY).stdout.splitlines())
    assert [call["id"] for call in calls] == list(range(1, 31))
    assert end == {"event": "end", "calls": 30, "failed": 6, "error": 25, "warning": 4, "note": 5}
    finding, _refusal = calls[24]["findings"]
    assert (finding["name"], finding["direction"], finding["calls"]) == ("sent-twice", "request", [24])


@pytest.mark.parametrize(("options", "code"), [((), 0), (("--fail-on", "error"), 1), (("--fail-on", "warning"), 1)])
def test_a_script_may_fail_on_what_is_found(hisight, session, options, code):
    assert hisight("check", str(session), *options, **KEY).returncode == code


def test_a_good_session_fails_nothing_and_says_only_its_counts(hisight, tmp_path):
    path = tmp_path / "good.hisight"
    with Session.open(path, create=True) as opened:
        opened.append(recorded.exchanges()[:2])
    done = hisight("check", str(path), "--fail-on", "warning", **KEY)
    assert (done.returncode, done.stdout) == (0, "2 calls, 0 failed; errors: 0, warnings: 0, notes: 0.\n")


def test_what_is_no_business_call_is_counted_too(hisight, tmp_path):
    path = tmp_path / "wsdl.hisight"
    with Session.open(path, create=True) as opened:
        opened.append([recorded.Exchange(b"GET /his?wsdl HTTP/1.1\r\n\r\n", b"")])
    *_, end = hisight("check", str(path), "--json").stdout.splitlines()
    assert json.loads(end)["calls"] == 1


def test_a_session_that_is_not_there_is_one_line(complains, tmp_path):
    assert "there is no session file" in complains("check", str(tmp_path / "none.hisight"))


def test_it_runs_where_neither_qt_nor_mitmproxy_is_installed(session, tmp_path):
    block = "import sys\nfor name in ('PySide6', 'shiboken6', 'mitmproxy'): sys.modules[name] = None\n"
    program = f"{block}sys.argv = ['hisight', 'check', {str(session)!r}]\nfrom hisight.cli import main; main()"
    environment = {**os.environ, **KEY, "LANG": "en_US.UTF-8", "PYTHONUTF8": "1", "XDG_DATA_HOME": str(tmp_path)}
    for name in ("LC_ALL", "LC_MESSAGES"):
        environment.pop(name, None)
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, encoding="utf-8", env=environment, timeout=60, check=False
    )
    assert done.stderr == ""
    assert done.stdout.splitlines()[-1].startswith("30 calls")


def test_a_recording_that_was_cut_off_is_told(hisight, tmp_path):
    file = tmp_path / "cut.hisight"
    with Session.open(file, create=True) as session:
        session.record([], 2)
        with session.connection(writing=True) as connection:
            connection.execute("UPDATE recording SET process = 2147483646")

    assert "2 calls under way then are not here" in hisight("check", str(file)).stdout
    assert json.loads(hisight("check", str(file), "--json").stdout)["cut"]["under_way"] == 2


def test_several_sessions_are_told_apart_and_counted_together(hisight, session):
    lines = hisight("check", str(session), str(session), **KEY).stdout.splitlines()
    assert [line for line in lines if line.startswith("==")] == ["== recorded.hisight"] * 2
    assert lines[-1] == "60 calls, 12 failed; errors: 50, warnings: 8, notes: 10."
    calls = [
        json.loads(line) for line in hisight("check", str(session), str(session), "--json", **KEY).stdout.splitlines()
    ]
    assert [call["session"] for call in calls[:-1]] == ["recorded.hisight"] * 60


@pytest.mark.parametrize(("limit", "failures"), [("error", "1"), ("warning", "2")])
def test_a_ci_gets_junit_xml_and_an_exit_code(hisight, session, tmp_path, limit, failures):
    path = tmp_path / "junit.xml"
    done = hisight("check", str(session), "--junit", str(path), "--fail-on", limit, **KEY)
    assert done.returncode == 1
    order = next(suite for suite in xml.parse(path.read_text("utf-8")) if suite.get("name").startswith("2007"))
    assert order.get("failures") == failures


def test_junit_alone_fails_nothing(hisight, session, tmp_path):
    assert hisight("check", str(session), "--junit", str(tmp_path / "junit.xml"), **KEY).returncode == 0


def test_a_large_session_is_read_by_several_processes_with_the_same_result(hisight, tmp_path):
    path = tmp_path / "large.hisight"
    with Session.open(path, create=True) as opened:
        for turn in range(21):
            opened.append([replace(one, id=0, started=one.started + 100 * turn) for one in recorded.exchanges()])
    lines = hisight("check", str(path), **KEY).stdout.splitlines()
    assert lines[-1].startswith("630 calls, ")
    assert sum("SES008 sent-twice" in line for line in lines) > 21  # across the pieces, too
