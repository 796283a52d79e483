"""The report as a workbook: a sheet for each table. Text stays text, whatever a peer has sent: nothing becomes a formula."""

import io
import re
from collections.abc import Sequence
from typing import Any

import openpyxl  # type: ignore[import-untyped]

from hisight.report import tables
from hisight.report.gathering import Report
from hisight.report.tables import Cell, Table
from hisight.wording import Language, Words

_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NO_NAME = re.compile(r"[\[\]:*?/\\]")
_WIDEST = 60
_LONGEST = 32_000  # characters that Excel takes in a cell, and a little room
_COLOURS = {"error": "B3261E", "warning": "8A5A00", "fine": "1C6B3C", "quiet": "586474", "": "1B2430"}
_HEAD = openpyxl.styles.PatternFill("solid", fgColor="E8EDF3")
_letter = openpyxl.utils.get_column_letter
_WRAPPED = openpyxl.styles.Alignment(wrap_text=True, vertical="top")


def as_xlsx(report: Report, language: Language) -> bytes:
    """The workbook in `language`."""
    book = openpyxl.Workbook(write_only=True)
    shown = [
        tables.summary(report),
        tables.functions(report),
        tables.fields(report),
        tables.rules(report),
        tables.causes(report),
        *([tables.steps(report)] if report.steps is not None else []),
    ]
    for table in shown:
        _write(book.create_sheet(_NO_NAME.sub(" ", table.title.in_(language))[:31]), table, language)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def _write(sheet: Any, table: Table, language: Language) -> None:  # noqa: ANN401 - openpyxl has no types
    texts = [[name.in_(language) for name in table.columns]]
    texts += [[_text(cell, language) for cell in row] for row in table.rows]
    for place, width in enumerate(_widths(texts), start=1):
        sheet.column_dimensions[_letter(place)].width = width
    sheet.freeze_panes = "A2"
    sheet.append([_cell(sheet, name, Cell(name), head=True) for name in texts[0]])
    for row, shown in zip(table.rows, texts[1:], strict=True):
        sheet.append([_cell(sheet, text, cell) for text, cell in zip(shown, row, strict=True)])
    if table.rows:
        sheet.auto_filter.ref = f"A1:{_letter(len(table.columns))}{len(table.rows) + 1}"


def _cell(sheet: Any, text: str, cell: Cell, *, head: bool = False) -> Any:  # noqa: ANN401 - likewise
    if isinstance(cell.value, (int, float)):
        made = openpyxl.cell.WriteOnlyCell(sheet, cell.value)
    else:
        made = openpyxl.cell.WriteOnlyCell(sheet, text)
        made.data_type = "s"  # openpyxl takes what begins with = for a formula
        made.quotePrefix = text.startswith(_FORMULA)  # and so would whoever edits the cell
    made.font = openpyxl.styles.Font(bold=head, color=_COLOURS[cell.tone])
    made.alignment = _WRAPPED
    if head:
        made.fill = _HEAD
    return made


def _text(cell: Cell, language: Language) -> str:
    value = cell.value
    text = value.in_(language) if isinstance(value, Words) else str(value)
    return _FORBIDDEN.sub("", text)[:_LONGEST]


def _widths(rows: Sequence[Sequence[str]]) -> list[float]:
    """How wide each column is, in characters; a Chinese one takes two."""
    return [
        min(_WIDEST, 3 + max(len(text.encode("gb18030", "replace")) for text in column))
        for column in zip(*rows, strict=True)
    ]
