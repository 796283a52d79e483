import json
from collections.abc import Iterator

import pytest

from hisight.capture import Session
from hisight.mock import PEERS, HisServer, MockHis
from hisight.mock.clock import Clock
from hisight.protocol import xml


@pytest.fixture
def his() -> Iterator[HisServer]:
    with HisServer(MockHis(PEERS, Clock())) as server:
        yield server


def test_all_shipped_scenarios_pass_and_a_ci_can_show_them(hisight, his, tmp_path):
    report, session = tmp_path / "junit.xml", tmp_path / "run.hisight"
    done = hisight(
        "mock", "platform", "--to", his.origin, "--allow-writes", "--junit", str(report), "--session", str(session)
    )
    assert done.returncode == 0, done
    assert done.stdout.rstrip().endswith("All 6 scenarios passed.")
    assert "✓ patient  1002 CreatePat" in done.stdout
    suites = xml.parse(report.read_text("utf-8"))
    assert {suite.get("failures") for suite in suites} == {"0"}
    with Session.open(session) as opened:
        assert opened.last_id() == sum(int(suite.get("tests")) for suite in suites)
    checked = hisight("check", str(session), HISIGHT_KEY="DEMO-KEY-16CHARS")
    assert checked.returncode == 0


def test_a_failure_is_told_with_its_reason_and_exit_code_1(hisight, his, tmp_path):
    file = tmp_path / "own.toml"
    file.write_text(
        '[given]\ndept = "100"\n[[steps]]\nfunction = "GetDeptInfo"\n'
        'values = { DEPT_ID = "${dept}", PAGE_CURRENT = "1", PAGE_SIZE = "9" }\n[[steps]]\nfunction = "NetTest"\n',
        "utf-8",
    )
    run = ("mock", "platform", "--to", his.url, "--scenario", str(file))
    assert hisight(*run).returncode == 0
    done = hisight(*run, "--set", "dept=999", "--json")
    assert (done.returncode, done.stderr) == (1, "")
    first, second, end = map(json.loads, done.stdout.splitlines())
    assert (first["state"], second["state"], end["failed"]) == ("failed", "skipped", ["own"])
    (failure,) = first["failures"]
    assert (failure["what"], failure["expected"], failure["side"]) == ("RETURN_CODE", "0", "his")
    said = hisight(*run, "--set", "dept=999").stdout
    assert "✗ 2001 GetDeptInfo" in said
    assert "RETURN_CODE: expected 0, found 200101" in said
    assert "1 of 1 scenarios failed: own." in said


def test_nothing_is_sent_that_writes_until_it_is_allowed(complains, his):
    said = complains("mock", "platform", "--to", his.origin, "--scenario", "pay-and-refund")
    assert "3002 opPay" in said
    assert "--allow-writes" in said
    assert not list(his.his.state.patients)


def test_production_must_be_named(complains, hisight, his, tmp_path):
    folder = tmp_path / "hisight"
    folder.mkdir()
    (folder / "profiles.toml").write_text('[real]\nhost = "127.0.0.1"\ntarget = "production"\nkeys = ["env:DEMO"]\n')
    run = ("mock", "platform", "--to", his.origin, "--scenario", "register", "--allow-writes", "--json")
    known = {"DEMO": "DEMO-KEY-16CHARS"}
    done = hisight(*run, **known)
    assert done.returncode == 2
    assert "is production, nothing was sent" in done.stderr
    assert not list(his.his.state.patients)
    assert hisight(*run, "--production", "127.0.0.1", **known).returncode == 0


def test_a_mistake_is_one_line(complains, his, tmp_path):
    run = ("mock", "platform", "--to", his.origin, "--scenario")
    assert "Did you mean register?" in complains(*run, "registr")
    file = tmp_path / "own.toml"
    file.write_text('[[steps]]\nfunction = "NetTets"\n')
    assert "step 1 function: there is no function NetTets. Did you mean NetTest?" in complains(*run, str(file))
    assert "is incomplete" in complains("mock", "platform", "--to", "his-server", "--allow-writes")
    assert "Write NAME=VALUE" in complains(*run, "register", "--allow-writes", "--set", "x")


def test_a_shipped_scenario_is_shown_as_it_stands(hisight, complains):
    shown = hisight("mock", "platform", "--show", "register")
    assert shown.returncode == 0
    assert shown.stdout.startswith("# A scenario")
    assert "is incomplete" in complains("mock", "platform", "--scenario", "register", "--allow-writes")


def test_a_report_that_cannot_be_written_is_one_line(hisight, his, tmp_path):
    own = tmp_path / "own.toml"
    own.write_text('[[steps]]\nfunction = "NetTest"\n')
    done = hisight("mock", "platform", "--to", his.origin, "--scenario", str(own), "--junit", str(tmp_path))
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "cannot write" in done.stderr
