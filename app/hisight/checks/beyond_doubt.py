"""Values that no rule about single values has anything to say about: one look at each spares every such rule its own."""

import re
from typing import NamedTuple

from hisight.catalog import Catalog, Field

TWO_PLACES = "精确到小数点后两位"
"""How the text says that an amount is in yuan."""

_DIGITS = {
    "YYYY": "(?!0000)[0-9]{4}",
    "MM": "(?:0[1-9]|1[0-2])",
    "DD": "(?:0[1-9]|1[0-9]|2[0-8])",  # further days are asked of a calendar
    "HH24": "(?:[01][0-9]|2[0-3])",
    "MI": "[0-5][0-9]",
    "SS": "[0-5][0-9]",
}
_TOKEN = re.compile("|".join(_DIGITS))
_NO_LIMIT = 1_000_000_000


class Plain(NamedTuple):
    """What values of one field are beyond doubt. There may be right ones besides."""

    most: int
    """Characters that they have at most."""
    pattern: re.Pattern[str] | None
    """What they match; None where any characters will do."""


def of(field: Field, catalog: Catalog) -> Plain:
    """What values of `field`, a row of the `catalog`, are beyond doubt."""
    kept: Plain | None = catalog.worked_out.get(id(field))
    if kept is None:
        kept = catalog.worked_out[id(field)] = _worked_out(field, catalog)
    return kept


def _worked_out(field: Field, catalog: Catalog) -> Plain:
    conditions: list[str] = []
    if field.type in ("Int", "Long"):
        conditions.append("[0-9]{1,19}")
    if field.format:
        conditions.append(_of_format(field.format))
    if field.unit == "fen":
        conditions.append("[0-9]*")
    elif TWO_PLACES in field.description:
        conditions.append(r"[0-9]+\.[0-9]+")
    codes = catalog.codes_of(field)
    if codes is not None:
        conditions.append("|".join(map(re.escape, codes)))
    most = _NO_LIMIT if field.length is None else field.length
    if not conditions:
        return Plain(most, None)
    *others, last = conditions
    ahead = "".join(rf"(?=(?:{condition})\Z)" for condition in others)
    return Plain(most, re.compile(f"{ahead}(?:{last})"))


def _of_format(form: str) -> str:
    parts: list[str] = []
    end = 0
    for token in _TOKEN.finditer(form):
        parts += [re.escape(form[end : token.start()]), _DIGITS[token[0]]]
        end = token.end()
    return "".join(parts) + re.escape(form[end:])
