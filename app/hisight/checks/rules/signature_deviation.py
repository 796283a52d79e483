"""SIG002."""

from collections.abc import Iterator

from hisight.checks.finding import Found, Severity
from hisight.checks.registry import rule
from hisight.checks.subject import Subject
from hisight.wording import Words


@rule(
    "SIG002",
    "signature-deviation",
    Severity.WARNING,
    title=Words("签名正确，但规则与约定不同", "a right signature by another rule than agreed"),
    hint=Words("请与对方确认签名规则，或修改配置。", "Agree on the rule, or change the profile."),
)
def signature_deviation(subject: Subject) -> Iterator[Found]:
    """SIGN fits, but by another rule than the profile of this peer says.

    What: the rule of the profile does not give this SIGN, another known rule does. With rule `auto` nothing deviates.

    Why: a receiver that knows only the agreed rule refuses the message.

    Example: a message signed by `elements-keyless`, as the sample of section 5.1, where `sorted-query-key` was agreed.
    """
    status = subject.message.signature
    if status.variant == "other-rule" and status.rule != "sorted-query-key-lower":  # that is sign-case
        yield Found("ROOT/SIGN", status.explanation, "2.1")
