"""One side of a call as lines to read: each value with its meaning, what the interface asks of it, and what is wrong with it.

The tree-table of the window shows these lines as they stand; they know no window.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Literal, NamedTuple

from hisight.catalog import Field
from hisight.checks import Aligned, Finding, Subject
from hisight.protocol.document import Node
from hisight.protocol.envelope import PAYLOAD_NAME, EnvelopeField
from hisight.reading import meaning
from hisight.wording import NOTHING, Words

Kind = Literal["envelope", "value", "group", "missing", "unknown"]
_ByPath = Mapping[str, Sequence[Finding]]

_PREVIEW_VALUES = 4
_PREVIEW_LENGTH = 24


class Line(NamedTuple):
    """One line of a message. A tuple, because a large answer makes thousands of them."""

    path: str
    """Place in the message, as findings name it: `ROOT/SIGN`, `RES/DEPT_LIST[1]/DEPT_NAME`."""
    name: str
    """The tag as it stands; for a missing field its published name."""
    kind: Kind
    """A value of ROOT, a value or group of the payload, a required field that is missing, or one nobody published."""
    value: str = ""
    """The value, unchanged; empty for groups and missing fields."""
    meaning: Words = NOTHING
    """What the value means beyond its characters."""
    field: Field | None = None
    """The published row."""
    proper_name: str = ""
    """The published name, where the tag is a misspelling of it; empty otherwise."""
    findings: tuple[Finding, ...] = ()
    """What is wrong with this very line."""
    codes: Mapping[str, str] | None = None
    """The values it may have and their meaning; None when it is not a code."""
    children: tuple["Line", ...] = ()
    """The lines inside."""

    @property
    def type(self) -> Words:
        """Type, length and whether it is required."""
        return meaning.of_type(self.field)  # only a few of a large answer's lines are ever looked at

    @property
    def preview(self) -> str:
        """The first values inside a group, so that a closed one can be told from its neighbours."""
        values = (" ".join(line.value.split())[:_PREVIEW_LENGTH] for child in self.children for line in child.walk())
        return " · ".join(islice(filter(None, values), _PREVIEW_VALUES))

    @property
    def description(self) -> str:
        """What the interface says about it, in Chinese; empty when it says nothing."""
        return self.field.description if self.field else ""

    @property
    def label(self) -> str:
        """The name for a person: `DEPARTNAME → DEPT_NAME` where it is misspelled."""
        return f"{self.name} → {self.proper_name}" if self.proper_name else self.name

    def walk(self) -> Iterator["Line"]:
        """This line and all below it, in order."""
        yield self
        for child in self.children:
            yield from child.walk()


def lines(subject: Subject, findings: Sequence[Finding]) -> tuple[Line, ...]:
    """The side of `subject` as lines: ROOT with its values, then the payload's root; `findings` may be of both sides.

    A finding about no line of its own stands at the nearest group around its place, one about the whole message at the first.
    """
    by_path: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.direction == subject.direction:
            by_path[finding.path].append(finding)
    if by_path:
        _settle(by_path, dict.fromkeys(_paths(subject)))
    root = subject.message.document.root
    payload: tuple[Line, ...] = ()
    if subject.aligned is not None:
        payload = (_of_aligned(subject.aligned, subject, by_path),)
    elif root is not None:
        payload = (_of_node(root, root.name, by_path),)
    values = _of_envelope(subject, by_path)
    if not values:
        return payload
    return (Line("ROOT", "ROOT", "group", findings=tuple(by_path.get("ROOT", ())), children=values), *payload)


def _paths(subject: Subject) -> Iterator[str]:
    """The path of every line that there will be."""
    values = _of_envelope(subject, {})
    if values:
        yield "ROOT"
    yield from (line.path for line in values)
    root = subject.message.document.root
    if subject.aligned is not None:
        yield subject.aligned.path
        yield from (line.path for line in subject.lines)
    elif root is not None:
        yield from (line.path for line in _of_node(root, root.name, {}).walk())


def _settle(findings: dict[str, list[Finding]], known: Mapping[str, None]) -> None:
    """Move findings whose place is none of the `known` paths to the nearest one around it, else to the first."""
    for path in [path for path in findings if path not in known]:
        around = path
        while around and around not in known:
            around = around.rpartition("/")[0]
        around = around or next(iter(known), "")
        if around:
            findings[around] += findings.pop(path)


def _of_envelope(subject: Subject, findings: _ByPath) -> tuple[Line, ...]:
    """The values of ROOT in their order, and where they belong those that the interface requires and ROOT lacks."""
    message = subject.message
    part = subject.catalog.envelope_request if message.direction == "request" else subject.catalog.envelope_response
    rows = {field.name: field for field in part.fields}
    found = [_of_entry(entry, rows.get(entry.name), subject, findings) for entry in message.envelope.fields]
    order = list(rows)
    for place, (name, field) in enumerate(rows.items()):
        if found and field.required and message.envelope.entry(name) is None:
            path = f"ROOT/{name}"
            before = [n for n, line in enumerate(found) if line.name in order[:place]]
            ghost = Line(path, name, "missing", field=field, findings=tuple(findings.get(path, ())))
            found.insert(before[-1] + 1 if before else 0, ghost)
    return tuple(found)


def _of_entry(entry: EnvelopeField, field: Field | None, subject: Subject, findings: _ByPath) -> Line:
    path = f"ROOT/{entry.name}"
    says = meaning.of_envelope(entry.name, entry.value, subject.function, subject.catalog)
    if entry.name == "SIGN":
        says = _SIGNATURE[subject.message.signature.verdict]
    elif entry.name == PAYLOAD_NAME[subject.direction]:
        says = _payload(subject)
    return Line(
        path,
        entry.name,
        "envelope",
        entry.value,
        says,
        field,
        findings=tuple(findings.get(path, ())),
    )


def _of_aligned(aligned: Aligned, subject: Subject, findings: _ByPath) -> Line:
    field, node = aligned.field, aligned.node
    value = node.value if node is not None and not node.children else ""
    kind: Kind = "value"
    if node is None:
        kind = "missing"
    elif not aligned.known:
        kind = "unknown"
    elif node.children or field is None or not field.type:
        kind = "group"
    return Line(
        path=aligned.path,
        name=aligned.name,
        kind=kind,
        value=value,
        meaning=meaning.of_value(value, field, subject.catalog),
        field=field,
        proper_name=field.name if aligned.misnamed and field else "",
        findings=tuple(findings.get(aligned.path, ())),
        codes=subject.catalog.codes_of(field) if field else None,
        children=tuple(_of_aligned(child, subject, findings) for child in aligned.children),
    )


def _of_node(node: Node, path: str, findings: _ByPath) -> Line:
    """A line of a message that the catalog does not know: there is nothing to compare it with."""
    total = Counter(child.name for child in node.children)
    seen: Counter[str] = Counter()
    children = []
    for child in node.children:
        seen[child.name] += 1
        number = f"[{seen[child.name]}]" if total[child.name] > 1 else ""
        children.append(_of_node(child, f"{path}/{child.name}{number}", findings))
    kind: Kind = "group" if children else "value"
    value = "" if children else node.value
    return Line(path, node.name, kind, value, findings=tuple(findings.get(path, ())), children=tuple(children))


_SIGNATURE: Mapping[str, Words] = {
    "valid": Words("签名正确", "fits"),
    "valid-with-deviation": Words("签名正确，与配置有出入", "fits, though not as the profile says"),
    "invalid": Words("签名不符", "does not fit"),
    "unsigned": Words("没有签名", "not signed"),
    "unknown-key": Words("没有密钥，未验证", "no key to verify it"),
}


def _payload(subject: Subject) -> Words:
    payload = subject.message.payload
    if payload.problem is not None:
        return payload.problem.message
    if payload.state == "empty":
        return Words("没有业务参数", "no payload")
    if payload.state == "plain":
        return Words("明文，见下", "plain text, see below")
    label = payload.key.label if payload.key else ""
    return Words(f"已用 {payload.cipher}（{label}）解密，见下", f"decrypted with {payload.cipher} ({label}), see below")
