import importlib
import json
import sys
import time
import types

import pytest
import typer
from typer.testing import CliRunner

from hisight import wording
from hisight.capture import Filter, Session
from hisight.cli.demo import demo, has_display
from hisight.demo import Demo
from hisight.errors import HisightError
from hisight.mock import SCRIPT

module = importlib.import_module("hisight.cli.demo")  # `hisight.cli.demo` is the command


def run(*arguments):
    app = typer.Typer()
    app.command()(demo)
    result = CliRunner().invoke(app, arguments)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result.output.splitlines()


@pytest.fixture(scope="module")
def headless(tmp_path_factory):
    """One run through the real proxy, as people start it: its lines, its session, its seconds."""
    folder = tmp_path_factory.mktemp("demo")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("hisight.paths.platformdirs.user_data_path", lambda *_, **__: folder)
        wording.use("en")
        began = time.monotonic()
        lines = run("--headless", "--session", str(folder / "kept.hisight"))
        return lines, folder / "kept.hisight", time.monotonic() - began


def test_thirty_calls_pass_the_real_proxy_in_a_few_seconds(headless):
    lines, _session, seconds = headless
    assert seconds < 20
    assert [line.split()[0] for line in lines[1:-1]] == [str(number) for number in range(1, 31)]
    assert [line.split()[2] for line in lines[1:-1]] == [step.fun_code for step in SCRIPT]


def test_the_columns_stand_under_their_titles(headless):
    heading, first = headless[0][:2]
    for title, value in (("function", "1001 NetTest"), ("code", "0 "), ("sign", "valid"), ("verdict", "Success")):
        assert first.index(value, 15) == heading.index(title)


def test_the_verdicts_name_what_went_wrong_and_on_whose_side(headless):
    lines = headless[0]
    for number, words in {
        3: "The answer of the HIS does not conform: the field DEPARTNAME should be DEPT_NAME",
        13: "The platform's request does not conform: ADDRESS",
        14: "The HIS refused (200505)",
        19: "The platform uses another key",
        24: "The signature of the HIS does not fit",
        25: "The cause is on the platform's side",
        29: "was paid in call 28",
    }.items():
        assert words in lines[number]


def test_the_last_line_says_where_the_session_is_and_what_to_try(headless):
    lines, path, _seconds = headless
    assert "30 calls, 6 failed" in lines[-1]
    assert f"hisight gui {path}" in lines[-1]
    assert "HISIGHT_KEY=DEMO-KEY-16CHARS" in lines[-1]


def test_the_session_keeps_calls_and_what_was_read_in_them(headless):
    with Session.open(headless[1]) as session:
        rows = session.rows(session.ids(Filter()))
    assert len(rows) == 30
    assert all(row.summary and row.origin == "proxy" and row.status == 200 for row in rows)


def test_a_session_that_exists_is_continued_and_json_is_one_object_a_line(headless):
    calls = [json.loads(line) for line in run("--json", "--calls", "2", "--session", str(headless[1]))]
    assert [call["id"] for call in calls] == [31, 32]
    assert [call["function"] for call in calls] == ["NetTest", "GetDeptInfo"]
    assert {call["event"] for call in calls} == {"call"}
    assert all(call["verdict_zh"] and call["signature"] == "valid" for call in calls)


def test_without_a_session_nothing_is_left_behind(headless, monkeypatch):
    made = []
    monkeypatch.setattr(module, "Demo", lambda *args, **options: made.append(Demo(*args, **options)) or made[0])
    lines = run("--headless", "--calls", "1")
    assert "Add --session" in lines[-1]
    assert not made[0].session.parent.exists()


def test_a_proxy_that_does_not_start_is_told_with_its_last_words(monkeypatch):
    program = [sys.executable, "-c", "print('no such option'); raise SystemExit(1)"]
    monkeypatch.setattr(Demo, "arguments", lambda self: program)
    with pytest.raises(HisightError, match="the proxy did not start: no such option"):
        run("--headless")


@pytest.mark.parametrize(
    ("system", "variables", "expected"),
    [
        ("win32", {}, True),
        ("darwin", {}, True),
        ("linux", {}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
    ],
)
def test_a_window_opens_only_where_there_is_a_display(monkeypatch, system, variables, expected):
    monkeypatch.setattr(module, "sys", types.SimpleNamespace(platform=system))
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert has_display() is expected


def test_with_a_display_the_window_gets_the_demo(monkeypatch, tmp_path):
    shown = []
    window = types.ModuleType("hisight.gui.app")
    window.run_demo = lambda demo: shown.append(demo.session) or 0
    monkeypatch.setitem(sys.modules, "hisight.gui.app", window)
    monkeypatch.setitem(sys.modules, "hisight.gui", types.ModuleType("hisight.gui"))
    monkeypatch.setattr(module, "has_display", lambda: True)
    run("--session", str(tmp_path / "kept.hisight"))
    assert shown == [tmp_path / "kept.hisight"]
