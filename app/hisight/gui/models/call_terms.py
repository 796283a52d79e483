"""What a cell of the call list is in the language of the filter: a name and a value."""

from collections.abc import Callable, Mapping

from hisight.capture import Row, Summary, split_url
from hisight.gui.models.call_columns import Column

_SIGNATURES = {"valid": "ok", "valid-with-deviation": "differs", "": "none"}


def term_of(column: Column, row: Row, shown: str) -> tuple[str, str]:
    """The name that `column` stands for in a filter, and its value in `row`; `shown` is the text in the cell.

    Both are empty where there is nothing to filter by.
    """
    if column.field:
        return (column.field, shown) if shown else ("", "")
    of_row, of_summary = _OF_ROW.get(column.key), _OF_SUMMARY.get(column.key)
    if of_row:
        return of_row(row)
    return of_summary(row.summary) if of_summary and row.summary else ("", "")


def _code(row: Row) -> tuple[str, str]:
    if row.summary and row.summary.return_code:
        return "code", row.summary.return_code
    return "status", str(row.status)


def _named(name: str, value: str) -> tuple[str, str]:
    return (name, value) if value else ("", "")


_OF_ROW: Mapping[str, Callable[[Row], tuple[str, str]]] = {
    "number": lambda row: ("mark", str(row.colour)),
    "code": _code,
    "target": lambda row: _named("host", split_url(row.url).netloc),
    "comment": lambda row: _named("comment", row.comment),
}
_OF_SUMMARY: Mapping[str, Callable[[Summary], tuple[str, str]]] = {
    "function": lambda summary: _named("fun", summary.fun_code or summary.function),
    "sign": lambda summary: ("sign", _SIGNATURES.get(summary.signature, summary.signature)),
    "findings": lambda summary: ("sev", summary.severity or "none"),
    "user": lambda summary: _named("user", summary.user_id),
    "hospital": lambda summary: _named("hospital", summary.hospital_id),
    "message": lambda summary: _named("RETURN_MSG", summary.return_msg),
}
