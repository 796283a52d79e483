"""FLD013."""

from collections.abc import Iterator

from hisight.checks.finding import Found, Severity
from hisight.checks.registry import rule
from hisight.checks.subject import Subject
from hisight.wording import Words


@rule(
    "FLD013",
    "unknown-code",
    Severity.ERROR,
    title=Words("值不在代码表中", "a value is not in its code table"),
    hint=Words("请使用代码表中的值。", "Use a value of the code table."),
)
def unknown_code(subject: Subject) -> Iterator[Found]:
    """A coded value is in none of the tables that apply to it.

    What: the row names a table of section 4.2, or prints its own values; the value is not among them, nor among those
    that the text uses for the same field elsewhere.

    Why: the receiver shows nothing, or something else, for a code it does not know.

    Example: `<SEX>9</SEX>`; 性别 has 1 to 4.
    """
    for line, field, value in subject.values():
        codes = subject.catalog.codes_of(field)
        others = {other.strip() for doubt in field.doubted("enumeration") for other in doubt.split(",")}
        if codes is None or value in codes or value in others:
            continue
        if field.type in ("Int", "Long") and not value.isdecimal():
            continue  # not-a-number says it already
        table = f"“{field.table}”" if field.table else ""
        listed = "、".join(
            code if code == meaning else f"{code}-{meaning}" for code, meaning in list(codes.items())[:8]
        ) + ("…" if len(codes) > 8 else "")
        message = Words(
            f"{line.name} 的值“{value}”不在代码表{table}中（{listed}）。",
            f"{line.name} is “{value}”, which is not in its table ({listed}).",
        )
        yield Found(line.path, message, subject.place(field))
