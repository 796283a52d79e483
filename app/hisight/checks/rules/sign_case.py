"""SIG003."""

from collections.abc import Iterator

from hisight.checks.finding import Found, Severity
from hisight.checks.occasion import Occasion
from hisight.checks.registry import rule
from hisight.checks.subject import Subject
from hisight.wording import Words


@rule(
    "SIG003",
    "sign-case",
    Severity.NOTE,
    title=Words("SIGN 的大小写与约定不同", "SIGN in another case than agreed"),
    hint=Words("文档 5.1 规定 MD5 大写 32 位。", "Section 5.1 asks for MD5 in 32 upper-case digits."),
    when=[Occasion.SIGNATURE],
)
def sign_case(subject: Subject) -> Iterator[Found]:
    """SIGN is right but for the case of its hex digits.

    What: the digest fits without regard to case, and not letter by letter. Nothing is said where the profile leaves the
    rule to us and the digits are all of one case.

    Why: a receiver that compares strings refuses it; most compare without case.

    Example: `8772d6cd...` where `8772D6CD...` was agreed.
    """
    status = subject.message.signature
    lower = status.variant == "other-rule" and status.rule == "sorted-query-key-lower"
    if status.variant == "digest-case" or lower:
        yield Found("ROOT/SIGN", status.explanation, "5.1")
