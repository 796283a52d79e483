"""ENV001."""

from collections.abc import Iterator

from hisight.catalog import Field
from hisight.checks.finding import Found, Severity
from hisight.checks.registry import rule
from hisight.checks.subject import Subject
from hisight.protocol.envelope import PAYLOAD_NAME
from hisight.wording import Words


@rule(
    "ENV001",
    "missing-envelope-field",
    Severity.ERROR,
    title=Words("ROOT 中缺少基本参数", "ROOT lacks a basic value"),
    hint=Words("请按文档 2.3 补全 ROOT 的基本参数。", "Complete the values of ROOT as section 2.3 has them."),
)
def missing_envelope_field(subject: Subject) -> Iterator[Found]:
    """A required value of ROOT is absent, empty, or stands there under another name.

    What: the five values of section 2.3, by their exact names. RES_ENCRYPTED may be left out; that SIGN is empty is unsigned,
    that a payload is empty is missing-payload. An empty RETURN_MSG is only a warning. Of a ROOT that is not well-formed
    nothing is said to be missing: it may only be unread.

    Why: the receiver looks for these values by name before it looks at anything else; names are case-sensitive.

    Example: `<Fun_Code>` for `<FUN_CODE>`, or an answer without RETURN_MSG.
    """
    if subject.message.transport.carries != "root":
        return
    names = subject.envelope_names
    for tag, name in names.items():
        if tag != name:
            message = Words(f"ROOT 中的 {tag} 应为 {name}。", f"{tag} in ROOT should be {name}.")
            hint = Words("请改正节点名；节点名严格区分大小写。", "Use the published name; names are case-sensitive.")
            yield Found(f"ROOT/{tag}", message, _place(subject, name), hint)
    there = set(names.values())
    lacking = [field for field in subject.envelope_part.fields if field.name not in there]
    if any(map(_is_asked_for, lacking)) and subject.envelope_broken:
        return
    for field in subject.envelope_part.fields:
        if not _is_asked_for(field) or (field.name == "SIGN_TYPE" and subject.message.signature.verdict == "unsigned"):
            continue
        if field.name not in there:
            message = Words(f"ROOT 中缺少 {field.name}。", f"{field.name} is missing in ROOT.")
            yield Found(f"ROOT/{field.name}", message, _place(subject, field.name))
        elif field.name in names and field.name != PAYLOAD_NAME[subject.direction]:
            yield from _empty(subject, field)


def _empty(subject: Subject, field: Field) -> Iterator[Found]:
    if not subject.message.envelope.get(field.name).strip():
        message = Words(f"ROOT 的 {field.name} 为空。", f"{field.name} in ROOT is empty.")
        severity = Severity.WARNING if field.name == "RETURN_MSG" else None
        yield Found(f"ROOT/{field.name}", message, _place(subject, field.name), severity=severity)


def _is_asked_for(field: Field) -> bool:
    return field.required and field.name != "SIGN"


def _place(subject: Subject, name: str) -> str:
    return f"2.3 {subject.direction} ROOT/{name}"
