"""RET001."""

from collections.abc import Iterator

from hisight.catalog import Catalog
from hisight.checks.finding import Found, Severity
from hisight.checks.occasion import Occasion
from hisight.checks.registry import rule
from hisight.checks.subject import SUCCESS, Subject
from hisight.wording import NOTHING, Words

_ANY_FAILURE = ("-1", "-2", "9999")


@rule(
    "RET001",
    "unknown-return-code",
    Severity.WARNING,
    title=Words("接口中没有的返回码", "a return code that the interface does not have"),
    hint=Words("请使用文档 4.1 或本功能的业务返回码。", "Use a code of section 4.1 or of the function itself."),
    when=[Occasion.REFUSAL],
    side="response",
)
def unknown_return_code(subject: Subject) -> Iterator[Found]:
    """RETURN_CODE is neither in section 4.1 nor among the function's own codes.

    What: the code is compared as text. Without the function only the common codes are known, and nothing is reported. That many
    a HIS answers -1, -2 or 9999 for any failure makes these no codes of the interface.

    Why: the platform cannot tell its user why the call failed, nor whether to try again.

    Example: `-1`, or 200505 as the answer to GetDeptInfo.
    """
    code = subject.call.return_code
    if code in ("", SUCCESS) or subject.function is None:
        return
    if subject.catalog.meaning_of_return_code(code, subject.function):
        return
    message = Words(
        f"返回码 {code} 不在 4.1 和 {subject.function.label} 的业务返回码中。",
        f"the return code {code} is neither in 4.1 nor among those of {subject.function.label}.",
    )
    yield Found("ROOT/RETURN_CODE", message, subject.function.label, _hint(code, subject.catalog))


def _hint(code: str, catalog: Catalog) -> Words:
    if code.strip("0") == "":
        return Words("成功的返回码是一个 0。", "Success is a single 0.")
    if code in _ANY_FAILURE:
        return Words(
            f"{code} 常被用作笼统的失败；请改用业务返回码，或 99（系统错误），并在 RETURN_MSG 中说明原因。",
            f"{code} often means any failure; use a business code, or 99 (系统错误), and say why in RETURN_MSG.",
        )
    owners = [function.label for function in catalog.functions if code in function.return_codes]
    if owners:
        return Words(f"{code} 是 {owners[0]} 的返回码。", f"{code} is a code of {owners[0]}.")
    return NOTHING
