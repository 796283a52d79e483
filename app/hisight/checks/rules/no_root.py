"""NET006."""

from collections.abc import Iterator

from hisight.checks.finding import Found, Severity
from hisight.checks.occasion import Occasion
from hisight.checks.registry import rule
from hisight.checks.subject import Subject
from hisight.wording import Words


@rule(
    "NET006",
    "no-root",
    Severity.ERROR,
    title=Words("找不到 ROOT", "no ROOT"),
    hint=Words(
        "请求和应答都以 <ROOT> 为根节点，大写，作为字符串参数传递。",
        "Requests and answers have the root <ROOT>, in capitals, handed over as a string.",
    ),
    when=[Occasion.TROUBLE],
)
def no_root(subject: Subject) -> Iterator[Found]:
    """The body is XML, and there is no ROOT in it.

    What: SOAP with an empty Body or argument, with other text in it, with `<root>` in small letters, or with REQ or RES and
    no ROOT around it. A payload that was pasted alone is not reported.

    Why: 2.2 rule 3 asks for ROOT; a receiver looks for its FUN_CODE or RETURN_CODE there.

    Example: `<NetTestResult xsi:nil="true"/>`.
    """
    problem = subject.unread("no-root")
    if problem is not None:
        yield Found("", problem.message, "2.2 (3)")
        return
    message = subject.message
    sent = message.head.start_line or message.transport.kind != "bare"
    if sent and subject.call.is_business and message.transport.carries in ("payload", "ciphertext"):
        text = Words("业务参数外面没有 ROOT。", "there is no ROOT around the payload.")
        yield Found("", text, "2.2 (3)")
