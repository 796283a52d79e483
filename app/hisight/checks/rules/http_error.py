"""NET001."""

from collections.abc import Iterator

from hisight.checks.finding import Found, Severity
from hisight.checks.occasion import Occasion
from hisight.checks.registry import rule
from hisight.checks.subject import Subject
from hisight.wording import NOTHING, Words

_HINTS = {
    400: Words(
        "HIS 认为请求有误，请对照请求的地址、Content-Type 和报文。",
        "The HIS finds the request at fault: see its address, Content-Type and body.",
    ),
    401: Words("HIS 要求身份验证，请与 HIS 方确认。", "The HIS asks for credentials; ask its engineers."),
    403: Words("HIS 拒绝访问，请确认白名单和权限。", "The HIS refuses access: see its allow list and permissions."),
    404: Words("请核对服务地址的路径。", "Compare the path of the service's address."),
    405: Words("该地址不接受这种请求方法，请核对服务地址。", "The address does not take this method; compare it."),
    413: Words("请求太大，请调整 HIS 侧的大小限制。", "The request is too large for the HIS: raise its limit."),
    415: Words(
        "请核对 Content-Type 和 SOAP 版本（1.1 用 text/xml，1.2 用 application/soap+xml）。",
        "See Content-Type and SOAP version (1.1 takes text/xml, 1.2 application/soap+xml).",
    ),
    502: Words("网关连不上 HIS 服务，请检查服务是否启动。", "The gateway cannot reach the HIS: see that it runs."),
    503: Words(
        "HIS 服务暂不可用，请检查服务是否启动、是否过载。",
        "The HIS is not available: see that it runs and is not overloaded.",
    ),
    504: Words("网关等 HIS 应答超时，请检查 HIS 为什么慢。", "The gateway waited too long: see why the HIS is slow."),
}


@rule(
    "NET001",
    "http-error",
    Severity.ERROR,
    title=Words("HTTP 状态码表示失败", "an HTTP status that means failure"),
    hint=Words("请查看 HIS 服务的日志。", "Look into the log of the HIS."),
    when=[Occasion.TROUBLE],
)
def http_error(subject: Subject) -> Iterator[Found]:
    """The answer has an HTTP status of 400 or more.

    What: the status line. A SOAP fault comes with status 500 as it should and is only reported as soap-fault; that an
    error page is no SOAP, or that the body is empty, is not said again.

    Why: the call did not reach the program behind the address, or that program broke down.

    Example: `HTTP/1.1 404 Not Found`, because a path in the configuration is misspelled.
    """
    status = subject.message.head.status
    if status < 400 or not subject.call.is_business or any(one.kind == "soap-fault" for one in subject.problems):
        return
    line = subject.message.head.start_line.partition(" ")[2]
    yield Found("", Words(f"HTTP 状态 {line}。", f"HTTP status {line}."), hint=_HINTS.get(status, NOTHING))
