"""FLD001."""

from collections.abc import Iterator

from hisight.checks.finding import Found, Severity
from hisight.checks.occasion import Occasion
from hisight.checks.registry import rule
from hisight.checks.subject import Subject
from hisight.wording import Words


@rule(
    "FLD001",
    "missing-required",
    Severity.ERROR,
    title=Words("缺少必填字段", "a required field is missing"),
    hint=Words(
        "请补上该字段；没有值时是否允许为空，以接口文档的“必填”为准。",
        "Add the field; the interface marks it as required.",
    ),
    when=[Occasion.STRUCTURE],
)
def missing_required(subject: Subject) -> Iterator[Found]:
    """A field that the interface marks with √ is not in the payload.

    What: every row marked 必填 must stand in its group, in each element of a list. A refused call (RETURN_CODE other than
    0) need not carry a complete answer; a list without elements is missing-list-item. A field that the text requires here
    and leaves out elsewhere is only a note.

    Why: the other side reads the field without asking whether it is there; it stops with an error that names nothing.

    Example: a GetDeptInfo request without PAGE_SIZE.
    """
    for line in subject.sorted_lines.odd:
        if line.node is not None or line.field is None or line.field.list:
            continue
        message = Words(
            f"缺少必填字段 {line.name}（{line.field.description}）。", f"the required field {line.name} is missing."
        )
        # Where the text itself leaves the field out or empty, nobody is to blame: a note that names the doubt.
        doubt = line.field.doubt("optional", "absent")
        if doubt is None:
            yield Found(line.path, message, subject.place(line.field))
        else:
            yield Found(line.path, message, subject.place(line.field), hint=doubt.note, severity=Severity.NOTE)
