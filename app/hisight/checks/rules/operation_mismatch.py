"""ENV003."""

from collections.abc import Iterator

from hisight.checks.finding import Found, Severity
from hisight.checks.registry import rule
from hisight.checks.subject import Subject
from hisight.wording import Words

ONE_FOR_ALL = frozenset(("funmain",))
"""Names of functions under which hospitals also offer one operation for every function."""


@rule(
    "ENV003",
    "operation-mismatch",
    Severity.ERROR,
    title=Words("SOAP 操作与功能号不一致", "SOAP operation and FUN_CODE disagree"),
    hint=Words(
        "请让 SOAP 操作名与 FUN_CODE 指向同一个功能。", "Let the SOAP operation and FUN_CODE name the same function."
    ),
    side="request",
)
def operation_mismatch(subject: Subject) -> Iterator[Found]:
    """The SOAP operation is the name of one function, FUN_CODE the code of another.

    What: only operations that are called like a function, without regard to case. An operation that takes every function
    (PubService, HisInterface, HisService ...) never disagrees, nor does a FUN_CODE that the interface does not have.

    Why: one side goes by the operation, the other by FUN_CODE: the wrong function is carried out, and its answer is
    read as that of the other.

    Example: operation `LockReg` with FUN_CODE 2007.
    """
    operation = subject.call.operation
    if not operation or operation.lower() in ONE_FOR_ALL:
        return
    named = subject.catalog.function("", operation)
    coded = subject.catalog.function(subject.message.envelope.plain("FUN_CODE"))
    if named is None or coded is None or named is coded:
        return
    message = Words(
        f"SOAP 操作是 {operation}（{named.label}），FUN_CODE 却是 {coded.code or coded.name}（{coded.title}）。",
        f"the SOAP operation is {operation} ({named.label}), but FUN_CODE means {coded.label}.",
    )
    yield Found("ROOT/FUN_CODE", message, coded.label)
