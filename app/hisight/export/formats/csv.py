"""The list of calls as CSV, with a mark by which Excel knows that it is UTF-8 (RFC 4180)."""

import csv
import io
import re
from collections.abc import Generator, Iterable, Sequence
from datetime import datetime

from hisight.export.evidence import Evidence
from hisight.export.formats.format import About, Format, Piece, as_file, facts_of
from hisight.export.formats.table import COLUMNS, Cell, cells, line_of
from hisight.wording import Words

_FORMULA = tuple("=+-@\t\r\n＝＋－＠|%")
_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,15})?")


def make(calls: Iterable[Evidence], about: About) -> Generator[Piece, None, None]:
    """A table with a line for each of `calls`."""
    header = _line([column.title.in_(about.language) for column in COLUMNS])
    yield Piece("calls.csv", header.encode("utf-8-sig"), facts=header)
    for call in calls:
        line = cells(line_of(call, about))
        numbers = "\n".join(_written(cell) for cell in line if not isinstance(cell, str))
        yield Piece("calls.csv", _line(line).encode("utf-8", "replace"), facts=f"{facts_of(call)}\n{numbers}")


def _line(line: Sequence[Cell]) -> str:
    file = io.StringIO()
    csv.writer(file, lineterminator="\r\n").writerow([_written(cell) for cell in line])
    return file.getvalue()


def harmless(text: str) -> str:
    """`text` as a cell that no spreadsheet takes for a formula: an apostrophe stands before what could begin one.

    A plain negative number, as RETURN_CODE often is, computes nothing and stays as it is.
    """
    text = text.replace("\0", "")
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) and not _NUMBER.fullmatch(text) else text


def _written(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "milliseconds")
    return harmless(cell) if isinstance(cell, str) else "" if cell is None else str(cell)


FORMAT = Format(
    "csv",
    ".csv",
    Words("CSV 列表", "CSV of the list"),
    Words(
        "调用列表，每个调用一行，含业务主键；任何表格软件和脚本都能读。",
        "The list, a line for each call, with its business keys; any spreadsheet or script reads it.",
    ),
    as_file(make),
)
