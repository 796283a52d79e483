"""NET002."""

from collections.abc import Iterator

from hisight.capture import failure
from hisight.checks.finding import Found, Severity
from hisight.checks.occasion import Occasion
from hisight.checks.registry import rule
from hisight.checks.subject import Subject
from hisight.wording import Words


@rule(
    "NET002",
    "truncated",
    Severity.ERROR,
    title=Words("报文不完整", "a message that is not whole"),
    hint=Words(
        "请检查连接中断、超时和长度限制（网关、数据库字段、日志复制）。",
        "Look for a broken connection, a timeout, or a limit of length: in a gateway, a database column, a log it was copied from.",
    ),
    when=[Occasion.TROUBLE],
)
def truncated(subject: Subject) -> Iterator[Found]:
    """The message breaks off before its end.

    What: the connection ended before the body did, the body is shorter than Content-Length says, compressed data end too
    early, or a document ends while elements are open. Only the outermost place is named. What is whole is read and checked.
    What HISight itself had no room to keep was whole on its way, and is no finding.

    Why: the receiver waits for the rest or refuses the message.

    Example: an answer of 4000 characters whose last element is `<DEPT_NA`.
    """
    message, exchange = subject.message, subject.call.exchange
    if not subject.call.is_business or (exchange is not None and failure.read(exchange.error).kind.name == "not-kept"):
        return
    if exchange is not None and exchange.error and subject.direction == "response":
        yield Found(
            "", Words(f"应答没有收完：{exchange.error}。", f"the answer did not come to its end: {exchange.error}.")
        )
        return
    outer = next((problem for problem in message.problems if problem.kind == "truncated"), None)
    error, root = message.document.error, message.document.root
    if outer is not None and outer.layer == "root":
        yield Found("ROOT", Words(f"ROOT {outer.message.zh}", f"in ROOT, {outer.message.en}"))
    elif outer is not None:
        yield Found("", outer.message)
    elif error is not None and error.kind == "truncated":
        yield Found(root.name if root is not None else "", error.what)
