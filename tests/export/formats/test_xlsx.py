import io
from datetime import datetime

import openpyxl
import pytest
from tests.export.formats.pieces import joined, shown

from hisight.errors import HisightError
from hisight.export.formats import Order, xlsx
from hisight.export.formats.table import COLUMNS


@pytest.fixture
def sheet(evidence, exchange, about):
    def make(**more):
        made = joined(xlsx.make([evidence(exchange(**more))], about))
        return openpyxl.load_workbook(io.BytesIO(made["calls.xlsx"])).active

    return make


def value(sheet, title: str):
    place = [column.title.en for column in COLUMNS].index(title) + 1
    return sheet.cell(2, place)


def test_header_filter_and_widths_are_there(sheet):
    made = sheet()
    assert [cell.value for cell in made[1]] == [column.title.en for column in COLUMNS]
    assert made[1][0].font.bold
    assert made.freeze_panes == "B2"
    assert made.auto_filter.ref == f"A1:{made.cell(1, len(COLUMNS)).column_letter}2"
    assert made.column_dimensions["A"].width == COLUMNS[0].width


def test_numbers_are_numbers_moments_are_moments_and_codes_are_text(sheet):
    made = sheet()
    assert value(made, "Number").value == 42
    assert value(made, "ms").value == 182.4
    moment = value(made, "Time").value
    assert abs((moment - datetime.fromtimestamp(1_795_000_000.25)).total_seconds()) < 0.001
    assert (value(made, "Return code").value, value(made, "Return code").data_type) == ("0", "s")
    assert value(made, "patient").value == "P00071234"


@pytest.mark.parametrize("said", ["=HYPERLINK(0)", "+1", "-1", "@SUM(A1)"])
def test_no_text_is_a_formula(sheet, said):
    cell = value(sheet(said=said), "Message")
    assert (cell.value, cell.data_type, cell.quotePrefix) == (said, "s", True)


def test_what_a_sheet_cannot_hold_is_cut_or_replaced(sheet):
    made = sheet(url="http://his/" + "x" * 40_000, error="a\x00\x0bb")
    assert len(value(made, "URL").value) == 32_767
    assert value(made, "Network error").value == "a��b"


def test_more_calls_than_a_sheet_has_rows_are_refused(sheet, monkeypatch):
    monkeypatch.setattr(xlsx, "_MOST_ROWS", 2)
    with pytest.raises(HisightError, match="--format csv"):
        sheet()


def test_it_leaves_scrubbed_and_is_looked_over_unpacked(session, exchange, reader, tmp_path, evidence, about):
    assert "李望舒，成功" in shown(xlsx.make([evidence(exchange())], about))
    file = tmp_path / "out.xlsx"
    xlsx.FORMAT.write(file, Order(session(exchange()), [1], reader))
    cells = [str(cell.value) for row in openpyxl.load_workbook(file).active for cell in row]
    assert not any("李望舒" in cell or "P00071234" in cell for cell in cells)
    assert [path.name for path in tmp_path.iterdir() if path.name.endswith(".part")] == []
