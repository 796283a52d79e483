"""The report: one HTML page that needs nothing else, runs no script, and prints well."""

from collections.abc import Iterable, Sequence
from html import escape
from string import Template

from hisight import paths, version
from hisight.checks import Finding, Severity
from hisight.export.evidence import Evidence
from hisight.export.files import SIDES
from hisight.export.labels import FROM, LABELS, SEVERITIES, SIDE_NAMES, VERDICTS
from hisight.protocol import Direction, Message
from hisight.protocol.envelope import PAYLOAD_NAME
from hisight.reading.lines import Line, lines
from hisight.wording import Language

_LONGEST = 600
_PREVIEW = 60
_LONGEST_BASE_STRING = 8000
_MARKS = {Severity.ERROR: "✗", Severity.WARNING: "!", Severity.NOTE: "·"}


def report(calls: Sequence[Evidence], notes: Iterable[str], created: str, language: Language) -> bytes:
    """The page about `calls`, in `language`; `notes` stand above the list and say how patient data was treated."""
    page = _Page(language)
    body = [page.head(len(calls), notes, created), page.overview(calls), *(page.call(one) for one in calls)]
    return template().substitute(language=FROM[language], title=page.label("title"), body="\n".join(body)).encode()


def template() -> Template:
    """The page around the calls, with its style."""
    return Template((paths.resources() / "report" / "report.html").read_text(encoding="utf-8"))


