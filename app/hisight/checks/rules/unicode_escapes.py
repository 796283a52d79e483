"""CHR004."""

from collections.abc import Iterator
from itertools import islice

from hisight.checks.finding import Found, Severity
from hisight.checks.occasion import Occasion
from hisight.checks.registry import rule
from hisight.checks.repetition import LOOKED_AT, MOST_EXPLAINED
from hisight.checks.subject import Subject
from hisight.explain.charset import explain, short
from hisight.explain.charset_changes import ESCAPES
from hisight.wording import Words


@rule(
    "CHR004",
    "unicode-escapes",
    Severity.ERROR,
    title=Words("值中有 \\u 转义", "\\u escapes in a value"),
    hint=Words(
        "\\u 转义只属于 JSON 和源代码；XML 中请直接写字符。",
        "Such escapes belong to JSON and source code; write the characters themselves into XML.",
    ),
    when=[Occasion.ESCAPES],
)
def unicode_escapes(subject: Subject) -> Iterator[Found]:
    r"""A value holds characters as `\uXXXX`, letter by letter.

    What: a backslash, a u and four hex digits. One finding for the message, at the first such value, with what was meant.

    Why: XML knows no such escape: the receiver shows it as it stands.

    Example: `<DEPT_NAME>\u5185\u79d1</DEPT_NAME>` for 内科.
    """
    message = subject.message
    if "\\u" not in message.payload.xml and not any("\\u" in entry.value for entry in message.envelope.fields):
        return
    escaped = ((path, name, value[:LOOKED_AT]) for path, name, value in subject.texts() if "\\u" in value)
    places = [
        (path, name, found)
        for path, name, value in islice(escaped, MOST_EXPLAINED)
        if (found := explain(value)) is not None and ESCAPES in found.changes
    ]
    if not places:
        return
    path, name, found = places[0]
    meant, others = short(found.meant), len(places) - 1
    more = Words(f"另有 {others} 处。", f" And {others} more.") if others else Words("", "")
    text = Words(
        f"{name} 的值含 \\u 转义，原文是“{meant}”。{more.zh}", f"{name} holds \\u escapes for “{meant}”.{more.en}"
    )
    yield Found(path, text, "2.2 (1)")
