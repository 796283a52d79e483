"""FLD004."""

from collections.abc import Iterator

from hisight.checks.alignment import Aligned, is_inside_its_own_kind
from hisight.checks.finding import Found, Severity
from hisight.checks.occasion import Occasion
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
    when=[Occasion.STRUCTURE],
)
def unknown_field(subject: Subject) -> Iterator[Found]:
    """An element that the interface does not have in this place, nor anything spelled like it.

    What: the tag matches no row of the function's table in this group. A field that only the published sample shows is a
    note. What stands inside an unknown element is not reported again. Where the text leaves the names to the hospital, none
    is unknown.

    Why: the receiver ignores it, and whoever sends it believes that it was understood.

    Example: `<WECHAT_ID>` in a LockReg request.
    """
    part = subject.part
    if subject.aligned is None or part is None or part.is_free:
        return
    if all(line.known for line in subject.sorted_lines.odd):
        return
    for parent, line in _unknown(subject.aligned, broken=subject.message.document.error is not None):
        extra = next((one for one in part.extra if (one.name, one.parent) == (line.name, parent.name)), None)
        if extra is None:
            yield Found(
                line.path, Words(f"接口文档中没有字段 {line.name}。", f"the interface has no field {line.name} here.")
            )
        else:
            yield Found(line.path, extra.note, extra.where, severity=Severity.NOTE)


def _unknown(parent: Aligned, *, broken: bool) -> Iterator[tuple[Aligned, Aligned]]:
    """Every unknown element with the one it stands in, outermost only.

    Where the payload is `broken`, what seems to stand inside a single value only follows a tag that was never closed.
    """
    for line in parent.children:
        if line.known:
            yield from _unknown(line, broken=broken)
        elif not (broken and ((parent.field is not None and parent.field.type) or is_inside_its_own_kind(line.path))):
            yield parent, line
