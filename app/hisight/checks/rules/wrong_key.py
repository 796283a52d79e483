"""PAY005."""

from collections.abc import Iterator

from hisight.checks.finding import Found, Severity
from hisight.checks.occasion import Occasion
from hisight.checks.registry import rule
from hisight.checks.subject import Subject
from hisight.wording import NOTHING, Words


@rule(
    "PAY005",
    "wrong-key",
    Severity.ERROR,
    title=Words("密钥不符", "another key"),
    hint=Words(
        "请双方核对密钥：环境、医院、启用日期；并确认算法一致。",
        "Compare the keys (which system, which hospital, since when) and the cipher.",
    ),
    when=[Occasion.TROUBLE],
)
def wrong_key(subject: Subject) -> Iterator[Found]:
    """The payload was encrypted with a key that this peer's profile does not have.

    What: every key known and every cipher gives invalid padding, or bytes that are no text. That the signature does not fit
    either is said here, not a second time. What is left of a message that was cut proves nothing.

    Why: the receiver answers 6 (密钥不匹配) or 9 (加密不正确).

    Example: the key of the test system on the production system.
    """
    message = subject.message
    problem = message.payload.problem
    if problem is None or problem.kind != "wrong-key" or message.cut:
        return
    neither = message.signature.verdict == "invalid"
    also = Words("签名也不符。", " Nor does the signature fit.") if neither else NOTHING
    text = Words(problem.message.zh + also.zh, problem.message.en + also.en)
    yield Found(subject.payload_path, text, "2.3")
