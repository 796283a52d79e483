"""FLD006."""

from collections.abc import Iterator

from hisight.checks.finding import Found, Severity
from hisight.checks.occasion import Occasion
from hisight.checks.registry import rule
from hisight.checks.subject import Subject
from hisight.wording import Words


@rule(
    "FLD006",
    "misplaced-field",
    Severity.ERROR,
    title=Words("字段的层级不对", "a field in the wrong place"),
    hint=Words("请把该字段移到接口文档规定的父节点下。", "Move the field below its published parent."),
    when=[Occasion.STRUCTURE],
)
def misplaced_field(subject: Subject) -> Iterator[Found]:
    """A published field stands below another parent than the interface says.

    What: the tag has no row in this group and one in another. It is one finding, in place of one about an unknown field
    here and one about a missing field there. A place that only the sample shows, or only the table prints, is a note.

    Why: the receiver looks for it below its parent and finds nothing.

    Example: DEPT_NAME right below RES in the answer to GetDeptInfo, instead of in DEPT_LIST.
    """
    if subject.message.document.error is not None:
        return  # where a tag is missing everything behind it seems to stand in the wrong place
    for line in subject.sorted_lines.odd:
        if line.field is None or not (line.misplaced or line.doubt):
            continue
        where = Words(f"{line.name} 应在 {line.field.place} 下。", f"{line.name} belongs below {line.field.place}.")
        if line.doubt is None:
            yield Found(line.path, where, subject.place(line.field))
        else:
            yield Found(line.path, where, subject.place(line.field), hint=line.doubt.note, severity=Severity.NOTE)
