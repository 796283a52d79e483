"""FLD015."""

import re
from collections.abc import Iterator

from hisight.checks.beyond_doubt import TWO_PLACES
from hisight.checks.finding import Found, Severity
from hisight.checks.occasion import Occasion
from hisight.checks.registry import rule
from hisight.checks.subject import Subject
from hisight.wording import Words

_DECIMALS = re.compile(r"[+-]?[0-9]{1,12}\.[0-9]{1,2}")
_WHOLE = re.compile(r"[+-]?[0-9]{3,12}")


@rule(
    "FLD015",
    "money-unit",
    Severity.ERROR,
    title=Words("金额单位疑似不符", "an amount in the wrong unit"),
    hint=Words(
        "分为整数，元保留两位小数；请双方确认单位。",
        "Fen are whole numbers, yuan have two decimals; agree on the unit.",
    ),
    when=[Occasion.VALUE],
)
def money_unit(subject: Subject) -> Iterator[Found]:
    """An amount has decimals where fen are asked, or none where yuan with two decimals are asked.

    What: a field whose unit is fen (单位：分) holds a decimal number; or one that asks for two decimals holds a whole number of
    three digits or more (a warning, because the amount may be round). Where the text itself leaves the unit open, a note.

    Why: the patient pays a hundred times too much, or a hundredth.

    Example: `<REG_FEE>12.50</REG_FEE>`; REG_FEE is in fen, 1250 is meant.
    """
    for field, column in subject.doubtful:
        in_fen, in_yuan = field.unit == "fen", TWO_PLACES in field.description
        if not (in_fen or in_yuan):
            continue
        doubt = next((one for one in field.doubts if one.kind == "unit"), None)
        for line, value in column:
            found = _fen(line.name, value) if in_fen else _yuan(line.name, value)
            if found is None:
                continue
            message, severity = found
            if doubt is None:
                yield Found(line.path, message, subject.place(field), severity=severity)
            else:
                yield Found(line.path, message, subject.place(field), hint=doubt.note, severity=Severity.NOTE)


def _fen(name: str, value: str) -> tuple[Words, Severity] | None:
    if not _DECIMALS.fullmatch(value):
        return None
    message = Words(
        f"{name} 的单位是分，应为整数，实际是“{value}”，像是元。",
        f"{name} is in fen, a whole number; “{value}” looks like yuan.",
    )
    return message, Severity.ERROR


def _yuan(name: str, value: str) -> tuple[Words, Severity] | None:
    if not _WHOLE.fullmatch(value):
        return None
    message = Words(
        f"{name} 的单位是元，保留两位小数，实际是“{value}”，像是分。",
        f"{name} is in yuan with two decimals; “{value}” looks like fen.",
    )
    return message, Severity.WARNING
