"""NET004."""

from collections.abc import Iterator

from hisight.checks.finding import Found, Severity
from hisight.checks.occasion import Occasion
from hisight.checks.registry import rule
from hisight.checks.subject import Subject
from hisight.wording import Words


@rule(
    "NET004",
    "not-soap",
    Severity.ERROR,
    title=Words("正文不是 SOAP", "a body that is no SOAP"),
    hint=Words(
        "请核对服务地址；返回页面的多半是登录页、网关或错误页。",
        "Compare the address; a page mostly comes from a login, a gateway or an error handler.",
    ),
    when=[Occasion.TROUBLE],
)
def not_soap(subject: Subject) -> Iterator[Found]:
    """The body is an HTML page, JSON, a form, or nothing that can be named.

    What: what it is, as far as that can be told, or why it could not be unfolded or taken apart. With an HTTP status of 400 or more only
    http-error is reported.

    Why: whoever answered is not the service that was meant.

    Example: `<html><title>登录</title>` with status 200.
    """
    problem = subject.unread("not-soap")
    if problem is not None:
        folded = next((one for one in subject.problems if one.layer in ("content-encoding", "package")), problem)
        yield Found("", folded.message)
