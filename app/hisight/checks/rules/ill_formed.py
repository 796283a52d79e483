"""XML001."""

from collections.abc import Iterator

from hisight.checks.finding import Found, Severity
from hisight.checks.occasion import Occasion
from hisight.checks.registry import rule
from hisight.checks.subject import Subject
from hisight.wording import Words


@rule(
    "XML001",
    "ill-formed",
    Severity.ERROR,
    title=Words("XML 格式错误", "XML that no parser accepts"),
    hint=Words("请用 XML 库生成报文，不要拼接字符串。", "Make messages with an XML library, not by joining strings."),
    when=[Occasion.TROUBLE, Occasion.PROLOG],
)
def ill_formed(subject: Subject) -> Iterator[Found]:
    """The SOAP envelope, the ROOT or the payload is not well-formed XML.

    What: the first fault of each layer, with line and column in that layer and what its author probably meant. What can
    still be read is read and checked. A blank or a BOM in front of the XML declaration, which some parsers forgive, is a
    warning.

    Why: a strict receiver refuses the whole message; a lenient one reads less than was sent.

    Example: `<DEPT_ID>-1<DEPT_ID>`, a tag that is opened twice and never closed.
    """
    message = subject.message
    error = message.document.error
    if error is not None and error.kind == "ill-formed" and len(subject.roots) < 2:  # more roots are several-roots
        root = message.document.root
        yield Found(root.name if root is not None else "", error.what)
    for problem in subject.problems:
        if problem.kind == "ill-formed" and problem.layer == "root":
            yield Found("ROOT", Words(f"ROOT {problem.message.zh}", f"in ROOT, {problem.message.en}"))
        elif problem.kind == "ill-formed":
            yield Found("", problem.message)
    yield from _late_declarations(subject)


def _late_declarations(subject: Subject) -> Iterator[Found]:
    """Declarations that do not stand at the very beginning of the body, or of a ROOT that is a string."""
    message = subject.message
    if not subject.call.is_business:
        return
    if _is_late(message.decoded.text):
        yield _late("", Words("正文", "the body"))
    if message.transport.as_string and _is_late(message.transport.inner):
        yield _late("ROOT", Words("ROOT", "ROOT"))


def _is_late(text: str) -> bool:
    return text[:1] in ("\ufeff", " ", "\t", "\r", "\n") and text[:100].lstrip("\ufeff \t\r\n").startswith("<?xml")


def _late(path: str, layer: Words) -> Found:
    message = Words(
        f"{layer.zh}的 <?xml …?> 声明前面有空白、换行或 BOM，声明必须在最前面。",
        f"a blank, a line break or a BOM stands in front of the <?xml …?> declaration of {layer.en}.",
    )
    return Found(path, message, severity=Severity.WARNING)
