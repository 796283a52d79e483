"""FLD017."""

from collections.abc import Iterator, Mapping

from hisight.catalog import Doubt, Field
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
    part = subject.part
    if part is None or not part.conditions:
        return
    if subject.aligned is None or subject.refused or subject.message.document.error:
        return  # what an ill-formed payload hides is not missing
    at_root = _by_name(subject.aligned)
    groups = [("", subject.aligned)]
    groups += [(line.field.name, line) for line in subject.lines if line.children and line.field]
    for name, group in groups:
        conditions = part.conditions.get(name or part.root, ())
        there = _by_name(group) if name and conditions else at_root
        for field, doubt in conditions:
            yield from _in_group(subject, field, doubt, group, there, at_root)


def _by_name(group: Aligned) -> dict[str, Aligned]:
    """The fields that stand in `group`; of one that is repeated, the first."""
    return {
        line.field.name: line for line in reversed(group.children) if line.field is not None and line.node is not None
    }


def _in_group(
    subject: Subject,
    field: Field,
    doubt: Doubt,
    group: Aligned,
    there: Mapping[str, Aligned],
    at_root: Mapping[str, Aligned],
) -> Iterator[Found]:
    if _filled(there.get(field.name)) or not _holds(doubt, there, at_root):
        return
    path = there[field.name].path if field.name in there else f"{group.path}/{field.name}"
    message = Words(f"{field.name}：{doubt.note.zh}", f"{field.name} is required here: {doubt.note.en}")
    yield Found(path, message, subject.place(field))


def _holds(doubt: Doubt, there: Mapping[str, Aligned], at_root: Mapping[str, Aligned]) -> bool:
    name, _, values = doubt.when.partition("=")
    line = there.get(name) or at_root.get(name)
    if not values:
        return not _filled(line)
    return line is not None and line.node is not None and line.node.value.strip() in values.split(",")


def _filled(line: Aligned | None) -> bool:
    return line is not None and line.node is not None and bool(line.node.children or line.node.value.strip())
