"""What a value means: the code in its table, yuan beside fen, the weekday of a date, the text of a return code."""

import re
from datetime import date
from decimal import Decimal

from hisight.catalog import Catalog, Field, Function
from hisight.wording import NOTHING, Words

_WEEKDAYS = (
    Words("周一", "Monday"),
    Words("周二", "Tuesday"),
    Words("周三", "Wednesday"),
    Words("周四", "Thursday"),
    Words("周五", "Friday"),
    Words("周六", "Saturday"),
    Words("周日", "Sunday"),
)
_DAY = re.compile(r"(\d{4})[-/]?(\d{2})[-/]?(\d{2})(?!\d)", re.ASCII)
_FEN = re.compile(r"[+-]?\d{1,15}", re.ASCII)


def of_value(value: str, field: Field | None, catalog: Catalog) -> Words:
    """What `value` of `field` means beyond its characters; empty when there is nothing to add."""
    value = value.strip()
    if field is None or not value:
        return NOTHING
    codes = catalog.codes_of(field)
    if codes is not None:
        return _same(codes.get(value, ""))
    if field.unit == "fen":
        return _yuan(value)
    if field.format.startswith("YYYY") and "BIRTH" not in field.name:
        return _weekday(value)
    return NOTHING


def of_envelope(name: str, value: str, function: Function | None, catalog: Catalog) -> Words:
    """What a value of ROOT means: the title of FUN_CODE, the text of RETURN_CODE; empty for the others."""
    if name == "FUN_CODE":
        called = catalog.function(value) or function
        return _same(called.title if called else "")
    if name == "RETURN_CODE":
        return _same(catalog.meaning_of_return_code(value.strip(), function))
    return NOTHING


def of_type(field: Field | None) -> Words:
    """What the interface asks of `field`: type, length, whether it is required; empty for an unknown one."""
    if field is None:
        return NOTHING
    length = f"({field.length})" if field.length is not None else ""
    shape = Words("列表" if field.list else "组", "list" if field.list else "group")
    kind = Words(f"{field.type}{length}", f"{field.type}{length}") if field.type else shape
    return Words(f"{kind.zh}，必填", f"{kind.en}, required") if field.required else kind


def _same(text: str) -> Words:
    # Names and code tables of the interface stay Chinese in both languages.
    return Words(text, text)


def _yuan(value: str) -> Words:
    if not _FEN.fullmatch(value):
        return NOTHING
    yuan = Decimal(value) / 100
    return Words(f"{yuan:,.2f} 元", f"{yuan:,.2f} yuan")


def _weekday(value: str) -> Words:
    found = _DAY.match(value)
    if found is None:
        return NOTHING
    try:
        return _WEEKDAYS[date(int(found[1]), int(found[2]), int(found[3])).weekday()]
    except ValueError:
        return NOTHING
