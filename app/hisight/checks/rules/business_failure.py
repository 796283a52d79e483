"""RET004."""

from collections.abc import Iterator

from hisight.checks.finding import Found, Severity
from hisight.checks.occasion import Occasion
from hisight.checks.registry import rule
from hisight.checks.subject import SUCCESS, Subject
from hisight.wording import Words

_COMMON = frozenset(("10", "12"))
"""Codes of 4.1 that answer a right call with no (重复提交, 返回数据为空); the others say that a call or a system is not right."""


@rule(
    "RET004",
    "business-failure",
    Severity.NOTE,
    title=Words("业务上的拒绝", "a call that is answered with no"),
    hint=Words(
        "报文本身无须修改，请按返回码的含义处理业务。",
        "Nothing in the messages need change; act on what the code means.",
    ),
    when=[Occasion.REFUSAL],
    side="response",
)
def business_failure(subject: Subject) -> Iterator[Found]:
    """The call is right, and the answer is no.

    What: RETURN_CODE is one of the function's own business codes, or one of the two common ones that say the same.

    Why: neither side has to mend its messages; the code says what to do.

    Example: 200505 (该排班挂号已满（无剩余号源）) as the answer to LockReg.
    """
    code, function = subject.call.return_code, subject.function
    if function is None or code == SUCCESS:
        return
    if code in function.return_codes or code in _COMMON:
        meaning = subject.catalog.meaning_of_return_code(code, function)
        message = Words(f"业务上被拒绝：{code}，{meaning}。", f"answered with no: {code}, {meaning}.")
        yield Found("ROOT/RETURN_CODE", message, function.label)
