"""What `hisight export` would let leave of patients, shown before anything is written."""

import json
from collections.abc import Sequence

import typer

from hisight.capture import Session
from hisight.cli.progress import ProgressLine
from hisight.columns import padded, width
from hisight.export.departure import Departure
from hisight.privacy import KINDS, TREATMENTS, LeavingField, Policy, preview
from hisight.reading import Reader
from hisight.wording import Words

_HEAD = (
    Words("字段", "field"),
    Words("内容", "what it is"),
    Words("个数", "values"),
    Words("处理", "treatment"),
    Words("例如", "such as"),
)


def show_preview(session: Session, ids: Sequence[int], reader: Reader, policy: Policy, *, as_json: bool) -> None:
    """Print a line for each field with patient values in the calls `ids`, and what `policy` makes of them."""
    progress = ProgressLine(Words("正在查找患者信息", "looking for patient values"))
    try:
        values = Departure(session, ids, reader, policy, progress=lambda done, of: progress(done, of // 2)).values
    finally:
        progress.end()
    fields = preview(values, policy)
    if as_json:
        typer.echo(json.dumps([_told(field) for field in fields], ensure_ascii=False, indent=2))
    elif not fields:
        typer.echo(Words("没有发现患者信息。", "No patient values were found."))
    else:
        table = [[str(words) for words in _HEAD], *map(_row, fields)]
        widths = [max(width(row[column]) for row in table) for column in range(len(_HEAD))]
        for row in table:
            cells = (padded(cell, columns) for cell, columns in zip(row, widths, strict=True))
            typer.echo("  ".join(cells).rstrip())


def _row(field: LeavingField) -> list[str]:
    example = f"{field.example.text} → {field.becomes}" if field.treatment != "keep" else field.example.text
    return [field.name, str(KINDS[field.kind]), f"{field.count:,}", str(TREATMENTS[field.treatment]), example]


def _told(field: LeavingField) -> dict[str, object]:
    return {
        "field": field.name,
        "kind": field.kind,
        "values": field.count,
        "treatment": field.treatment,
        "example": field.example.text,
        "becomes": field.becomes,
        "found": field.example.place,
    }
