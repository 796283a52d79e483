"""SIG002."""

from collections.abc import Iterator

from hisight.checks.finding import Found, Severity
from hisight.checks.occasion import Occasion
from hisight.checks.registry import rule
from hisight.checks.subject import Subject
from hisight.wording import Words

_NO_REFUSAL = ("", "digest-case")  # of these sign-case speaks


@rule(
    "SIG002",
    "signature-deviation",
    Severity.ERROR,
    title=Words("签名与约定不同", "a signature that is made otherwise than agreed"),
    hint=Words("请与对方确认签名规则，或修改配置。", "Agree on the rule, or change the profile."),
    when=[Occasion.SIGNATURE],
)
def signature_deviation(subject: Subject) -> Iterator[Found]:
    """SIGN fits, but not as it was agreed.

    What: the rule of the profile does not give this SIGN, but another known rule does (a warning), or the agreed one does
    with a few changes that were found by trying: another charset, the key joined otherwise, the payload signed before it is
    encrypted. With rule `auto` no known rule deviates.

    Why: a receiver that follows the agreed rule refuses the message with 7 (签名不正确).

    Example: a RETURN_MSG in Chinese that the HIS signs as GBK bytes, where UTF-8 was agreed; or a message signed by
    `elements-keyless`, as the sample of section 5.1, where `sorted-query-key` was agreed.
    """
    status = subject.message.signature
    if status.variant == "other-rule":
        if status.rule != "sorted-query-key-lower":  # that is sign-case
            yield Found("ROOT/SIGN", status.explanation, "2.1", severity=Severity.WARNING)
    elif status.variant not in _NO_REFUSAL:
        agreed = [one.agreed for one in status.differences]
        zh, en = "；".join(one.zh for one in agreed), ", and ".join(one.en for one in agreed)
        hint = Words(f"约定：{zh}。", f"Agreed is that {en}.")
        yield Found("ROOT/SIGN", status.explanation, "2.1", hint)
