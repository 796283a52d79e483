"""FLD011."""

import re
from collections.abc import Iterator

from hisight.checks.alignment import Aligned
from hisight.checks.finding import Found, Severity
from hisight.checks.occasion import Occasion
from hisight.checks.registry import rule
from hisight.checks.subject import Subject
from hisight.wording import Words

_YUAN = re.compile(r"[+-]?[0-9]{1,12}\.[0-9]{1,2}")
_NUMBER = re.compile(r"[+-]?[0-9]{1,19}")


@rule(
    "FLD011",
    "not-a-number",
    Severity.ERROR,
    title=Words("应为整数", "a whole number is expected"),
    hint=Words(
        "Int 和 Long 字段只能是整数，不带小数点、单位和空格。",
        "Int and Long hold whole numbers: no point, unit or blank.",
    ),
    when=[Occasion.VALUE],
)
def not_a_number(subject: Subject) -> Iterator[Found]:
    """A value of type Int or Long is not a whole number.

    What: anything but digits with an optional sign. Where the text gives Int to what is really a text, a text is right.
    Yuan in place of fen are money-unit.

    Why: the receiver converts it and fails.

    Example: `<PAGE_SIZE>ten</PAGE_SIZE>`, `<SEX>男</SEX>`.
    """
    for field, column in subject.doubtful:
        if field.type not in ("Int", "Long") or field.doubted("type"):
            continue
        for line, value in column:
            if not _NUMBER.fullmatch(value) and not (
                field.unit == "fen" and _YUAN.fullmatch(value)
            ):  # that is money-unit
                yield _found(subject, line, value)


def _found(subject: Subject, line: Aligned, value: str) -> Found:
    message = Words(
        f"{line.name} 应为整数，实际是“{value}”。", f"{line.name} should be a whole number, it is “{value}”."
    )
    return Found(line.path, message, subject.place(line.field))
