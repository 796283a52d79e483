"""XML001."""

from collections.abc import Iterator

from hisight.checks.finding import Found, Severity
from hisight.checks.registry import rule
from hisight.checks.subject import Subject
from hisight.wording import Words


@rule(
    "XML001",
    "ill-formed",
    Severity.ERROR,
    title=Words("XML 格式错误", "XML that no parser accepts"),
    hint=Words("请用 XML 库生成报文，不要拼接字符串。", "Make messages with an XML library, not by joining strings."),
)
def ill_formed(subject: Subject) -> Iterator[Found]:
    """The SOAP envelope, the ROOT or the payload is not well-formed XML.

    What: line and column are those of the layer in which the error stands. What can still be read is read and checked.

    Why: a strict receiver refuses the whole message; a lenient one reads less than was sent.

    Example: `<DEPT_ID>-1<DEPT_ID>`, a tag that is opened twice and never closed.
    """
    message = subject.message
    if message.document.error is not None and len(subject.roots) < 2:  # more than one root is several-roots
        root = message.document.root
        yield Found(root.name if root is not None else "", message.document.error.what)
    for problem in message.problems:
        # Where the payload is the whole message its error is the one above.
        if problem.kind == "ill-formed" and message.transport.carries != "payload":
            yield Found("", problem.message)
