"""FLD013."""

from collections.abc import Iterator, Mapping

from hisight.catalog import Field
from hisight.checks.finding import Found, Severity
from hisight.checks.occasion import Occasion
from hisight.checks.registry import rule
from hisight.checks.subject import Subject
from hisight.wording import Words

_SHOWN = 8


@rule(
    "FLD013",
    "unknown-code",
    Severity.ERROR,
    title=Words("值不在代码表中", "a value is not in its code table"),
    hint=Words("请使用代码表中的值。", "Use a value of the code table."),
    when=[Occasion.VALUE],
)
def unknown_code(subject: Subject) -> Iterator[Found]:
    """A coded value is in none of the tables that apply to it.

    What: the row names a table of section 4.2, or prints its own values; the value is not among them, nor among those
    that the text uses for the same field elsewhere.

    Why: the receiver shows nothing, or something else, for a code it does not know.

    Example: `<SEX>9</SEX>`; 性别 has 1 to 4.
    """
    for field, column in subject.doubtful:
        codes = subject.catalog.codes_of(field)
        if codes is None:
            continue
        unlisted = [(line, value) for line, value in column if value not in codes]
        if not unlisted:
            continue
        others = {other.strip() for doubt in field.doubted("enumeration") for other in doubt.split(",")}
        number = field.type in ("Int", "Long")
        for line, value in unlisted:
            # What is no number at all in a number is said by not-a-number.
            if value not in others and (value.isdecimal() or not number):
                yield Found(line.path, _message(line.name, value, field, codes), subject.place(field))


def _message(name: str, value: str, field: Field, codes: Mapping[str, str]) -> Words:
    table = f"“{field.table}”" if field.table else ""
    some = [code if code == meaning else f"{code}-{meaning}" for code, meaning in list(codes.items())[:_SHOWN]]
    listed = "、".join(some) + ("…" if len(codes) > _SHOWN else "")
    return Words(
        f"{name} 的值“{value}”不在代码表{table}中（{listed}）。",
        f"{name} is “{value}”, which is not in its table ({listed}).",
    )
