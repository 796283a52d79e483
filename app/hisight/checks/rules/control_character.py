"""XML005."""

from collections.abc import Iterator
from itertools import islice

from hisight.checks.finding import Found, Severity
from hisight.checks.occasion import Occasion
from hisight.checks.registry import rule
from hisight.checks.subject import Subject
from hisight.wording import Words


@rule(
    "XML005",
    "control-character",
    Severity.ERROR,
    title=Words("XML 不允许的控制字符", "a character that XML forbids"),
    hint=Words(
        "组装报文前请去掉控制字符，它们多半来自数据库或扫码设备。",
        "Remove control characters before making the message; they mostly come from a database or a scanner.",
    ),
    when=[Occasion.TROUBLE],
)
def control_character(subject: Subject) -> Iterator[Found]:
    """A character that XML 1.0 forbids, as it is or as a reference.

    What: U+0000 to U+001F but for tab, LF and CR, and U+FFFE, U+FFFF. The first of each layer, with its place; what is
    around it is read and checked.

    Why: every XML parser refuses the whole message. A reference like `&#0;` is no way around it.

    Example: a NUL behind a name that came from a fixed-length column.
    """
    message = subject.message
    error = message.document.error
    if error is not None and error.kind == "control-character":
        yield Found(_path(subject), error.what)
    for problem in subject.problems:
        if problem.kind == "control-character" and problem.layer == "root":
            yield Found("ROOT", Words(f"ROOT {problem.message.zh}", f"in ROOT, {problem.message.en}"))
        elif problem.kind == "control-character":
            yield Found("", problem.message)


def _path(subject: Subject) -> str:
    """The element that holds it, where the catalog knows it; the payload's root otherwise."""
    document = subject.message.document
    if document.root is None:
        return ""
    position = document.position_of_error(subject.message.payload.xml)
    node = next(islice(document.root.walk(), position, None), document.root)
    return next((line.path for line in subject.lines if line.node is node), document.root.name)
