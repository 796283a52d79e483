"""PAY003."""

from collections.abc import Iterator

from hisight.checks.finding import Found, Severity
from hisight.checks.occasion import Occasion
from hisight.checks.registry import rule
from hisight.checks.subject import Subject
from hisight.wording import Words


@rule(
    "PAY003",
    "bad-base64",
    Severity.ERROR,
    title=Words("业务参数不是 base64", "the payload is no base64"),
    hint=Words(
        "请检查密文在编码、拼接或转发时是否被改动。",
        "See where the ciphertext was changed: in encoding it, joining it or passing it on.",
    ),
    when=[Occasion.TROUBLE],
)
def bad_base64(subject: Subject) -> Iterator[Found]:
    """The payload is neither XML nor base64.

    What: characters that base64 does not have, or a length that it cannot have. Line breaks do no harm, and a blank inside a line
    is taken for the + that a form made of it.

    Why: nothing can be decrypted; the receiver answers 9 (加密不正确).

    Example: `%2B` for `+`, or a ciphertext that was cut within its last four characters.
    """
    problem = subject.message.payload.problem
    if problem is not None and problem.kind == "bad-base64" and not subject.message.cut:
        yield Found(subject.payload_path, problem.message, "2.3")
