"""One message in the report: whether its signature fits, its content as XML with what each line means beside it, its head."""

import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import NamedTuple

from hisight.checks import Finding, Severity
from hisight.export.evidence import Evidence
from hisight.export.labels import LABELS, SIDE_NAMES
from hisight.imports.judgement import VERDICTS
from hisight.protocol import Direction, Message
from hisight.protocol.envelope import PAYLOAD_NAME
from hisight.reading.grouped import without_numbers
from hisight.reading.lines import Line, lines
from hisight.wording import Language, Words

MARKS: Mapping[Severity, str] = {Severity.ERROR: "✗", Severity.WARNING: "!", Severity.NOTE: "·"}
"""Severities for an eye that sees no colours."""

_NO_ANCHOR = re.compile(r"[^\w-]+")
_LONGEST = 400
_PREVIEW = 60
_LONGEST_BASE_STRING = 1200
_ALIKE = 3
_MOST_ROWS = 2000


class _Row(NamedTuple):
    """A line of the XML; of a group there are two."""

    line: Line | None
    """What it is about; None for lines that are left out."""
    depth: int
    """How deep it stands."""
    closes: bool = False
    """True for the end of a group."""
    skipped: int = 0
    """How many groups like the one before are left out here."""


def side(call: Evidence, direction: Direction, language: Language) -> str:
    """The message of `call` in that `direction`, which must be there, as HTML in `language`."""
    message, name = call.readable(direction), escape(SIDE_NAMES[direction].in_(language))
    head = call.exchange.request_head if direction == "request" else call.exchange.response_head
    shown = f"<h4>{_label('head', language)}</h4><pre>{escape(head.decode('latin-1').strip())}</pre>" if head else ""
    if message is None:
        reason = escape(call.left_out[direction].in_(language))
        return f'<h3>{name}</h3><div class="note">{_label("left-out", language)}{reason}</div>{shown}'
    return f"<h3>{name}</h3>{_signature(message, language)}{_content(call, direction, language)}{shown}"


def anchor_of(call: Evidence, finding: Finding) -> str:
    """Where the page tells of `finding`, and of those that are the same mistake."""
    return f"call-{call.exchange.id}-{_NO_ANCHOR.sub('.', '-'.join(_same(finding)))}"


def _same(finding: Finding) -> tuple[str, ...]:
    return finding.code, finding.direction, finding.severity, without_numbers(finding.path)


def _label(name: str, language: Language) -> str:
    return escape(LABELS[name].in_(language))


def _signature(message: Message, language: Language) -> str:
    status = message.signature
    if not message.envelope.fields:
        return ""
    differing = "".join(
        f"<li>{escape(one.label.in_(language))}: {escape(one.found.in_(language))}"
        f'<br><span class="quiet">{_label("agreed", language)}: {escape(one.agreed.in_(language))}</span></li>'
        for one in status.differences
    )
    digests = ""
    if status.found and status.found != status.expected:
        rows = (("expected", status.expected or "–"), ("found", status.found))
        digests = "".join(
            f"<dt>{_label(name, language)}</dt><dd><code>{escape(text)}</code></dd>" for name, text in rows
        )
    return (
        f'<h4>{_label("signature", language)} <span class="badge {status.verdict}">'
        f"{escape(VERDICTS[status.verdict].in_(language))}</span></h4>"
        f"<p>{escape(status.explanation.in_(language))}</p>"
        + (f"<ul>{differing}</ul>" if differing else "")
        + (f"<dl>{digests}</dl>" if digests else "")
        + f'<p class="quiet">{_label("base-string", language)}</p><pre>{escape(_ends(status.base_string))}</pre>'
    )


def _content(call: Evidence, direction: Direction, language: Language) -> str:
    subject = call.reading.subject(direction)
    assert subject is not None
    rows = list(_rows(lines(subject, call.reading.findings), 0, set()))
    if not rows:
        text = subject.message.decoded.text.strip()
        return f"<h4>{_label('body', language)}</h4><pre>{escape(_short(text, language)) or _label('empty', language)}</pre>"
    head = f"<th>{_label('xml', language)}</th><th>{_label('meaning', language)}</th>"
    written = "".join(_row(call, row, language) for row in rows[:_MOST_ROWS])
    if len(rows) > _MOST_ROWS:
        written += f'<tr class="skipped"><td colspan="2">… {len(rows) - _MOST_ROWS}</td></tr>'
    return (
        f"<h4>{_label('content', language)}</h4>"
        f'<table class="xml"><thead><tr>{head}</tr></thead><tbody>{written}</tbody></table>'
    )


