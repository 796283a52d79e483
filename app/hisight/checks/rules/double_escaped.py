"""XML009."""

from collections.abc import Iterator
from itertools import islice

from hisight.checks.finding import Found, Severity
from hisight.checks.occasion import Occasion
from hisight.checks.registry import rule
from hisight.checks.repetition import LOOKED_AT, MOST_EXPLAINED, first_of_each
from hisight.checks.subject import Subject
from hisight.explain.charset import explain, short
from hisight.protocol import markup
from hisight.protocol.document import Node
from hisight.protocol.envelope import PAYLOAD_NAME
from hisight.wording import Words


@rule(
    "XML009",
    "double-escaped",
    Severity.ERROR,
    title=Words("多转义了一次", "escaped once too often"),
    hint=Words(
        "SOAP 库会自己转义字符串参数，不要在交给它之前再转义一次。",
        "A SOAP library escapes its string arguments; do not escape them before handing them over.",
    ),
    when=[Occasion.ESCAPES],
)
def double_escaped(subject: Subject) -> Iterator[Found]:
    """ROOT, the payload or a value was escaped twice, or escaped inside CDATA.

    What: after reading as a receiver does there is still `&lt;ROOT&gt;` or `<![CDATA[<ROOT>` as text. It is read all the
    same. A value with `&lt;` or `&amp;` left in it is a warning, one for each field; a value that holds HTML is left alone.

    Why: the receiver gets text where it looks for elements, and finds no ROOT.

    Example: `&amp;lt;ROOT&amp;gt;` in the argument, or `<![CDATA[&lt;ROOT&gt;]]>`.
    """
    message = subject.message
    carried = message.transport
    if carried.again and (carried.kind != "bare" or message.head.start_line):
        what = Words("转义", "escaped") if carried.again == "escaped" else Words("放进 CDATA", "put into CDATA")
        where = f"<{carried.argument}>" if carried.argument else "ROOT"
        text = Words(f"{where} 里的报文多{what.zh}了一次。", f"the document in {where} was {what.en} once too often.")
        yield Found("", text)
    if message.payload.escaped_again:
        name = PAYLOAD_NAME[message.direction]
        yield Found(
            f"ROOT/{name}", Words(f"{name} 的内容多转义了一次。", f"the content of {name} was escaped once too often.")
        )
    nodes = list(_values(subject))
    firsts = {node.name: node.value for node in reversed(nodes)}
    for path, name, count in islice(first_of_each(subject, nodes), MOST_EXPLAINED):
        yield _left_over(path, name, firsts[name], count)
    for entry in message.envelope.fields:
        if entry.name not in ("SIGN", PAYLOAD_NAME[message.direction]) and _has_references(entry.value):
            yield _left_over(f"ROOT/{entry.name}", entry.name, entry.value, 1)


def _left_over(path: str, name: str, value: str, count: int) -> Found:
    more = Words(f"，共 {count} 处", f", in {count} places") if count > 1 else Words("", "")
    found = explain(value[:LOOKED_AT])
    meant = short(found.meant if found else value)
    text = Words(
        f"{name} 的值多转义了一次，接收方会看到“{short(value)}”，而不是“{meant}”{more.zh}。",
        f"{name} was escaped once too often: the receiver will see “{short(value)}” for “{meant}”{more.en}.",
    )
    return Found(path, text, severity=Severity.WARNING)


def _values(subject: Subject) -> Iterator[Node]:
    root, xml = subject.message.document.root, subject.message.payload.xml
    if root is None or not ("&amp;" in xml or ("<![CDATA[" in xml and "&" in xml)):
        return
    yield from (node for node in root.walk() if _has_references(node.value))


def _has_references(value: str) -> bool:
    """True when reading it once more makes other characters of it; a reference that XML forbids is nobody's escape."""
    return "&" in value and "<" not in value and markup.unescape(value) != value
