"""FLD016."""

from collections.abc import Iterator

from hisight.checks.alignment import ELLIPSIS
from hisight.checks.finding import Found, Severity
from hisight.checks.registry import rule
from hisight.checks.subject import Subject
from hisight.wording import Words


@rule(
    "FLD016",
    "count-mismatch",
    Severity.WARNING,
    title=Words("COUNT 与记录数不符", "COUNT does not fit the records"),
    hint=Words("COUNT 是符合条件的总数，不是本页条数。", "COUNT is the total of all pages, not of this one."),
    side="response",
)
def count_mismatch(subject: Subject) -> Iterator[Found]:
    """COUNT and the number of list elements contradict each other.

    What: more elements than COUNT; or, where the request is known, another number of elements than its page should have:
    PAGE_SIZE, and on the last page what remains.

    Why: the platform asks for pages that do not exist, or stops before the last.

    Example: COUNT 1 and three DEPT_LIST.
    """
    aligned = subject.aligned
    if subject.refused or aligned is None:
        return
    count = next((line for line in aligned.children if line.field and line.field.name == "COUNT" and line.node), None)
    lists = {line.name: line.field for line in aligned.children if line.field and line.field.list and line.node}
    if count is None or count.node is None or not count.node.value.strip().isdecimal() or len(lists) != 1:
        return
    total = int(count.node.value)
    (name,) = lists
    there = sum(
        line.name == name and line.node is not None and line.node.value not in ELLIPSIS for line in aligned.children
    )
    expected = _on_this_page(subject, total)
    if there > total:
        text = Words(f"COUNT 为 {total}，却有 {there} 个 {name}。", f"COUNT is {total}, yet there are {there} {name}.")
    elif expected is not None and there != expected:
        text = Words(
            f"COUNT 为 {total}，本页应有 {expected} 个 {name}，实有 {there} 个。",
            f"COUNT is {total}; this page should have {expected} {name}, it has {there}.",
        )
    else:
        return
    yield Found(count.path, text, subject.place(count.field))


def _on_this_page(subject: Subject, total: int) -> int | None:
    """How many elements the page that was asked for should have; None when the request does not tell."""
    request = subject.call.request
    if request is None or request.document.root is None:
        return None
    asked = {node.name: node.value.strip() for node in request.document.root.walk()}
    page, size = asked.get("PAGE_CURRENT", ""), asked.get("PAGE_SIZE", "")
    if not (page.isdecimal() and size.isdecimal() and int(page) and int(size)):
        return None
    return min(int(size), max(0, total - (int(page) - 1) * int(size)))
