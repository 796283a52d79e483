"""PAY004."""

from collections.abc import Iterator

from hisight.checks.finding import Found, Severity
from hisight.checks.occasion import Occasion
from hisight.checks.registry import rule
from hisight.checks.subject import Subject
from hisight.wording import Words


@rule(
    "PAY004",
    "cut-ciphertext",
    Severity.ERROR,
    title=Words("密文不完整", "the ciphertext was cut"),
    hint=Words(
        "请检查字段长度限制和日志、数据库的截断；双方确认加密算法相同。",
        "Look for a limit on lengths, in a log or a column; see that both sides use the same cipher.",
    ),
    when=[Occasion.TROUBLE],
)
def cut_ciphertext(subject: Subject) -> Iterator[Found]:
    """The payload is base64, and what it stands for is no whole number of cipher blocks.

    What: AES works on blocks of 16 bytes; any other length was cut, or was made by another cipher.

    Why: the last block cannot be decrypted, and with it goes the padding that proves the key.

    Example: 40 bytes of ciphertext.
    """
    problem = subject.message.payload.problem
    if problem is not None and problem.kind == "cut-ciphertext" and not subject.message.cut:
        yield Found(subject.payload_path, problem.message, "2.3")
