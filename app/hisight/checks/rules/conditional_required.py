"""FLD017."""

from collections.abc import Iterator

from hisight.catalog import Doubt
from hisight.checks.alignment import Aligned
from hisight.checks.finding import Found, Severity
from hisight.checks.registry import rule
from hisight.checks.subject import Subject
from hisight.wording import Words


@rule(
    "FLD017",
    "conditional-required",
    Severity.ERROR,
    title=Words("满足条件时必填的字段缺失", "a field that its condition requires is missing"),
    hint=Words("条件成立，请填入该字段。", "The condition holds: fill the field in."),
)
def conditional_required(subject: Subject) -> Iterator[Found]:
    """A field is missing or empty although the condition under which the text requires it holds.

    What: conditions on another field of the same group or of the root (当 IS_CONCESSIONS=1 必传, 二选一). What a program cannot
    tell from the message (住院, 12320 预约) is not reported.

    Why: the receiver relies on it in just this case.

    Example: IS_CONCESSIONS 1 without CONCESSIONS.
    """
    if subject.aligned is not None and not subject.refused and subject.part is not None:
        places = {field.place for field in subject.part.fields}
        yield from _in_group(subject, subject.aligned, subject.aligned, places)


def _in_group(subject: Subject, group: Aligned, root: Aligned, places: set[str]) -> Iterator[Found]:
    parent = group.field.name if group.field else group.name
    top = group is root
    there = {line.field.name: line for line in group.children if line.field is not None and line.node is not None}
    for field in subject.part.fields if subject.part else ():
        inside = field.place == parent or (top and field.place == (subject.part.root if subject.part else ""))
        doubt = next((one for one in field.doubts if one.kind == "conditional" and one.when), None)
        if not inside or doubt is None or _filled(there.get(field.name)) or not _holds(doubt, there, root):
            continue
        path = there[field.name].path if field.name in there else f"{group.path}/{field.name}"
        message = Words(f"{field.name}：{doubt.note.zh}", f"{field.name} is required here: {doubt.note.en}")
        yield Found(path, message, subject.place(field))
    for line in group.children:
        if line.field is not None and line.field.name in places:
            yield from _in_group(subject, line, root, places)


def _holds(doubt: Doubt, there: dict[str, Aligned], root: Aligned) -> bool:
    name, _, values = doubt.when.partition("=")
    line = there.get(name) or next(
        (one for one in root.children if one.field and one.field.name == name and one.node), None
    )
    if not values:
        return not _filled(line)
    return line is not None and line.node is not None and line.node.value.strip() in values.split(",")


def _filled(line: Aligned | None) -> bool:
    return line is not None and line.node is not None and bool(line.node.children or line.node.value.strip())