def _rows(siblings: Sequence[Line], depth: int, told: set[tuple[str, ...]]) -> Iterator[_Row]:
    """The lines of the XML; of groups that are alike the first few, and those in which something else is wrong."""
    seen: dict[str, int] = {}
    skipped = 0
    for line in siblings:
        seen[line.name] = seen.get(line.name, 0) + 1
        wrong = {_same(finding) for one in line.walk() for finding in one.findings} if line.children else set()
        if line.children and seen[line.name] > _ALIKE and wrong <= told:
            skipped += 1
            continue
        if skipped:
            yield _Row(None, depth, skipped=skipped)
            skipped = 0
        yield _Row(line, depth)
        if line.children:
            yield from _rows(line.children, depth + 1, told)
            yield _Row(line, depth, closes=True)
        told |= wrong
    if skipped:
        yield _Row(None, depth, skipped=skipped)


def _row(call: Evidence, row: _Row, language: Language) -> str:
    line, margin = row.line, f'style="padding-left:{0.6 + 1.3 * min(row.depth, 12):.1f}em"'
    if line is None:
        says = Words(f"… 另有 {row.skipped} 个同类元素", f"… {row.skipped} more alike").in_(language)
        return f'<tr class="skipped"><td {margin}>{says}</td><td></td></tr>'
    if row.closes:
        return f'<tr class="closing"><td {margin}>{_tag(f"/{line.name}")}</td><td></td></tr>'
    worst = min((finding.severity for finding in line.findings), key=lambda severity: severity.rank, default=None)
    says = line.meaning.in_(language) or line.description.partition("\n")[0]
    told = [f'<span class="quiet">{escape(says)}</span>'] if says else []
    told += _findings(call, line, language)
    kinds = " ".join(kind for kind in (line.kind, worst) if kind)
    return f'<tr class="{kinds}"><td {margin}>{_element(line, language)}</td><td class="says">{"<br>".join(told)}</td></tr>'


def _findings(call: Evidence, line: Line, language: Language) -> Iterator[str]:
    for finding in line.findings:
        says = escape(call.say(finding.message, language))
        link = f'<a href="#{anchor_of(call, finding)}">{MARKS[finding.severity]} {finding.code}</a>'
        yield f'<span class="{finding.severity}">{link} {says}</span>'


def _element(line: Line, language: Language) -> str:
    """`<NAME>value</NAME>`, or the opening tag of a group."""
    proper = f' <span class="proper">→ {escape(line.proper_name)}</span>' if line.proper_name else ""
    if line.kind == "missing":
        return f"{_tag(line.name)}{proper}"
    if line.children:
        return f"{_tag(line.name)}{proper}"
    # The payload's own lines follow: its text in the envelope need only be recognised.
    limit = _PREVIEW if line.name in PAYLOAD_NAME.values() else _LONGEST
    return f"{_tag(line.name)}<b>{escape(_short(line.value, language, limit))}</b>{_tag(f'/{line.name}')}{proper}"


def _tag(name: str) -> str:
    return f"<i>&lt;{escape(name)}&gt;</i>"


def _short(text: str, language: Language, limit: int = _LONGEST) -> str:
    """`text` as far as a reader wants it; all of it stands in the files of the call."""
    if len(text) <= limit:
        return text
    length = Words(f"（共 {len(text):,} 字符）", f" ({len(text):,} characters)").in_(language)
    return f"{text[:limit]}…{length}"


def _ends(text: str) -> str:
    """Both ends of a base string: its middle is the payload, and where the key goes in is at the end."""
    if len(text) <= _LONGEST_BASE_STRING:
        return text
    half = _LONGEST_BASE_STRING // 2
    return f"{text[:half]} … {text[-half:]}"
