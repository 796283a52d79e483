"""A report as tables."""

from dataclasses import replace

import pytest
from tests.report.messages import READER, exchange, signing

from hisight.report import tables
from hisight.report.gathering import gather
from hisight.report.trend import Step
from hisight.wording import NOTHING, Words

ALL = (
    tables.summary,
    tables.functions,
    tables.fields,
    tables.rules,
    tables.rules_in_messages,
    tables.rules_across,
    tables.causes,
    tables.steps,
)


@pytest.mark.parametrize("make", ALL)
def test_every_row_has_as_many_cells_as_there_are_columns(demo_report, make):
    table = make(demo_report)
    assert table.title != NOTHING
    assert {len(row) for row in table.rows} <= {len(table.columns)}


def test_rules_are_divided_into_what_one_message_shows_and_what_several_calls_do(demo_report):
    whole, within, across = (make(demo_report).rows for make in ALL[3:6])
    assert sorted(map(str, whole)) == sorted(map(str, (*within, *across)))
    assert {row[0].value[:3] for row in across} == {"SES"}


def test_the_worst_comes_first(demo_report):
    ranks = [row[0].tone for row in tables.rules(demo_report).rows]
    assert ranks == sorted(ranks, key=["error", "warning", "quiet"].index)


def test_functions_that_were_not_called_can_be_left_out(demo_report):
    assert len(tables.functions(demo_report).rows) == 47
    assert len(tables.functions(demo_report, called=True).rows) == 9


def test_of_several_sessions_a_call_is_named_with_its_session(session_of):
    paths = [
        session_of([exchange()], "a.hisight"),
        session_of([exchange(answering=signing(charset="gb18030"))], "b.hisight"),
    ]
    (cause,) = tables.causes(gather(paths, READER)).rows
    assert cause[6].value == "b.hisight #1"


def test_counts_are_told_with_their_codes():
    assert tables.counted({"0": 27, "": 1}) == "0 ×27, – ×1"


def test_a_report_without_calls_says_so(report_of):
    report = report_of([])
    assert tables.functions(report, called=True).empty == Words("没有调用。", "There are no calls.")
    assert tables.span(report.coverage) == ""


def test_a_required_field_that_is_missing_stands_out(demo_report):
    rows = [row for row in tables.fields(demo_report).rows if row[3].value == "IDCARD"]
    assert any(row[7].tone == "error" and row[7].value == 11 for row in rows)


def test_changes_are_told_with_their_shares(demo_report):
    step = Step("worse", "2001 GetDeptInfo", Words("失败", "failures"), (1, 9), (5, 10))
    table = tables.steps(replace(demo_report, steps=(step,), since="before.hisight"))
    assert table.title.en == "Since before.hisight"
    assert [cell.value for cell in table.rows[0][3:]] == ["1/9", "5/10"]
    assert table.rows[0][0].tone == "error"
