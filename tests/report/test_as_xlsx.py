"""The report as a workbook."""

import io
from dataclasses import replace

import openpyxl
import pytest
from tests.report.messages import exchange

from hisight.report.as_xlsx import as_xlsx
from hisight.report.gathering import Report
from hisight.report.trend import trend


def opened(report: Report, language: str = "en"):
    return openpyxl.load_workbook(io.BytesIO(as_xlsx(report, language)))


def test_each_table_is_a_sheet_in_the_language(demo_report):
    assert opened(demo_report).sheetnames == ["Summary", "Functions", "Fields", "What disagrees", "Causes"]
    assert opened(demo_report, "zh").sheetnames == ["概要", "各功能", "各字段", "不符合之处", "主要原因"]


def test_a_trend_is_one_more_sheet_whatever_the_file_is_called(demo_report):
    steps = tuple(trend(demo_report.coverage, demo_report.coverage))
    book = opened(replace(demo_report, steps=steps, since="a[1]:*?/b" * 9 + ".hisight"))
    assert len(book.sheetnames) == 6


def test_numbers_are_numbers_and_text_is_text(demo_report):
    sheet = opened(demo_report)["Functions"]
    rows = {row[0].value: row for row in sheet.iter_rows(min_row=2)}
    assert len(rows) == 47
    assert rows["2005 LockReg"][3].value == 6
    assert rows["2005 LockReg"][0].data_type == "s"


@pytest.mark.parametrize("name", ["=1+1", "+cmd|' /C calc'!A0", "@SUM(1)", "-2+3", "\t=1", '=HYPERLINK("http://x")'])
def test_nothing_becomes_a_formula(demo_report, name):
    coverage = replace(demo_report.coverage, sessions=(name,))
    sheet = opened(replace(demo_report, coverage=coverage))["Summary"]
    cell = sheet["B3"]
    assert cell.data_type == "s"
    assert cell.value.strip() == name.strip()
    assert cell.quotePrefix


def test_what_excel_forbids_is_left_out(demo_report):
    coverage = replace(demo_report.coverage, sessions=("a\x00\x07b\ufffe" + "x" * 40_000,))
    value = opened(replace(demo_report, coverage=coverage))["Summary"]["B3"].value
    assert value.startswith("abxxx")
    assert len(value) <= 32_767


def test_an_empty_report_is_a_workbook_too(report_of):
    assert opened(report_of([]))["Causes"].max_row == 1


def test_the_head_stays_in_sight_and_can_be_filtered_by(report_of):
    sheet = opened(report_of([exchange()]))["Fields"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref.startswith("A1:K")
