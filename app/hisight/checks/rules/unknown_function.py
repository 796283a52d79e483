"""ENV002."""

import difflib
from collections.abc import Iterator, Mapping

from hisight.catalog import Function
from hisight.checks.finding import Found, Severity
from hisight.checks.registry import rule
from hisight.checks.subject import SUCCESS, Subject
from hisight.wording import NOTHING, Words


@rule(
    "ENV002",
    "unknown-function",
    Severity.ERROR,
    title=Words("接口中没有的功能号", "a FUN_CODE that the interface does not have"),
    hint=Words(
        "请核对 FUN_CODE；若为双方约定的扩展功能，可加入接口目录。",
        "Check FUN_CODE; if both sides agreed on it, add the function to the catalog.",
    ),
    side="request",
)
def unknown_function(subject: Subject) -> Iterator[Found]:
    """FUN_CODE is none of the interface's.

    What: the code as text; the four functions that are printed without a code go by their name. Where the other side answers
    with success it knows the function, and this is only a warning.

    Why: the receiver answers 5 (传入非法功能号), and HISight cannot tell what should stand in the message.

    Example: `<FUN_CODE>LockReg</FUN_CODE>`, or 201 for 2001.
    """
    code = subject.message.envelope.plain("FUN_CODE")
    known = subject.catalog.by_code
    if not code or code in known:
        return
    answered = subject.call.return_code == SUCCESS
    message = Words(f"接口文档中没有功能号 {code}。", f"the interface has no function {code}.")
    severity = Severity.WARNING if answered else None
    yield Found("ROOT/FUN_CODE", message, "2.3 request ROOT/FUN_CODE", _hint(subject, code, known), severity)


def _hint(subject: Subject, code: str, known: Mapping[str, Function]) -> Words:
    """Which function was probably meant: the one that the operation or the code itself names, else those spelled alike."""
    called = subject.catalog.function(code, subject.call.operation)
    meant = [called] if called else [known[near] for near in difflib.get_close_matches(code, known)]
    if not meant:
        return NOTHING
    zh = "、".join(f"{function.code or function.name}（{function.title}）" for function in meant)
    return Words(f"是否应为 {zh}？", f"Did you mean {', '.join(function.label for function in meant)}?")
