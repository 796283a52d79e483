"""The list of calls as a workbook: header frozen, a filter on every column, and no text that could be a formula."""

import io
import re
from collections.abc import Generator, Iterable
from contextlib import closing
from datetime import datetime
from typing import Any

from hisight.errors import HisightError
from hisight.export.evidence import Evidence
from hisight.export.formats.format import About, Format, Piece, as_file, facts_of
from hisight.export.formats.table import COLUMNS, Cell, cells, line_of
from hisight.wording import Words

_MOST_ROWS = 1_048_576
_LONGEST = 32_767
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 has no character for (2.2)."""


def make(calls: Iterable[Evidence], about: About) -> Generator[Piece, None, None]:
    """A workbook with one sheet and a row for each of `calls`, shown one by one. Raises HisightError when they are too many for it."""
    from openpyxl import Workbook  # type: ignore[import-untyped] # takes 200 ms, which no other format needs
    from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]

    book = Workbook(write_only=True)
    book.properties.creator = "HISight"
    book.properties.description = about.note
    sheet = book.create_sheet(Words("调用", "Calls").in_(about.language))
    sheet.freeze_panes = "B2"
    for number, column in enumerate(COLUMNS, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    sheet.append([_header(sheet, column.title.in_(about.language)) for column in COLUMNS])
    with closing(sheet):  # whatever happens on the way: half a sheet complains when it is thrown away
        rows = 1
        for call in calls:
            line = cells(line_of(call, about))
            sheet.append([_cell(sheet, cell) for cell in line])
            shown = "\n".join(cell for cell in line if isinstance(cell, str))
            yield Piece("calls.xlsx", b"", shown.encode("utf-8", "replace"), facts_of(call))
            rows += 1
            if rows == _MOST_ROWS:
                raise _too_many()
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{rows}"
    file = io.BytesIO()
    book.save(file)
    yield Piece("calls.xlsx", file.getvalue(), shown=b"")  # each row of it was shown


def _header(sheet: Any, title: str) -> Any:  # noqa: ANN401 - openpyxl has no types
    from openpyxl.styles import Font  # type: ignore[import-untyped]

    cell = _cell(sheet, title)
    cell.font = Font(bold=True)
    return cell


def _cell(sheet: Any, value: Cell) -> Any:  # noqa: ANN401 - openpyxl has no types
    """A cell of `sheet`. A text is always that, even one that begins with `=`, and stays so when somebody edits the cell."""
    from openpyxl.cell import WriteOnlyCell  # type: ignore[import-untyped]

    if not isinstance(value, str):
        cell = WriteOnlyCell(sheet, value)
        if isinstance(value, datetime):
            cell.number_format = "yyyy-mm-dd hh:mm:ss.000"
        return cell
    text = _FORBIDDEN.sub("\ufffd", value)
    cell = WriteOnlyCell(sheet, text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…")
    cell.data_type = "s"
    if text.startswith(("=", "+", "-", "@")):
        cell.quotePrefix = True
    return cell


def _too_many() -> HisightError:
    return HisightError(
        Words("一个工作表放不下这么多调用。", "a sheet does not hold so many calls."),
        Words("请用 --format csv，或少选一些。", "Use --format csv, or choose fewer."),
    )


FORMAT = Format(
    "xlsx",
    ".xlsx",
    Words("Excel 列表", "Excel list"),
    Words(
        "调用列表，每个调用一行，可筛选；不含可执行的公式。",
        "The list, a row for each call, ready to be filtered; nothing in it is a formula.",
    ),
    as_file(make),
)
