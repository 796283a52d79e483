"""NET005."""

from collections.abc import Iterator

from hisight.checks.finding import Found, Severity
from hisight.checks.occasion import Occasion
from hisight.checks.registry import rule
from hisight.checks.subject import Subject
from hisight.wording import NOTHING, Words

_BLAMED = Words(
    "对方认为请求有误：请对照 WSDL 核对操作名、命名空间、参数名和 SOAP 版本。",
    "The service finds the request at fault: compare operation, namespace, argument and SOAP version with its WSDL.",
)


@rule(
    "NET005",
    "soap-fault",
    Severity.ERROR,
    title=Words("对方返回 SOAP Fault", "a SOAP fault"),
    hint=Words(
        "服务内部出错，请查看 HIS 服务的日志。", "Something broke inside the service: look into the log of the HIS."
    ),
    when=[Occasion.TROUBLE],
)
def soap_fault(subject: Subject) -> Iterator[Found]:
    """The answer is a SOAP fault in place of a ROOT.

    What: code and reason as the service gives them. Codes of the family Client or Sender blame the request.

    Why: the service could not even begin to handle the call: operation, namespace or argument do not fit its WSDL, or it
    broke down.

    Example: `soap:Client` with `Unmarshalling Error: unexpected element (local:"xml")`.
    """
    problem = subject.unread("soap-fault")
    fault = subject.message.transport.fault
    if problem is not None and fault is not None:
        yield Found("", problem.message, hint=_BLAMED if fault.blames_the_caller else NOTHING)
