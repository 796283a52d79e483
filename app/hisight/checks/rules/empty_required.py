"""FLD002."""

from collections.abc import Iterator

from hisight.checks.finding import Found, Severity
from hisight.checks.occasion import Occasion
from hisight.checks.registry import rule
from hisight.checks.subject import Subject
from hisight.wording import Words


@rule(
    "FLD002",
    "empty-required",
    Severity.ERROR,
    title=Words("必填字段为空", "a required field is empty"),
    hint=Words("请填入该字段的值。", "Give the field a value."),
    when=[Occasion.EMPTINESS],
)
def empty_required(subject: Subject) -> Iterator[Found]:
    """A field that the interface marks with √ is there but holds nothing.

    What: the element stands in its place and has no characters but blanks. Groups are not meant. A field that the text
    itself allows to be empty in another place is only a note.

    Why: an empty value passes many parsers and fails later, in a place that has nothing to do with its cause.

    Example: `<HOSPITAL_ID></HOSPITAL_ID>` in any request.
    """
    if subject.refused:
        return
    for line in subject.sorted_lines.empty:
        if line.node is None or line.field is None or not line.field.required or not line.field.type:
            continue
        if line.field.doubted("conditional"):
            continue
        message = Words(f"必填字段 {line.name} 的值为空。", f"the required field {line.name} is empty.")
        # Where the text itself leaves the field out or empty, nobody is to blame: a note that names the doubt.
        doubt = line.field.doubt("optional", "empty")
        if doubt is None:
            yield Found(line.path, message, subject.place(line.field))
        else:
            yield Found(line.path, message, subject.place(line.field), hint=doubt.note, severity=Severity.NOTE)
