"""XML004."""

from collections.abc import Iterator

from hisight.checks.finding import Found, Severity
from hisight.checks.registry import rule
from hisight.checks.repetition import first_of_each
from hisight.checks.subject import Subject
from hisight.protocol import line_ends
from hisight.wording import Words


@rule(
    "XML004",
    "lf-newline",
    Severity.WARNING,
    title=Words("换行不是 \\r\\n", "a line break that is not CR LF"),
    hint=Words(
        "文本字段里的换行请写成 \\r\\n（回车加换行）；放在 XML 里时写成 &#13;&#10; 可避免解析器丢掉回车。",
        "Break lines in values with CR LF; written &#13;&#10; it survives every XML parser.",
    ),
    side="response",
)
def lf_newline(subject: Subject) -> Iterator[Found]:
    """A value of an answer is broken into lines by LF or CR alone.

    What: the text as it was sent is looked at, before any parser made LF of CR LF; `&#13;&#10;` counts as CR LF. Line ends
    between elements, around a value and in base64 are layout. One finding for each field, at its first place.

    Why: 2.2 rule 7 asks for `\\r\\n`; a client that breaks lines at CR LF shows one long line.

    Example: `<DESC>上午\\n下午</DESC>`.
    """
    message = subject.message
    for name in line_ends.bare_in_envelope(message):
        yield Found(f"ROOT/{name}", _message(name, 1), "2.2 (7)")
    for path, name, count in first_of_each(subject, line_ends.bare_in_payload(message)):
        yield Found(path, _message(name, count), "2.2 (7)")


def _message(name: str, count: int) -> Words:
    more = Words(f"，共 {count} 处", f", in {count} places") if count > 1 else Words("", "")
    return Words(
        f"{name} 的值里有换行，但不是 \\r\\n{more.zh}。",
        f"{name} has line breaks that are not CR LF{more.en}.",
    )
