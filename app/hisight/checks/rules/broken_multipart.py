"""NET007."""

from collections.abc import Iterator

from hisight.checks.finding import Found, Severity
from hisight.checks.occasion import Occasion
from hisight.checks.registry import rule
from hisight.checks.subject import Subject
from hisight.wording import Words


@rule(
    "NET007",
    "broken-multipart",
    Severity.WARNING,
    title=Words("multipart 分界线有误", "a multipart body with wrong boundaries"),
    hint=Words(
        "请让 Content-Type 的 boundary 与正文一致，并以 --boundary-- 结尾；不需要附件时，请关闭 MTOM。",
        "Let the boundary of Content-Type be that of the body, and end it with --boundary--; without attachments switch MTOM off.",
    ),
    when=[Occasion.TROUBLE],
)
def broken_multipart(subject: Subject) -> Iterator[Found]:
    """The boundaries of a multipart body are not what Content-Type says, or the last one is missing.

    What: a body of MIME parts (MTOM, SOAP with attachments) in which a message was found all the same. Where none was found
    not-soap says why, and a body that is not whole is only truncated.

    Why: a strict receiver finds no message in it, or waits for the end.

    Example: `boundary=a` in Content-Type, and `--b` between the parts.
    """
    problem = subject.unread("broken-multipart")
    if problem is not None and subject.message.transport.carries != "nothing":
        yield Found("", problem.message)
