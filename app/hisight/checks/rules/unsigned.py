"""SIG005."""

from collections.abc import Iterator

from hisight.checks.finding import Found, Severity
from hisight.checks.occasion import Occasion
from hisight.checks.registry import rule
from hisight.checks.subject import SUCCESS, Subject
from hisight.protocol import AUTO
from hisight.wording import Words


@rule(
    "SIG005",
    "unsigned",
    Severity.ERROR,
    title=Words("报文没有签名", "the message is not signed"),
    hint=Words("请按约定的规则生成 SIGN。", "Make SIGN by the agreed rule."),
    when=[Occasion.SIGNATURE],
)
def unsigned(subject: Subject) -> Iterator[Found]:
    """SIGN is empty or absent.

    What: an error where a profile names a rule or a key, a warning where nothing is known about the peer but the text, which
    marks SIGN with √. Many a HIS leaves it empty when it refuses, so on a refused answer it is a note.

    Why: the receiver answers 7 (签名不正确); one that does not look would take the message from anybody.

    Example: `<SIGN></SIGN>` in a request.
    """
    message = subject.message
    if message.transport.carries != "root" or message.signature.verdict != "unsigned":
        return
    if "SIGN" not in subject.envelope_names and ("SIGN" in subject.envelope_names.values() or subject.envelope_broken):
        return  # it stands there under another name, which is missing-envelope-field, or was not read
    agreed = message.scheme.rule != AUTO or bool(message.scheme.keys)
    severity = Severity.ERROR if agreed else Severity.WARNING
    if subject.direction == "response" and subject.call.return_code not in ("", SUCCESS):
        severity = Severity.NOTE
    yield Found("ROOT/SIGN", message.signature.explanation, f"2.3 {subject.direction} ROOT/SIGN", severity=severity)
