"""Values of a payload put right: one that is missing or wrong becomes a stand-in that conforms, one that is only written
otherwise than asked is rewritten."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal

from hisight.catalog import Catalog, Field
from hisight.checks import Aligned, Subject
from hisight.checks.dates import fits, of_length, read, written
from hisight.checks.rules.other_date_format import KNOWN_FORMATS
from hisight.mock.filling import invented
from hisight.replay.edit import set_value
from hisight.replay.structure import add_element

_YUAN = re.compile(r"\d{1,12}\.\d{1,2}")
_FEN = re.compile(r"\d{3,12}")
_NOON = datetime(2026, 1, 1, 12)  # whatever day it is: it only has to exist


def with_mended_values(subject: Subject, rule: str, row: str) -> str | None:
    """The payload of `subject` with every value mended that breaks `rule` in `row` (`DEPT_LIST/DEPT_NAME`).

    None where only its author can mend one. Raises HisightError or LookupError where an element is not found.
    """
    xml = subject.message.payload.xml
    makes = MENDED_VALUES[rule]
    for line in _broken(subject, rule, row):
        field = line.field
        if field is None or not field.type:
            return None
        value = makes(line, field, subject.catalog)
        if value is None:
            return None
        missing, group = line.node is None, line.path.rpartition("/")[0]
        xml = add_element(xml, group, field.name, value) if missing else set_value(xml, line.path, value)
    return xml


def _broken(subject: Subject, rule: str, row: str) -> list[Aligned]:
    """The lines of that row with what the rule is about: what is missing, what is empty, or every value that it makes another."""
    lines = [one for one in subject.lines if one.field is not None and f"{one.field.parent}/{one.field.name}" == row]
    if rule == "FLD001":
        return [one for one in lines if one.node is None]
    if rule == "FLD002":
        return [one for one in lines if one.node is not None and not one.node.value.strip() and not one.node.children]
    return [one for one in lines if one.node is not None and one.node.value.strip()]


def _stand_in(_line: Aligned, field: Field, catalog: Catalog) -> str:
    return invented(catalog, _NOON)(field)


def _known_code(line: Aligned, field: Field, catalog: Catalog) -> str:
    value, codes = _value(line), catalog.codes_of(field) or {}
    return value if value in codes else next(iter(codes), value)


def _a_number(line: Aligned, field: Field, catalog: Catalog) -> str:
    value = _value(line)
    return value if value.removeprefix("-").isdecimal() else _stand_in(line, field, catalog)


def _shortened(line: Aligned, field: Field, _catalog: Catalog) -> str:
    return _value(line)[: field.length]


def _a_date(line: Aligned, field: Field, _catalog: Catalog) -> str:
    value = _value(line)
    return value if fits(value, field.format) else written(field.format, _NOON)


def _as_asked(line: Aligned, field: Field, _catalog: Catalog) -> str | None:
    value = _value(line)
    if fits(value, field.format):
        return value
    used = next((form for form in of_length(KNOWN_FORMATS, len(value)) if fits(value, form)), "")
    return written(field.format, read(value, used)) if used else None


def _in_its_unit(line: Aligned, field: Field, _catalog: Catalog) -> str:
    """Fen of yuan with decimals, yuan with two decimals of whole fen; what is right already stays."""
    value = _value(line)
    if field.unit == "fen":
        return str(int(Decimal(value) * 100)) if _YUAN.fullmatch(value) else value
    return f"{Decimal(value) / 100:.2f}" if _FEN.fullmatch(value) else value


def _value(line: Aligned) -> str:
    return line.node.value.strip() if line.node is not None else ""


MENDED_VALUES: Mapping[str, Callable[[Aligned, Field, Catalog], str | None]] = {
    "FLD001": _stand_in,
    "FLD002": _stand_in,
    "FLD010": _shortened,
    "FLD011": _a_number,
    "FLD012": _a_date,
    "FLD013": _known_code,
    "FLD014": _as_asked,
    "FLD015": _in_its_unit,
}
"""By the code of a rule: what a value that breaks it becomes; None where only its author knows."""
