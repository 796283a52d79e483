"""PAY001."""

from collections.abc import Iterator

from hisight.catalog import Field, Part
from hisight.checks.finding import Found, Severity
from hisight.checks.occasion import Occasion
from hisight.checks.registry import rule
from hisight.checks.subject import SUCCESS, Subject
from hisight.protocol.envelope import PAYLOAD_NAME
from hisight.wording import NOTHING, Words


@rule(
    "PAY001",
    "missing-payload",
    Severity.ERROR,
    title=Words("缺少业务参数", "the payload is missing"),
    hint=Words("请填入 REQ 或 RES 报文。", "Put the REQ or RES document in."),
    when=[Occasion.EMPTINESS],
)
def missing_payload(subject: Subject) -> Iterator[Found]:
    """A request or a successful answer has no payload although the interface asks for values in it.

    What: REQ_ENCRYPTED or RES_ENCRYPTED is empty, or is the encryption of nothing, and the function's table has required rows.
    A refusal needs no payload (2.2, rule 6), nor does a function without parameters (rule 4). A request without the element
    REQ_ENCRYPTED is missing-envelope-field.

    Why: the receiver answers 11 (请求数据为空), or reads success and finds nothing.

    Example: RETURN_CODE 0 and `<RES_ENCRYPTED></RES_ENCRYPTED>` from GetDeptInfo.
    """
    message, part = subject.message, subject.part
    name = PAYLOAD_NAME[subject.direction]
    if message.transport.carries != "root" or message.payload.state != "empty" or part is None or message.cut:
        return
    if subject.direction == "response" and subject.call.return_code != SUCCESS:
        return
    # Where the element is absent from a request, or stands there under another name, that is missing-envelope-field.
    absent = name not in subject.envelope_names.values() and subject.direction == "request"
    misnamed = name in subject.envelope_names.values() and name not in subject.envelope_names
    required = _required(part)
    if absent or misnamed or not required:
        return
    listed = "、".join(field.name for field in required[:3]) + ("…" if len(required) > 3 else "")
    found = Words(
        f"{name} 没有内容，应有 {part.root} 报文（{listed}）。",
        f"{name} holds nothing; it should hold a {part.root} document ({listed}).",
    )
    yield Found(
        f"ROOT/{name}",
        found,
        f"{subject.function.label} {subject.direction}" if subject.function else "",
        _hint(subject),
    )


def _required(part: Part) -> list[Field]:
    rows = (node.field for node in part.tree.children)
    return [
        row
        for row in rows
        if row is not None and row.required and not row.doubt("optional", "absent") and not row.doubted("conditional")
    ]


def _hint(subject: Subject) -> Words:
    if subject.direction == "request":
        return NOTHING
    return Words(
        "请返回 RES 报文；确实没有数据时请返回 12（返回数据为空）。",
        "Answer with a RES document; where there is no data, answer 12 (返回数据为空).",
    )
