"""XML010."""

from collections.abc import Iterator

from hisight.checks.finding import Found, Severity
from hisight.checks.occasion import Occasion
from hisight.checks.registry import rule
from hisight.checks.subject import Subject
from hisight.wording import Words


@rule(
    "XML010",
    "nested-root",
    Severity.WARNING,
    title=Words("ROOT 以节点形式嵌在 SOAP 中", "ROOT nested in SOAP as elements"),
    hint=Words(
        "请把 ROOT 作为字符串传递：转义，或放进 CDATA。",
        "Hand ROOT over as a string: escaped, or in CDATA.",
    ),
    when=[Occasion.PLAIN],
)
def nested_root(subject: Subject) -> Iterator[Found]:
    """The SOAP argument holds ROOT as elements, where a string is expected.

    What: ROOT and what it contains are elements of the SOAP document itself. It is read all the same.

    Why: a receiver whose argument is a string gets an empty one, or answers with a fault; its WSDL knows no ROOT.

    Example: `<xml><ROOT>...</ROOT></xml>` for `<xml>&lt;ROOT&gt;...`.
    """
    carried = subject.message.transport
    if carried.style != "elements" or carried.carries != "root":
        return
    where = (
        Words("SOAP Body 里", "the SOAP Body")
        if carried.argument == "Body"
        else Words(f"<{carried.argument}> 里", f"<{carried.argument}>")
    )
    yield Found(
        "ROOT",
        Words(
            f"{where.zh}直接嵌了 ROOT 节点，应为字符串。", f"{where.en} holds ROOT as elements, where a string belongs."
        ),
    )
