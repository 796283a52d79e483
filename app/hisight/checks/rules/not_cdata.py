"""XML008."""

from collections.abc import Iterator

from hisight.checks.finding import Found, Severity
from hisight.checks.registry import rule
from hisight.checks.subject import Subject
from hisight.wording import Words

VALUES = ("RETURN_CODE", "RETURN_MSG", "SIGN_TYPE", "SIGN", "RES_ENCRYPTED")
"""The five basic values of an answer (published interface, 2.1)."""


@rule(
    "XML008",
    "not-cdata",
    Severity.NOTE,
    title=Words("返回的基本参数没有放在 CDATA 中", "basic values of an answer outside CDATA"),
    hint=Words(
        "2.1 要求放在 CDATA 中，但它的示例没有放；对方能正常解析时可不改。",
        "Section 2.1 asks for CDATA and its own sample has none; leave it if the receiver reads it.",
    ),
    side="response",
)
def not_cdata(subject: Subject) -> Iterator[Found]:
    """Some of the five basic values of an answer do not stand in CDATA.

    What: 2.1 says that they must; its own sample, printed below that sentence, shows them plain. For an XML parser both
    are the same, so this is a note. Empty values are passed over.

    Why: a receiver that cuts values out of the text by searching for `<![CDATA[` finds nothing.

    Example: `<RETURN_CODE>0</RETURN_CODE>` for `<RETURN_CODE><![CDATA[0]]></RETURN_CODE>`.
    """
    entries = (subject.message.envelope.entry(name) for name in VALUES)
    plain = [entry.name for entry in entries if entry is not None and entry.style != "cdata" and entry.value.strip()]
    if plain:
        message = Words(f"没有放在 CDATA 中：{'、'.join(plain)}。", f"not in CDATA: {', '.join(plain)}.")
        yield Found(f"ROOT/{plain[0]}" if len(plain) == 1 else "ROOT", message, "2.1")
