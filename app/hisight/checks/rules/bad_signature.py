"""SIG001."""

from collections.abc import Iterator

from hisight.checks.finding import Found, Severity
from hisight.checks.occasion import Occasion
from hisight.checks.registry import rule
from hisight.checks.subject import Subject
from hisight.wording import Words


@rule(
    "SIG001",
    "bad-signature",
    Severity.ERROR,
    title=Words("签名不符", "the signature does not fit"),
    hint=Words(
        "请对照“签名”页的待签名串，逐字比较双方的拼接方式和密钥。",
        "Compare the base string of the Signature page with the other side's, character by character, and the key.",
    ),
    when=[Occasion.SIGNATURE],
)
def bad_signature(subject: Subject) -> Iterator[Found]:
    """SIGN does not fit the message by any rule with any key known.

    What: every signature rule is tried with every key of the profile, and then what peers are known to do otherwise, two
    things at once: another charset, another order, the key joined otherwise, the payload signed before it is encrypted, and so
    on. The finding names what has been excluded. A message that is not signed, or for which no key is known, is not reported
    here, nor one whose payload cannot be decrypted: what spoiled that spoiled the signature.

    Why: the receiver answers 7 (签名不正确), or worse, does not look.

    Example: SIGN made with the key of the test system on the production system.
    """
    status = subject.message.signature
    if status.verdict == "invalid" and subject.message.payload.problem is None and not subject.message.cut:
        said, excluded = status.explanation, status.excluded
        yield Found("ROOT/SIGN", Words(said.zh + excluded.zh, f"{said.en} {excluded.en}".rstrip()), "2.1")
