import pytest

from hisight.catalog import Field
from hisight.reading.lines import Line
from hisight.replay.breaking import FAULTS, break_field, faults_of, misspelled


def field(name: str = "F", **facts) -> Field:
    given = {"parent": "REQ", "type": "String", "length": None, "required": True, "description": "", "place": "REQ"}
    return Field(name, **(given | facts))


def line(value: str, *, name: str = "F", codes=None, kind="value", **facts) -> Line:
    return Line(f"REQ/{name}", name, kind, value, field=field(name, **facts), codes=codes)


@pytest.mark.parametrize(
    ("fault", "of", "comes"),
    [
        ("left-out", line("1"), "<REQ></REQ>"),
        ("empty", line("1"), "<REQ><F></F></REQ>"),
        ("too-long", line("ab", length=5), "<REQ><F>ababab</F></REQ>"),
        ("too-long", line("", length=2), "<REQ><F>111</F></REQ>"),
        ("wrong-code", line("1", codes={"1": "a", "9": "b"}), "<REQ><F>10</F></REQ>"),
        ("wrong-date", line("2026-11-05", format="YYYY-MM-DD"), "<REQ><F>2026/11/05</F></REQ>"),
        ("wrong-date", line("20261105", format="YYYYMMDD"), "<REQ><F>2026-11-05</F></REQ>"),
        ("wrong-date", line("", format="YYYY-MM-DD"), "<REQ><F>2026/13/32</F></REQ>"),
        ("not-a-number", line("25", type="Int"), "<REQ><F>25元</F></REQ>"),
        ("misspelled", line("1", name="DEPT_NAME"), "<REQ><DEPTNAME>1</DEPTNAME></REQ>"),
        ("mojibake", line("张三"), "<REQ><F>寮犱笁</F></REQ>"),
    ],
)
def test_each_fault_makes_the_field_wrong_and_nothing_else(fault, of, comes):
    assert fault in faults_of(of) or (fault, of.value) in (("empty", ""), ("too-long", ""))
    assert break_field(f"<REQ><{of.name}>{of.value}</{of.name}></REQ>", of, fault) == comes


def test_only_what_would_be_wrong_is_offered():
    assert faults_of(line("1", type="Int", length=3)) == ["left-out", "empty", "too-long", "not-a-number", "misspelled"]
    assert faults_of(line("", codes={"1": "a"})) == ["left-out", "wrong-code", "misspelled"]
    assert faults_of(line("", kind="group")) == ["left-out", "misspelled"]
    assert faults_of(line("", kind="missing")) == faults_of(Line("REQ", "REQ", "group")) == []
    assert faults_of(Line("ROOT/SIGN", "SIGN", "envelope", "1")) == []
    unknown = faults_of(Line("REQ/X", "X", "unknown", "1"))
    assert unknown == ["left-out", "empty", "misspelled"]
    assert set(unknown) < set(FAULTS)


@pytest.mark.parametrize(("name", "wrong"), [("DEPT_ID", "DEPTID"), ("SEX", "SXE"), ("AA", "AAA"), ("_A", "A_")])
def test_a_name_is_misspelled_as_people_do(name, wrong):
    assert misspelled(name) == wrong
