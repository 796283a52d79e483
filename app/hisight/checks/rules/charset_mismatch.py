"""CHR001."""

from collections.abc import Iterator

from hisight.checks.finding import Found, Severity
from hisight.checks.occasion import Occasion
from hisight.checks.registry import rule
from hisight.checks.subject import Subject
from hisight.explain.charset_label import explain_label
from hisight.wording import Words


@rule(
    "CHR001",
    "charset-mismatch",
    Severity.WARNING,
    title=Words("声明的字符集与实际不符", "the declared charset is not the real one"),
    hint=Words(
        "请统一使用 UTF-8，并在 Content-Type 中如实写明。",
        "Send UTF-8, and say so in Content-Type.",
    ),
    when=[Occasion.CHARSET],
)
def charset_mismatch(subject: Subject) -> Iterator[Found]:
    """The bytes are not in the charset that Content-Type or the XML declaration names.

    What: the charset that was found by BOM and by strict decoding differs from the declared one, and the text has
    characters beyond ASCII; or some bytes belong to no charset, or to two: then the text was cut inside a character, or
    joined from two sources.

    Why: a receiver that believes the label reads mojibake, and the signature of a Chinese RETURN_MSG no longer fits.

    Example: a GBK body under `Content-Type: text/xml; charset=utf-8`.
    """
    found = explain_label(subject.message.decoded)
    if found is not None:
        yield Found("", found.words, "2.2 (1)")