class _Page:
    """Writes in one language."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def label(self, name: str) -> str:
        return escape(LABELS[name].in_(self.language))

    def head(self, count: int, notes: Iterable[str], created: str) -> str:
        noted = "".join(f"<p>{escape(note)}</p>" for note in notes)
        return (
            f"<h1>{self.label('title')}</h1>"
            f'<p class="quiet">{created} · HISight {version()} · {self.label("calls")} {count}</p>'
            f'<div class="note">{noted}</div>'
        )

    def overview(self, calls: Sequence[Evidence]) -> str:
        names = ("number", "time", "function", "code", "verdict", "findings")
        rows = "".join(self._overview_row(call) for call in calls)
        head = "".join(f"<th>{self.label(name)}</th>" for name in names)
        return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"

    def _overview_row(self, call: Evidence) -> str:
        reading = call.reading
        counted = sum(finding.severity is not Severity.NOTE for finding in reading.findings)
        return (
            f'<tr><td class="number"><a href="#call-{call.exchange.id}">{call.exchange.id}</a></td>'
            f'<td class="narrow">{call.time[11:23]}</td><td>{escape(self._function(call))}</td>'
            f'<td class="mono narrow">{escape(call.clean(reading.call.return_code)) or "–"}</td>'
            f'<td class="{"error" if reading.failed else ""}">{escape(call.say(reading.verdict, self.language))}</td>'
            f'<td class="number">{counted or "–"}</td></tr>'
        )

    def call(self, call: Evidence) -> str:
        reading = call.reading
        state = " failed" if reading.failed or reading.worst is Severity.ERROR else ""
        sides = [self._side(call, direction) for direction in SIDES if reading.subject(direction)]
        if reading.call.response is None:
            sides.append(f"<h3>{self._side_name('response')}</h3><p>{self.label('no-answer')}</p>")
        return (
            f'<section class="call" id="call-{call.exchange.id}">'
            f"<h2>#{call.exchange.id} {escape(self._function(call))}</h2>"
            f'<p class="verdict{state}">{escape(call.say(reading.verdict, self.language))}</p>'
            f"{self._facts(call)}{self._findings(call)}{''.join(sides)}</section>"
        )

    def _function(self, call: Evidence) -> str:
        function = call.reading.function
        if function is None:
            return call.clean(f"{call.reading.call.fun_code} {call.reading.call.operation}".strip()) or "–"
        return f"{function.label} {function.title}"

    def _facts(self, call: Evidence) -> str:
        exchange, read = call.exchange, call.reading.call
        facts = {
            "time": call.time.replace("T", " "),
            "duration": f"{call.duration_ms} ms",
            "target": exchange.url or exchange.server,
            "status": str(call.status or "–"),
            "user": call.clean(read.user_id),
            "code": call.clean(f"{read.return_code} {read.return_msg}".strip()),
            "error": exchange.error,
        }
        rows = "".join(f"<dt>{self.label(name)}</dt><dd>{escape(text)}</dd>" for name, text in facts.items() if text)
        return f"<dl>{rows}</dl>"

    def _findings(self, call: Evidence) -> str:
        reading = call.reading
        shown = self._table_of(call, reading.findings)
        if not reading.findings:
            none = "no-others" if reading.switched_off else "no-findings"
            shown = f'<p class="fine">{self.label(none)}</p>'
        if reading.switched_off:
            says = _capital(reading.leniency.switched_off(len(reading.switched_off)).in_(self.language))
            table = self._table_of(call, reading.switched_off)
            shown += f"<details><summary>{escape(says)}</summary>{table}</details>"
        return f"<h3>{self.label('findings')}</h3>{shown}"

    def _table_of(self, call: Evidence, findings: Iterable[Finding]) -> str:
        head = "".join(f"<th>{self.label(name)}</th>" for name in ("rule", "side", "place", "finding"))
        rows = "".join(self._finding(call, finding) for finding in findings)
        return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"

    def _finding(self, call: Evidence, finding: Finding) -> str:
        severity = SEVERITIES[finding.severity].in_(self.language)
        before = _capital(call.reading.leniency.lowered(finding).in_(self.language))
        below = [escape(text) for text in (call.say(finding.hint, self.language), before) if text]
        return (
            f'<tr><td class="narrow"><span class="{finding.severity}">{_MARKS[finding.severity]} {finding.code}</span><br>'
            f'<span class="quiet">{severity}</span></td><td class="narrow">{self._side_name(finding.direction)}</td>'
            f'<td class="mono">{escape(finding.path)}</td>'
            f'<td>{escape(call.say(finding.message, self.language))}<br><span class="quiet">{"<br>".join(below)}</span></td></tr>'
        )

    def _side(self, call: Evidence, direction: Direction) -> str:
        message, name = call.readable(direction), self._side_name(direction)
        head = call.exchange.request_head if direction == "request" else call.exchange.response_head
        shown = f"<h4>{self.label('head')}</h4><pre>{escape(head.decode('latin-1').strip())}</pre>" if head else ""
        if message is None:
            reason = escape(call.left_out[direction].in_(self.language))
            return f'<h3>{name}</h3><div class="note">{self.label("left-out")}{reason}</div>{shown}'
        return f"<h3>{name}</h3>{self._signature(message)}{self._fields(call, direction)}{shown}"

    def _signature(self, message: Message) -> str:
        status = message.signature
        if not message.envelope.fields:
            return ""
        return (
            f'<h4>{self.label("signature")} <span class="badge {status.verdict}">'
            f"{escape(VERDICTS[status.verdict].in_(self.language))}</span></h4>"
            f"<p>{escape(status.explanation.in_(self.language))}</p>"
            f'<p class="quiet">{self.label("base-string")}</p><pre>{escape(_ends(status.base_string))}</pre>'
        )

    def _fields(self, call: Evidence, direction: Direction) -> str:
        subject = call.reading.subject(direction)
        assert subject is not None
        rows = "".join(self._row(line, depth) for line, depth in _walk(lines(subject, call.reading.findings)))
        if not rows:
            text = subject.message.decoded.text.strip()
            return f"<h4>{self.label('body')}</h4><pre>{escape(_short(text)) or self.label('empty')}</pre>"
        head = "".join(f"<th>{self.label(name)}</th>" for name in ("field", "value", "meaning"))
        return (
            f"<h4>{self.label('content')}</h4>"
            f'<table class="fields"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
        )

    def _row(self, line: Line, depth: int) -> str:
        worst = min((finding.severity for finding in line.findings), key=lambda severity: severity.rank, default=None)
        marks = " ".join(f"{_MARKS[finding.severity]} {finding.code}" for finding in line.findings)
        # The payload's own rows follow: its text in the envelope need only be recognised.
        limit = _PREVIEW if line.name in PAYLOAD_NAME.values() else _LONGEST
        says = line.meaning.in_(self.language) or line.description.partition("\n")[0]
        told = f'<br><span class="{worst}">{marks}</span>' if marks else ""
        kinds = " ".join(kind for kind in (line.kind, worst) if kind)
        return (
            f'<tr class="{kinds}"><td class="name">{"  " * depth}{escape(line.label)}</td>'
            f'<td>{escape(_short(line.value, limit))}</td><td class="says">{escape(says)}{told}</td></tr>'
        )

    def _side_name(self, direction: Direction) -> str:
        return escape(SIDE_NAMES[direction].in_(self.language))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _walk(roots: Iterable[Line]) -> Iterable[tuple[Line, int]]:
    stack = [(line, 0) for line in reversed(list(roots))]
    while stack:
        line, depth = stack.pop()
        yield line, depth
        stack += [(child, depth + 1) for child in reversed(line.children)]


def _short(text: str, limit: int = _LONGEST) -> str:
    """`text` as far as a reader wants it; all of it stands in the files of the call."""
    return text if len(text) <= limit else f"{text[:limit]}…"


def _ends(text: str) -> str:
    """Both ends of a base string: its middle is the payload, and where the key goes in is at the end."""
    if len(text) <= _LONGEST_BASE_STRING:
        return text
    half = _LONGEST_BASE_STRING // 2
    return f"{text[:half]} … {text[-half:]}"
