"""XML003."""

from collections.abc import Iterator

from hisight.checks.finding import Found, Severity
from hisight.checks.registry import rule
from hisight.checks.subject import Subject
from hisight.wording import Words


@rule(
    "XML003",
    "wrong-root",
    Severity.ERROR,
    title=Words("业务参数的根节点不对", "the payload has another root"),
    hint=Words("请求的根节点是 REQ，应答的根节点是 RES。", "The root of a request is REQ, that of an answer RES."),
)
def wrong_root(subject: Subject) -> Iterator[Found]:
    """The payload's root element is not the one that the interface prints.

    What: REQ for requests, RES for answers (2.2, rule 3), in upper case; what the text prints for this function instead is
    right, and what only its sample uses is a note.

    Why: the receiver looks for the root by its name and finds an empty message.

    Example: `<Request>` for `<REQ>`.
    """
    root, part = subject.message.document.root, subject.part
    if root is None or part is None:
        return
    usual = "REQ" if subject.direction == "request" else "RES"
    expected = part.root or usual
    if root.name == expected:
        return
    message = Words(f"根节点是 {root.name}，应为 {expected}。", f"the root is {root.name}, it should be {expected}.")
    doubt = next((one for one in part.doubts if one.kind == "root"), None)
    if doubt is not None and root.name in (doubt.value, usual):
        yield Found(root.name, message, subject.function.label if subject.function else "", doubt.note, Severity.NOTE)
    else:
        yield Found(root.name, message, subject.function.label if subject.function else "")
