"""RET001."""

from collections.abc import Iterator

from hisight.checks.finding import Found, Severity
from hisight.checks.registry import rule
from hisight.checks.subject import SUCCESS, Subject
from hisight.wording import Words


@rule(
    "RET001",
    "unknown-return-code",
    Severity.WARNING,
    title=Words("接口中没有的返回码", "a return code that the interface does not have"),
    hint=Words("请使用文档 4.1 或本功能的业务返回码。", "Use a code of section 4.1 or of the function itself."),
)
def unknown_return_code(subject: Subject) -> Iterator[Found]:
    """RETURN_CODE is neither in section 4.1 nor among the function's own codes.

    What: the code is compared as text. Without the function only the common codes are known, and nothing is reported.

    Why: the platform cannot tell its user why the call failed, nor whether to try again.

    Example: `-1`, or 200505 as the answer to GetDeptInfo.
    """
    code = subject.call.return_code
    if subject.direction != "response" or code in ("", SUCCESS) or subject.function is None:
        return
    if subject.catalog.meaning_of_return_code(code, subject.function):
        return
    message = Words(
        f"返回码 {code} 不在 4.1 和 {subject.function.label} 的业务返回码中。",
        f"the return code {code} is neither in 4.1 nor among those of {subject.function.label}.",
    )
    yield Found("ROOT/RETURN_CODE", message, subject.function.label)
