import tomllib
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hisight.catalog import published
from hisight.checks import Severity
from hisight.mock.peers import OTHER_KEY
from hisight.scenarios import ScenarioError, load, shipped
from hisight.scenarios.loader import read

STEP = '[[steps]]\nfunction = "NetTest"\n'


def test_shipped_scenarios_can_be_read_and_have_titles_in_both_languages():
    assert {"all-functions", "lapsed-lock", "lock-and-cancel", "pay-and-refund", "register"} <= shipped().keys()
    for name in shipped():
        scenario = load(name, published())
        assert scenario.title.zh
        assert scenario.title.en
    assert [name for name in shipped() if load(name, published()).moves_the_clock] == ["lapsed-lock"]


def test_what_a_step_leaves_out_has_its_usual_value(written):
    (step,) = written(STEP).steps
    assert (step.name, step.function.code, step.expect.return_code) == ("NetTest", "1001", "0")
    assert (step.expect.no_findings, step.pick, step.fault.name) == (Severity.ERROR, None, "")


def test_everything_that_can_be_said_is_read(written):
    scenario = written("""
        title = "一个标题"
        [given]
        ip = "10.0.0.1"
        [[steps]]
        name = "net"
        function = "1001"
        values = { IP = "${ip}" }
        fault = { edits = [["<IP>", "<IP> "]], rule = "elements-keyless", charset = "gbk", wrong_key = true }
        [steps.expect]
        return_code = "*"
        present = ["SYSDATE"]
        equal = { SYSDATE = "${now}" }
        matches = { SYSDATE = ".*" }
        no_findings = ""
        at_most_ms = 1.5
        [[steps]]
        repeat = "net"
        name = "again"
        fault = "wrong-key"
        [[steps]]
        clock = "+2 h"
    """)
    net, again, clock = scenario.steps
    assert scenario.title.zh == scenario.title.en == "一个标题"
    assert (net.fault.rule, net.fault.charset, net.fault.key) == ("elements-keyless", "gbk", OTHER_KEY)
    assert (net.expect.at_most_ms, net.expect.no_findings) == (1.5, None)
    assert (again.repeat, again.function.name, again.fault.name) == ("net", "NetTest", "wrong-key")
    assert (clock.function, clock.clock) == (None, timedelta(hours=2))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "own.toml, steps: there are no steps"),
        ("stepps = []", "own.toml, scenario: stepps is not known. Did you mean steps?"),
        ("steps = [1]", "step 1: should be a section"),
        ("[[steps]]\n", "step 1: function is missing"),
        ('[[steps]]\nfunction = "NetTets"', "step 1 function: there is no function NetTets. Did you mean NetTest?"),
        ("[[steps]]\nfunction = 1001", "step 1 function: should be text"),
        (STEP + STEP, "step 2: there is a step NetTest already"),
        (STEP + "expekt = {}", "step 1: expekt is not known. Did you mean expect?"),
        (STEP + 'values = { I = "1" }', "step 1 (NetTest) values: I is not known."),
        (STEP + "values = { IP = 1 }", "step 1 (NetTest) values IP: should be text"),
        (STEP + 'values = { IP = "${tody}" }', "step 1 (NetTest) values IP: tody is not known. Did you mean today?"),
        (STEP + 'expect = { equal = { SYSDATE = "${lock.X}" } }', "lock is not known"),
        (STEP + 'expect = { present = ["SYSDAT"] }', "expect: SYSDAT is not known. Did you mean SYSDATE?"),
        (STEP + 'expect = { present = "SYSDATE" }', "expect present: should be a list of texts"),
        (STEP + 'expect = { matches = { SYSDATE = "(" } }', "expect matches SYSDATE: no regular expression"),
        (STEP + 'expect = { no_findings = "eror" }', "no_findings: eror is not known. Did you mean error?"),
        (STEP + "expect = { at_most_ms = -1 }", "at_most_ms: should be a number of milliseconds"),
        (STEP + "expect = { at_most_ms = true }", "at_most_ms: should be a number of milliseconds"),
        (STEP + 'pick = { row = "DEPT_LIST" }', "pick row: DEPT_LIST is not known"),
        (STEP + 'fault = "wrong-kee"', "fault: wrong-kee is not known. Did you mean wrong-key?"),
        (STEP + 'fault = "slow-answer"', "fault: slow-answer is not known"),
        (STEP + 'fault = { edits = ["x"] }', "edits: should be a list of [pattern, replacement]"),
        (STEP + 'fault = { edits = [["(", "x"]] }', "edits: no regular expression"),
        (STEP + 'fault = { rule = "x" }', "fault rule: x is not known"),
        (STEP + 'fault = { charset = "x" }', "fault charset: there is no charset x"),
        (STEP + '[[steps]]\nrepeat = "NetTst"', "step 2 repeat: NetTst is not known. Did you mean NetTest?"),
        ('[[steps]]\nclock = "11"', "step 1 clock: write +11 min"),
        ("[given]\nx = 1\n" + STEP, "given x: should be text"),
        ('title = { zg = "x" }\n' + STEP, "title: zg is not known"),
        ("steps = [", "cannot be read"),
    ],
)
def test_a_mistake_is_one_line_with_file_step_entry_and_nearest_name(written, text, said):
    with pytest.raises(ScenarioError) as wrong:
        written(text)
    assert "own.toml" in wrong.value.what.en
    line = f"{wrong.value.what.en} {wrong.value.remedy.en}"
    assert said in line
    assert "\n" not in line


def test_a_name_that_is_no_scenario_is_told_with_the_nearest_one(tmp_path):
    for name, remedy in (("registr", "Did you mean register?"), ("zzz", "There are all-functions")):
        with pytest.raises(ScenarioError) as wrong:
            load(name, published())
        assert wrong.value.remedy.en.startswith(remedy)
    with pytest.raises(ScenarioError, match=r"missing\.toml"):
        load(str(tmp_path / "missing.toml"), published())


def test_shipped_files_say_nothing_twice():
    for path in shipped().values():
        assert tomllib.loads(path.read_text("utf-8"))["title"].keys() == {"zh", "en"}


NAMES = st.sampled_from(
    ["title", "given", "steps", "name", "function", "values", "expect", "pick", "fault", "repeat", "clock", "edits", "row",
     "where", "present", "equal", "matches", "at_most_ms", "no_findings", "IP", "SYSDATE", "charset", "rule"]
)  # fmt: skip
LEAVES = st.one_of(
    st.sampled_from(["NetTest", "2003", "${today}", "${", "(", "+1 s", "", "utf-8"]), st.integers(), st.booleans()
)
ANYTHING = st.recursive(
    LEAVES, lambda inside: st.lists(inside, max_size=3) | st.dictionaries(NAMES, inside, max_size=4)
)


@settings(max_examples=300, deadline=None)
@given(data=st.dictionaries(NAMES, ANYTHING, max_size=4), steps=st.lists(st.dictionaries(NAMES, ANYTHING), max_size=3))
def test_whatever_a_file_says_it_is_a_scenario_or_one_line(data, steps):
    with suppress(ScenarioError):
        read(data | {"steps": steps}, Path("any.toml"), published())
