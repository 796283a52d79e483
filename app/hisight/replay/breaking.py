"""A field made wrong on purpose, to see how the other side copes: what can be done to it, and the payload that comes of it."""

from collections.abc import Callable, Mapping
from typing import Literal

from hisight.reading.lines import Line
from hisight.replay.edit import set_value
from hisight.replay.structure import remove_element, rename_element
from hisight.wording import Words

Fault = Literal["left-out", "empty", "too-long", "wrong-code", "wrong-date", "not-a-number", "misspelled", "mojibake"]

FAULTS: Mapping[Fault, Words] = {
    "left-out": Words("缺少此字段", "Leave it out"),
    "empty": Words("值为空", "Empty value"),
    "too-long": Words("值超长", "Too long"),
    "wrong-code": Words("代码表中没有的值", "Code that no table has"),
    "wrong-date": Words("日期格式不对", "Wrong date format"),
    "not-a-number": Words("不是数字", "Not a number"),
    "misspelled": Words("字段名写错", "Misspelled name"),
    "mojibake": Words("乱码（UTF-8 按 GBK 读）", "Mojibake (UTF-8 read as GBK)"),
}
"""What can be wrong with a field, in the order of a menu."""

_NUMBERS = ("Int", "Long")


def faults_of(line: Line) -> list[Fault]:
    """What can be done to the field of `line`: only what would be wrong for it."""
    if line.kind in ("missing", "envelope") or "/" not in line.path:
        return []
    if line.kind == "group":
        return ["left-out", "misspelled"]
    return [fault for fault in FAULTS if _applies(fault, line)]


def break_field(xml: str, line: Line, fault: Fault) -> str:
    """The payload `xml` with that `fault` in the field of `line`. Raises LookupError or HisightError when it is not there."""
    if fault == "left-out":
        return remove_element(xml, line.path)
    if fault == "misspelled":
        return rename_element(xml, line.path, misspelled(line.name))
    return set_value(xml, line.path, _VALUES[fault](line))


def misspelled(name: str) -> str:
    """`name` as somebody in a hurry writes it: without its underscore, else with its last two letters swapped."""
    if "_" in name.strip("_"):
        return name.replace("_", "", 1)
    swapped = f"{name[:-2]}{name[-1:]}{name[-2:-1]}"
    return swapped if swapped != name else f"{name}{name[-1:]}"


def _applies(fault: Fault, line: Line) -> bool:
    field = line.field
    if fault == "empty":
        return bool(line.value)
    if fault == "too-long":
        return field is not None and field.length is not None
    if fault == "wrong-code":
        return bool(line.codes)
    if fault == "wrong-date":
        return field is not None and "YYYY" in field.format
    if fault == "not-a-number":
        return field is not None and (field.type in _NUMBERS or bool(field.unit)) and not line.codes
    if fault == "mojibake":
        return not line.value.isascii()
    return True


def _too_long(line: Line) -> str:
    length = (line.field.length if line.field else None) or 0
    filled = line.value or "1"
    return (filled * (length // len(filled) + 1))[:length] + filled[-1]


def _wrong_code(line: Line) -> str:
    codes = line.codes or {}
    return next(code for code in map(str, range(9, 10_000)) if code not in codes)


def _wrong_date(line: Line) -> str:
    """The same day with other separators: `2026-11-05` becomes `2026/11/05`, and the other way round."""
    value = line.value.strip()
    if "-" in value:
        return value.replace("-", "/", 2)
    digits = value[:8]
    dashed = f"{digits[:4]}-{digits[4:6]}-{digits[6:]}{value[8:]}"
    return dashed if digits.isdecimal() and len(digits) == 8 else "2026/13/32"


def _mojibake(line: Line) -> str:
    return line.value.encode("utf-8").decode("gb18030", "ignore")


_VALUES: Mapping[str, Callable[[Line], str]] = {
    "empty": lambda _line: "",
    "too-long": _too_long,
    "wrong-code": _wrong_code,
    "wrong-date": _wrong_date,
    "not-a-number": lambda line: f"{line.value.strip() or '1'}元",
    "mojibake": _mojibake,
}
