"""FLD014."""

from collections.abc import Iterator

from hisight.checks.dates import fits, of_length
from hisight.checks.finding import Found, Severity
from hisight.checks.occasion import Occasion
from hisight.checks.registry import rule
from hisight.checks.subject import Subject
from hisight.wording import Words

KNOWN_FORMATS = (
    *("YYYY-MM-DD", "YYYY/MM/DD", "YYYYMMDD", "YYYY.MM.DD", "YYYY年MM月DD日"),
    *("YYYY-MM-DD HH24:MI:SS", "YYYY-MM-DD HH24:MI", "YYYY/MM/DD HH24:MI:SS", "YYYY/MM/DD HH24:MI"),
    *(
        "YYYYMMDDHH24MISS",
        "YYYY-MM-DDTHH24:MI:SS",
        "HH24:MI",
        "HH24:MI:SS",
        "HH24MI",
        "HH24:MI-HH24:MI",
        "HH24MI-HH24MI",
    ),
)
"""The ways in which peers write dates and times."""


@rule(
    "FLD014",
    "other-date-format",
    Severity.ERROR,
    title=Words("日期或时间用了别的格式", "a date or time in another format"),
    hint=Words("请改用接口文档规定的格式。", "Write it in the published format."),
    when=[Occasion.VALUE],
)
def other_date_format(subject: Subject) -> Iterator[Found]:
    """A date or time that exists is written in another format than its row prints.

    What: the value fits another usual format and not the published one. A format that the text prints for the same field
    elsewhere is a note.

    Why: the receiver parses by its own format; it fails, or reads day for month.

    Example: `2026/11/23` where `YYYY-MM-DD` is asked.
    """
    for field, column in subject.doubtful:
        for line, value in column if field.format else ():
            if fits(value, field.format):
                continue
            doubted = next((form for form in field.doubted("date-format") if fits(value, form)), "")
            used = doubted or next((form for form in of_length(KNOWN_FORMATS, len(value)) if fits(value, form)), "")
            if not used:
                continue
            message = Words(
                f"{line.name} 的值“{value}”是 {used} 格式，字段表规定 {field.format}。",
                f"{line.name} is “{value}”, written as {used}; the table asks for {field.format}.",
            )
            doubt = field.doubt("date-format", doubted)
            if doubt is not None:
                yield Found(line.path, message, subject.place(field), hint=doubt.note, severity=Severity.NOTE)
            else:
                yield Found(line.path, message, subject.place(field))
