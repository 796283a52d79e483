import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.export.formats.pieces import joined

from hisight.export.formats import Order
from hisight.export.formats import csv as format_csv
from hisight.export.formats.csv import harmless
from hisight.export.formats.table import COLUMNS


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "＝1", "|cmd", "-"]
)
def test_what_could_begin_a_formula_has_an_apostrophe_before_it(cell):
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["-1", "-12.5", "0", "abc", "", "李望舒", "a=b", "2026-11-26"])
def test_what_cannot_stays_as_it_is(cell):
    assert harmless(cell) == cell


@given(st.text())
def test_no_cell_begins_as_a_formula_does(text):
    made = harmless(text)
    assert not made.startswith(("=", "+", "@", "\t", "\r"))
    assert not made.startswith("-") or made[1:2].isdecimal()


def test_a_program_reads_the_lines_and_excel_sees_that_they_are_utf_8(evidence, exchange, about):
    data = joined(format_csv.make([evidence(exchange(said='=cmd|" /C calc"!A0\r\n"x"'))], about))["calls.csv"]
    assert data.startswith(b"\xef\xbb\xbf")
    header, line = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    assert header == [column.title.en for column in COLUMNS]
    cells = dict(zip(header, line, strict=True))
    assert cells["Message"].startswith("'=cmd|")
    assert cells["Time"].endswith(".250")
    assert cells["HTTP status"] == "200"


def test_it_leaves_scrubbed(session, exchange, reader, tmp_path):
    file = tmp_path / "out.csv"
    result = format_csv.FORMAT.write(file, Order(session(exchange(), exchange("none")), [2, 1], reader, language="zh"))
    text = file.read_text("utf-8-sig")
    assert result.calls == 2
    assert text.startswith("编号,时间")
    assert "李望舒" not in text
    assert "P00071234" not in text
