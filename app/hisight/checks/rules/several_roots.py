"""XML002."""

from collections.abc import Iterator

from hisight.checks.finding import Found, Severity
from hisight.checks.occasion import Occasion
from hisight.checks.registry import rule
from hisight.checks.subject import Subject
from hisight.wording import Words


@rule(
    "XML002",
    "several-roots",
    Severity.ERROR,
    title=Words("业务参数有多个根节点", "the payload has several roots"),
    hint=Words(
        "请只保留一个 REQ 或 RES；多条记录放在列表节点里。", "Keep one REQ or RES; several records belong into a list."
    ),
    when=[Occasion.TROUBLE],
)
def several_roots(subject: Subject) -> Iterator[Found]:
    """The payload is more than one document.

    What: behind the root element another one begins. The first is read and checked.

    Why: an XML parser refuses the whole payload.

    Example: `<RES>...</RES><RES>...</RES>`.
    """
    names = subject.roots
    if len(names) > 1:
        listed = "、".join(names[:5])
        message = Words(
            f"有 {len(names)} 个根节点：{listed}。", f"there are {len(names)} roots: {', '.join(names[:5])}."
        )
        yield Found(names[0], message)
