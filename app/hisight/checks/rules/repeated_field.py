"""FLD007."""

from collections.abc import Iterator

from hisight.checks.finding import Found, Severity
from hisight.checks.occasion import Occasion
from hisight.checks.registry import rule
from hisight.checks.subject import Subject
from hisight.wording import Words


@rule(
    "FLD007",
    "repeated-field",
    Severity.ERROR,
    title=Words("字段重复出现", "a field stands twice"),
    hint=Words("该字段不是列表，只保留一个。", "The field is no list; keep one."),
    when=[Occasion.STRUCTURE],
)
def repeated_field(subject: Subject) -> Iterator[Found]:
    """A field that is no list occurs more often than its row is printed.

    What: the second and each further element of that name in the same group.

    Why: some receivers take the first, some the last, some stop.

    Example: two HOSPITAL_ID in one request.
    """
    for line in subject.sorted_lines.odd:
        if line.surplus and line.field is not None:
            yield Found(
                line.path,
                Words(f"{line.name} 重复出现。", f"{line.name} stands here again."),
                subject.place(line.field),
            )
