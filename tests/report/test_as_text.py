"""The report for a terminal."""

from dataclasses import replace

from tests.report.messages import exchange

from hisight.report.as_text import as_text
from hisight.report.trend import Step
from hisight.wording import Words


def test_it_has_figures_functions_causes_and_what_was_not_called(demo_report):
    lines = as_text(demo_report, "en").splitlines()
    assert lines[0].endswith("9 of 47 functions called; 30 calls, 6 failed, 13 failed or do not conform.")
    assert lines[1] == "conforms 1, warnings 2, errors 6, never succeeded 0, not called 38"
    assert any(line.startswith("2005 LockReg") for line in lines)
    assert any("DEPT_NAME is called DEPARTNAME" in line for line in lines)
    assert lines[-1].startswith("Not called: 1004 GetHosInfo")


def test_columns_stand_below_each_other_in_chinese_too(demo_report):
    lines = as_text(demo_report, "zh").splitlines()
    head = next(line for line in lines if line.startswith("功能"))
    rows = [line for line in lines if line.startswith(("1001", "2001", "2005"))]

    def width(text: str) -> int:
        return len(text.encode("gb18030"))

    assert {width(line) for line in rows} == {width(head)}


def test_a_trend_is_told(demo_report):
    step = Step("worse", "2001 GetDeptInfo", Words("失败", "failures"), (1, 9), (5, 10))
    text = as_text(replace(demo_report, steps=(step,), since="before.hisight"), "en")
    assert "Since before.hisight" in text
    assert "worse   2001 GetDeptInfo  failures  1/9     5/10" in text
    assert "Nothing has changed." in as_text(replace(demo_report, steps=(), since="x"), "en")


def test_without_calls_there_is_not_much_to_say(report_of):
    assert "There are no calls." in as_text(report_of([]), "en")


def test_without_trouble_there_are_no_causes(report_of):
    assert "Causes" not in as_text(report_of([exchange()]), "en")
