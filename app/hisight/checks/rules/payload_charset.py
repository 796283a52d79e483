"""CHR002."""

from collections.abc import Iterator

from hisight.checks.finding import Found, Severity
from hisight.checks.occasion import Occasion
from hisight.checks.registry import rule
from hisight.checks.subject import Subject
from hisight.explain.charset_label import explain_label
from hisight.wording import Words


@rule(
    "CHR002",
    "payload-charset",
    Severity.WARNING,
    title=Words("业务参数的字符集不是 UTF-8", "the payload is not in UTF-8"),
    hint=Words(
        "请先把报文编码为 UTF-8，再加密；XML 声明应如实写明。",
        "Encode the document as UTF-8 before it is encrypted, and declare it so.",
    ),
    when=[Occasion.CHARSET],
)
def payload_charset(subject: Subject) -> Iterator[Found]:
    """The decrypted payload is not in UTF-8, or not in what its XML declaration names.

    What: a payload has a charset of its own only under encryption; a plain one is written in that of the body. Text of ASCII
    alone is the same in all of them, and passes.

    Why: all XML is UTF-8 (2.2, rule 1); a receiver that decrypts to UTF-8 reads mojibake.

    Example: a payload that a Windows program encrypted as GBK.
    """
    decoded = subject.message.payload.decoded
    if decoded is None:
        return
    found = explain_label(decoded)
    if found is not None:
        message = Words(f"业务参数：{found.words.zh}", f"the payload: {found.words.en}")
    elif not decoded.chosen and decoded.charset != "utf-8" and not decoded.text.isascii():
        message = Words(
            f"解密后的业务参数是 {decoded.charset}，应为 UTF-8。",
            f"the decrypted payload is {decoded.charset}; it should be UTF-8.",
        )
    else:
        return
    yield Found(subject.payload_path, message, "2.2 (1)")
