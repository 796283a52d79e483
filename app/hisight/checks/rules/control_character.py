"""XML005."""

from collections.abc import Iterator

from hisight.checks.finding import Found, Severity
from hisight.checks.registry import rule
from hisight.checks.subject import Subject
from hisight.wording import Words

_REPLACED = "\ufffd"


@rule(
    "XML005",
    "control-character",
    Severity.ERROR,
    title=Words("XML 不允许的控制字符", "a character that XML forbids"),
    hint=Words(
        "组装报文前请去掉控制字符，它们多半来自数据库或扫码设备。",
        "Remove control characters before making the message; they mostly come from a database or a scanner.",
    ),
)
def control_character(subject: Subject) -> Iterator[Found]:
    """A character that XML 1.0 forbids, as it is or as a reference.

    What: U+0000 to U+001F but for tab, LF and CR, and U+FFFE, U+FFFF. The first of each layer, with its place; what is
    around it is read and checked, with � in its place.

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
    """The element that holds it, where the reading shows it; the payload's root otherwise."""
    root = subject.message.document.root
    if _REPLACED not in subject.message.payload.xml:  # or any � may be one that was sent
        for line in subject.lines:
            if line.node is not None and _REPLACED in line.node.value:
                return line.path
    return root.name if root is not None else ""
