"""FLD003."""

from collections.abc import Iterator

from hisight.checks.finding import Found, Severity
from hisight.checks.occasion import Occasion
from hisight.checks.registry import rule
from hisight.checks.subject import Subject
from hisight.wording import Words


@rule(
    "FLD003",
    "misnamed-field",
    Severity.ERROR,
    title=Words("字段名写错", "a field has a wrong name"),
    hint=Words("请按接口文档改正字段名；字段名严格区分大小写。", "Use the published name; names are case-sensitive."),
    when=[Occasion.STRUCTURE],
)
def misnamed_field(subject: Subject) -> Iterator[Found]:
    """An element is a published field under another name.

    What: the tag differs from a field that is not there only by case, separators, full-width characters, one or two
    letters, or is known as its older name (HOS_ID for HOSPITAL_ID). It is one finding, in place of one about a missing
    and one about an unknown field. A spelling that the interface's own sample uses is only a note.

    Why: names are case-sensitive (2.2, rule 2); the receiver finds nothing under the name it looks for.

    Example: `<DEPARTTYPE>` for `<DEPART_TYPE>`, `<Hospital_id>` for `<HOSPITAL_ID>`.
    """
    for line in subject.sorted_lines.odd:
        if not line.misnamed or line.field is None:
            continue
        published = line.field.name
        if line.name in line.field.doubted("sample-spelling"):
            yield Found(
                line.path,
                Words(
                    f"{line.name} 是文档示例的写法，字段表写作 {published}。",
                    f"{line.name} is the sample's spelling; the table says {published}.",
                ),
                subject.place(line.field),
                hint=Words(
                    "文档自相矛盾，请双方约定一种写法。", "The document contradicts itself; agree on one spelling."
                ),
                severity=Severity.NOTE,
            )
        else:
            message = Words(f"字段名 {line.name} 应为 {published}。", f"the field {line.name} should be {published}.")
            yield Found(line.path, message, subject.place(line.field))
