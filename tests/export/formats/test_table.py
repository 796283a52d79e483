from dataclasses import replace
from datetime import datetime

import pytest

from hisight.export.files import Note
from hisight.export.formats.table import COLUMNS, cells, line_of
from hisight.wording import Words


@pytest.fixture
def row(evidence, exchange, about):
    """The cells of a call by the English titles of their columns."""

    def of(language="en", call=None, **more):
        told = replace(about, language=language, notes={42: Note(3, "look here")})
        found = cells(line_of(call or evidence(exchange(**more)), told))
        return {column.title.en: cell for column, cell in zip(COLUMNS, found, strict=True)}

    return of


def test_a_line_has_what_the_list_shows(row):
    line = row(parent=7)
    assert line["Number"] == 42
    assert line["Time"] == datetime.fromtimestamp(1_795_000_000.25)
    assert (line["FUN_CODE"], line["Function"], line["Return code"], line["HTTP status"]) == (
        "1002",
        "CreatePat",
        "0",
        200,
    )
    assert (line["Signature"], line["Worst"], line["ms"], line["Replay of"]) == ("right", "error", 182.4, 7)
    assert (line["Target"], line["User"], line["Hospital"]) == ("his.example:8080", "0001", "SL01")


def test_a_line_has_its_business_keys(row):
    assert row()["patient"] == "P00071234"
    assert row()["receipt"] == ""


def test_it_speaks_chinese(row):
    assert row("zh")["Signature"] == "正确"
    assert row("zh")["Worst"] == "错误"
    assert (row("zh")["Effect"], row()["Effect"]) == ("改变数据", "changes data")


def test_of_a_side_that_stays_at_home_there_are_no_keys_and_texts_are_cleaned(row, evidence, exchange):
    call = evidence(
        exchange(),
        left_out={"response": Words("无法", "cannot be read")},
        clean=lambda text: text.replace("李望舒", "●●●"),
    )
    line = row(call=call)
    assert line["patient"] == ""
    assert line["Message"] == "●●●，成功"
    assert line["Left out"] == "cannot be read"


def test_a_call_without_answer_has_no_status(row, exchange):
    line = row(response_head=b"", response_body=b"", error="timeout")
    assert (line["HTTP status"], line["Network error"], line["Return code"]) == (None, "timeout", "")


def test_what_is_no_call_of_the_interface_is_a_line_too(row, evidence, exchange):
    line = row(call=evidence(replace(exchange(), request_body=b"", response_body=b"")))
    assert (line["Signature"], line["FUN_CODE"]) == ("", "")


def test_what_the_engineer_noted_goes_along(row):
    assert (row()["Mark"], row()["Comment"]) == (3, "look here")
