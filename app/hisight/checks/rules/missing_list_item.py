"""FLD005."""

from collections.abc import Iterator

from hisight.checks.alignment import ELLIPSIS
from hisight.checks.finding import Found, Severity
from hisight.checks.occasion import Occasion
from hisight.checks.registry import rule
from hisight.checks.subject import Subject
from hisight.wording import Words


@rule(
    "FLD005",
    "missing-list-item",
    Severity.ERROR,
    title=Words("列表没有内容", "a list without content"),
    hint=Words(
        "有记录时每条记录一个节点；没有记录时 COUNT 应为 0。",
        "One element for each record; without records COUNT is 0.",
    ),
    when=[Occasion.STRUCTURE],
)
def missing_list_item(subject: Subject) -> Iterator[Found]:
    """A required list has no element, or an element with nothing in it.

    What: a repeating group that the interface marks with √ does not occur, or occurs empty. An answer whose COUNT is 0
    needs no list, and a refused one need not be complete. It is one finding, in place of one for each field inside.

    Why: the receiver shows nothing, or shows an empty record.

    Example: `<RES><COUNT>1</COUNT></RES>` without DEPT_LIST.
    """
    count = next((value for field, ((_, value), *_) in subject.columns if field.name == "COUNT"), "")
    for line in subject.sorted_lines.odd:
        if line.field is None or not line.field.list or (line.node is None and count == "0"):
            continue
        if line.node is None:
            message = Words(f"缺少列表 {line.name}（{line.field.description}）。", f"the list {line.name} is missing.")
        elif not line.node.children and (not (value := line.node.value.strip()) or value in ELLIPSIS):
            message = Words(
                f"列表 {line.name} 的这一项没有内容。", f"this element of the list {line.name} has nothing in it."
            )
        else:
            continue
        yield Found(line.path, message, subject.place(line.field))
