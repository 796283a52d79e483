"""FLD010."""

from collections.abc import Iterator

from hisight.checks.finding import Found, Severity
from hisight.checks.occasion import Occasion
from hisight.checks.registry import rule
from hisight.checks.subject import Subject
from hisight.wording import Words


@rule(
    "FLD010",
    "too-long",
    Severity.ERROR,
    title=Words("值超过规定长度", "a value is longer than allowed"),
    hint=Words("请缩短该值，或与对方确认字段长度。", "Shorten the value, or agree on a greater length."),
    when=[Occasion.VALUE],
)
def too_long(subject: Subject) -> Iterator[Found]:
    """A value has more characters than its row allows.

    What: String(n) is read as n characters, a Chinese character counting one. Where the printed length cannot hold the
    printed format (String(16) for a time of 19 characters), the length that it needs counts.

    Why: the receiver's database cuts the value or refuses the row.

    Example: a NAME of 40 characters in a String(32).
    """
    for field, column in subject.doubtful:
        if field.length is None:
            continue
        needed = [int(length) for length in field.doubted("too-short") if length.isdecimal()]
        allowed = max(field.length, *needed) if needed else field.length
        for line, value in column:
            if len(value) > allowed:
                message = Words(
                    f"{line.name} 有 {len(value)} 个字符，最多 {allowed} 个。",
                    f"{line.name} has {len(value)} characters, at most {allowed} are allowed.",
                )
                yield Found(line.path, message, subject.place(field))
