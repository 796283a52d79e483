"""RET003."""

from collections.abc import Iterator

from hisight.checks.finding import Found, Severity
from hisight.checks.occasion import Occasion
from hisight.checks.registry import rule
from hisight.checks.subject import SUCCESS, Subject
from hisight.wording import Words


@rule(
    "RET003",
    "payload-on-failure",
    Severity.NOTE,
    title=Words("失败的应答仍带业务参数", "a refusal that carries a payload"),
    hint=Words(
        "失败时可不返回 RES_ENCRYPTED；对方不应依赖其中的内容。",
        "A refusal may leave RES_ENCRYPTED out; the receiver should not rely on what it holds.",
    ),
    when=[Occasion.REFUSAL],
    side="response",
)
def payload_on_failure(subject: Subject) -> Iterator[Found]:
    """An answer refuses the call and holds a payload with content all the same.

    What: RETURN_CODE is not 0 and the payload has values. The text allows it (2.2, rule 6), so it is only a note.

    Why: most receivers do not look at it; when they do, they may take half an answer for a whole one.

    Example: RETURN_CODE 200505 with a complete LockReg answer.
    """
    root = subject.message.document.root
    if subject.call.return_code in ("", SUCCESS) or root is None:
        return
    if any(node.value.strip() for node in root.walk()):
        message = Words(
            f"RETURN_CODE 为 {subject.call.return_code}，应答仍带有业务参数。",
            f"RETURN_CODE is {subject.call.return_code}, and the answer carries a payload all the same.",
        )
        yield Found(subject.payload_path or root.name, message, "2.2 (6)")
