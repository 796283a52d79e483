"""FLD004."""

from collections.abc import Iterator

from hisight.checks.finding import Found, Severity
from hisight.checks.registry import rule
from hisight.checks.subject import Subject
from hisight.wording import Words


@rule(
    "FLD004",
    "unknown-field",
    Severity.WARNING,
    title=Words("接口中没有的字段", "a field that the interface does not have"),
    hint=Words(
        "请确认字段名和层级；若为双方约定的扩展，可忽略。",
        "Check its name and place; if both sides agreed on it, ignore this.",
    ),
)
def unknown_field(subject: Subject) -> Iterator[Found]:
    """An element that the interface does not have in this place, nor anything spelled like it.

    What: the tag matches no row of the function's table in this group. A field that only the published sample shows is a
    note. What stands inside an unknown element is not reported again.

    Why: the receiver ignores it, and whoever sends it believes that it was understood.

    Example: `<WECHAT_ID>` in a LockReg request.
    """
    part = subject.part
    if subject.aligned is None or part is None:
        return
    inside = ""
    for line in subject.fields():
        if line.known or (inside and line.path.startswith(inside)):
            continue
        inside = f"{line.path}/"
        parent = line.path.rpartition("/")[0].rpartition("/")[2].partition("[")[0]
        extra = next((one for one in part.extra if one.name == line.name and one.parent == parent), None)
        if extra is not None:
            yield Found(
                line.path,
                extra.note,
                f"{subject.function.label if subject.function else ''} {extra.where}",
                severity=Severity.NOTE,
            )
        else:
            yield Found(
                line.path, Words(f"接口文档中没有字段 {line.name}。", f"the interface has no field {line.name} here.")
            )
