"""Excel files with messages in their cells: a column of requests, one of answers, perhaps one of times, as test teams keep them."""

import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from hisight.capture import Exchange
from hisight.imports.archive import Archive
from hisight.imports.errors import UnreadableFileError
from hisight.imports.format import Losses
from hisight.imports.text.conversation import Entry, Pair
from hisight.imports.text.entries import entries_in_cell, to_exchange
from hisight.imports.text.times import Times
from hisight.wording import Words

NAME = Words("Excel 表格（XLSX）", "Excel (XLSX)")

_LARGEST_CELL = 32_767
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_DOCTYPE = b"<!DOCTYPE"
_CUT_CELL = Words(
    "单元格已满（32,767 个字符），报文可能不完整。",
    "cells are full (32,767 characters): their messages may be cut off.",
)


def recognises(beginning: bytes, path: Path) -> bool:
    """True for a ZIP that holds a workbook."""
    if not beginning.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            return "xl/workbook.xml" in archive.namelist()
    except Exception:  # noqa: BLE001 - whatever it is, it is no workbook
        return False


def exchanges(path: Path, lost: Losses) -> Iterator[Exchange]:
    """The calls in the workbook, sheet by sheet and row by row. Raises UnreadableFileError when it is damaged or a bomb."""
    from openpyxl import load_workbook  # type: ignore[import-untyped] # takes 200 ms, which no other format needs

    _require_harmless(path)
    times = Times(datetime.fromtimestamp(path.stat().st_mtime))
    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except Exception as error:  # noqa: BLE001 - a library's, of any kind, for a file that anybody made
        raise _damaged(path, error) from None
    try:
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # what the file says of its size may be wrong
            yield from _rows(sheet.iter_rows(values_only=True), times, lost)
    except UnreadableFileError:
        raise
    except Exception as error:  # noqa: BLE001 - likewise
        raise _damaged(path, error) from None
    finally:
        book.close()


def _require_harmless(path: Path) -> None:
    """Excel writes no document type declarations: where one is, entities are to be expanded or fetched."""
    with Archive(path) as archive:
        for name in archive.names:
            if name.endswith((".xml", ".rels")) and _DOCTYPE in archive.read(name).replace(b"\0", b""):
                raise archive.unreadable(Words(f"{name} 中有 DOCTYPE", f"there is a DOCTYPE in {name}"))


def _rows(rows: Iterator[Sequence[object]], times: Times, lost: Losses) -> Iterator[Exchange]:
    waiting: Pair | None = None
    for row in rows:
        entries = list(_entries(row, times, lost))
        for entry in entries:
            # A request begins a call; its answer stands beside it, or below.
            if waiting is None:
                waiting = Pair()
            if (waiting.answer if entry.is_answer else waiting.request or waiting.answer) is not None:
                yield to_exchange(waiting, lost)
                waiting = Pair()
            if entry.is_answer:
                waiting.answer = entry
            else:
                waiting.request = entry
    if waiting is not None:
        yield to_exchange(waiting, lost)


def _entries(row: Sequence[object], times: Times, lost: Losses) -> Iterator[Entry]:
    """The messages in the cells of a row, requests first; times and addresses may stand in cells of their own."""
    around = " ".join(_shown(cell) for cell in row if cell is not None and not (isinstance(cell, str) and "<" in cell))
    found: list[Entry] = []
    for cell in row:
        if isinstance(cell, str) and len(cell) > 20:
            if len(cell) >= _LARGEST_CELL:
                lost.append(_CUT_CELL)
            text = _ESCAPE.sub(lambda escape: chr(int(escape[1], 16)), cell)
            found += entries_in_cell(text, around, times, lost)
    yield from sorted(found, key=lambda entry: entry.is_answer)


def _shown(cell: object) -> str:
    return cell.isoformat(" ") if isinstance(cell, datetime) else str(cell)[:500]


def _damaged(path: Path, error: Exception) -> UnreadableFileError:
    return UnreadableFileError(
        Words(f"{path} 不是完整的 Excel 文件（{error}）。", f"{path} is no whole Excel file ({error})."),
        Words("请在 Excel 中另存一次。", "Save it once more with Excel."),
    )
