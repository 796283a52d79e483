"""NET009."""

from collections.abc import Iterator

from hisight.checks.finding import Found, Severity
from hisight.checks.occasion import Occasion
from hisight.checks.registry import rule
from hisight.checks.subject import Subject
from hisight.wording import Words


@rule(
    "NET009",
    "too-large",
    Severity.WARNING,
    title=Words("报文太大，没有全部解读", "a message that is too large to be read whole"),
    hint=Words(
        "请分页查询，或确认对方为何发送这么大的报文；原始字节已完整保存。",
        "Ask page by page, or find out why so much was sent. The bytes themselves are kept whole.",
    ),
    when=[Occasion.TROUBLE],
)
def too_large(subject: Subject) -> Iterator[Found]:
    """The message is larger than HISight reads.

    What: a body of more than 6 MB, also one that unfolds to that, is not looked into; of a document with more than 60,000
    elements those in front are read and checked. Nothing of the rest is called missing.

    Why: what no call needs may fill the memory of whoever reads it, and some send it for just that.

    Example: an answer with the schedule of all departments for a year; a gzip bomb.
    """
    message = subject.message
    outer = next((problem for problem in subject.problems if problem.kind == "too-large"), None)
    error, root = message.document.error, message.document.root
    if outer is not None:
        yield Found("ROOT" if outer.layer == "root" else "", outer.message)
    elif error is not None and error.kind == "too-large":
        yield Found(root.name if root is not None else "", error.what)
