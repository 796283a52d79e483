"""FLD012."""

from collections.abc import Iterator

from hisight.checks.dates import fits, of_length
from hisight.checks.finding import Found, Severity
from hisight.checks.occasion import Occasion
from hisight.checks.registry import rule
from hisight.checks.rules.other_date_format import KNOWN_FORMATS
from hisight.checks.subject import Subject
from hisight.wording import Words


@rule(
    "FLD012",
    "bad-date",
    Severity.ERROR,
    title=Words("不是有效的日期或时间", "no valid date or time"),
    hint=Words("请按接口文档的格式填写，采用 24 小时制。", "Write it in the published format, on the 24-hour clock."),
    when=[Occasion.VALUE],
)
def bad_date(subject: Subject) -> Iterator[Found]:
    """A date or time that is none, or does not exist.

    What: the value fits the published format by no reading: other characters, or a day that the calendar does not have. One
    that exists and is written in another usual way is other-date-format.

    Why: the receiver parses it by the format and fails, or books another day.

    Example: `2026-02-30`, `tomorrow`, `9:5` where `YYYY-MM-DD` or `HH24:MI` is asked.
    """
    for field, column in subject.doubtful:
        for line, value in column if field.format else ():
            if fits(value, field.format):
                continue
            forms = (*field.doubted("date-format"), *KNOWN_FORMATS)
            if any(fits(value, form) for form in of_length(forms, len(value))):
                continue
            message = Words(
                f"{line.name} 的值“{value}”不是有效的 {field.format}。",
                f"{line.name} is “{value}”, which is no valid {field.format}.",
            )
            yield Found(line.path, message, subject.place(field))
