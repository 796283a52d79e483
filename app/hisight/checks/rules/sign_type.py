"""SIG004."""

from collections.abc import Iterator

from hisight.checks.finding import Found, Severity
from hisight.checks.registry import rule
from hisight.checks.subject import Subject
from hisight.wording import Words


@rule(
    "SIG004",
    "sign-type",
    Severity.ERROR,
    title=Words("SIGN_TYPE 不是 MD5", "SIGN_TYPE is not MD5"),
    hint=Words(
        "请写成 MD5；SIGN_TYPE 不参与加签，改后 SIGN 不变。",
        "Write MD5; SIGN_TYPE is not signed, so SIGN stays as it is.",
    ),
)
def sign_type(subject: Subject) -> Iterator[Found]:
    """SIGN_TYPE is something else than MD5 in capitals.

    What: the value without blanks around it. A message that is not signed is unsigned; an empty SIGN_TYPE beside a SIGN is
    missing-envelope-field.

    Why: the receiver answers 8 (签名类型不正确).

    Example: `<SIGN_TYPE>md5</SIGN_TYPE>`.
    """
    value = subject.message.envelope.plain("SIGN_TYPE")
    if value in ("", "MD5") or subject.message.signature.verdict == "unsigned":
        return
    message = Words(f"SIGN_TYPE 是“{value}”，应为大写的 MD5。", f"SIGN_TYPE is “{value}”; it must be MD5, in capitals.")
    yield Found("ROOT/SIGN_TYPE", message, f"2.3 {subject.direction} ROOT/SIGN_TYPE")
