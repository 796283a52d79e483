"""NET003."""

from collections.abc import Iterator

from hisight.checks.finding import Found, Severity
from hisight.checks.occasion import Occasion
from hisight.checks.registry import rule
from hisight.checks.subject import Subject
from hisight.wording import Words


@rule(
    "NET003",
    "empty-body",
    Severity.ERROR,
    title=Words("正文为空", "an empty body"),
    hint=Words(
        "请查看发送方的日志：报文没有写入就结束了。", "Look into the sender's log: it ended before it wrote a message."
    ),
    when=[Occasion.TROUBLE],
)
def empty_body(subject: Subject) -> Iterator[Found]:
    """A request or an answer has no content.

    What: the body has no characters, or only blanks. With an HTTP status of 400 or more only http-error is reported, and
    where the connection broke only truncated.

    Why: there is nothing that the receiver could act on.

    Example: `HTTP/1.1 200 OK` with `Content-Length: 0`.
    """
    if subject.unread("empty-body") is not None:
        status = subject.message.head.start_line.partition(" ")[2] if subject.direction == "response" else ""
        with_status = Words(f"（HTTP {status}）", f" (HTTP {status})") if status else Words("", "")
        yield Found("", Words(f"正文为空{with_status.zh}。", f"the body is empty{with_status.en}."))
