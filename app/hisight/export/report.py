"""The report: one HTML page that needs nothing else, runs no script, and prints well."""

from collections.abc import Iterable, Sequence
from html import escape
from string import Template

from hisight import paths, version
from hisight.checks import Finding, Severity
from hisight.export.evidence import Evidence
from hisight.export.labels import FROM, LABELS, SIDE_NAMES
from hisight.export.report_message import MARKS, anchor_of, side
from hisight.imports.judgement import SIDES
from hisight.protocol import Direction
from hisight.reading.grouped import Group, grouped
from hisight.wording import Language, Words

MOST_TOLD = 300
"""Calls that are told in full: a browser opens no page with 10,000 of them. The others stand in the list."""

_MOST_PLACES = 3


def report(calls: Sequence[Evidence], notes: Iterable[str], created: str, language: Language) -> bytes:
    """The page about `calls`, in `language`; `notes` stand above the list and say how patient data was treated."""
    page = Page(language)
    before, after = page.around([page.row(call) for call in calls], len(calls), notes, created)
    return b"".join((before, *(page.section(call).encode("utf-8", "replace") for call in calls), after))


def template() -> Template:
    """The page around the calls, with its style."""
    return Template((paths.resources() / "report" / "report.html").read_text(encoding="utf-8"))


def worth_telling(call: Evidence) -> bool:
    """True for a call about which there is more to say than that it is right."""
    return call.reading.failed or bool(call.left_out) or call.reading.worst in (Severity.ERROR, Severity.WARNING)


class Page:
    """Writes the parts of the page in one language: a row and a section for each call, and what stands around them."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._failed = self._with_findings = 0

    def around(self, rows: Sequence[str], told: int, notes: Iterable[str], created: str) -> tuple[bytes, bytes]:
        """What stands before the sections of the calls, of which `told` are told in full, and behind; with the `rows` of all."""
        noted = "".join(f"<p>{escape(note)}</p>" for note in notes)
        names = ("number", "time", "function", "code", "verdict", "findings")
        head = "".join(f'<th class="{name}">{self.label(name)}</th>' for name in names)
        counts = Words(
            f"共 {len(rows)} 个调用，{self._failed} 个失败，{self._with_findings} 个有问题",
            f"{len(rows)} calls, {self._failed} failed, {self._with_findings} with findings",
        ).in_(self.language)
        fewer = Words(
            f"下面详述其中 {told} 个，其余见 calls 文件夹。",
            f"{told} of them are told below; the others stand in the folder calls.",
        ).in_(self.language)
        before = (
            f'<header><h1>{self.label("title")}</h1><p class="quiet">{created.replace("T", " ")} · HISight {version()}</p>'
            f'<p class="counts">{counts}</p></header><div class="note">{noted}</div>'
            f'<table class="overview" id="list"><thead><tr>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table>'
            + (f'<p class="quiet">{fewer}</p>' if told < len(rows) else "")
        )
        facts = {"language": FROM[self.language], "title": self.label("title"), "made": f"HISight {version()}"}
        start, end = template().substitute(facts, body="\0").split("\0")
        return (start + before).encode("utf-8", "replace"), end.encode()

    def row(self, call: Evidence, *, linked: bool = True) -> str:
        """The line of `call` in the list; `linked` to its section, if it has one."""
        reading, number = call.reading, call.exchange.id
        counted = sum(finding.severity is not Severity.NOTE for finding in reading.findings)
        self._failed += reading.failed
        self._with_findings += bool(counted)
        named = f'<a href="#call-{number}">{number}</a>' if linked else str(number)
        return (
            f'<tr class="{_state(call)}"><td class="number">{named}</td>'
            f'<td class="time">{call.time[11:23]}</td><td>{escape(self._function(call))}</td>'
            f'<td class="mono code">{escape(call.clean(reading.call.return_code)) or "–"}</td>'
            f'<td class="verdict">{escape(call.say(reading.verdict, self.language))}</td>'
            f'<td class="findings">{counted or "–"}</td></tr>\n'
        )

    def section(self, call: Evidence, comment: str = "") -> str:
        """All about `call`, with the engineer's `comment`."""
        number = call.exchange.id
        sides = [side(call, direction, self.language) for direction in SIDES if call.reading.subject(direction)]
        if call.reading.call.response is None:
            sides.append(f"<h3>{self._side('response')}</h3><p>{self.label('no-answer')}</p>")
        content = "".join(sides)
        if not worth_telling(call):
            content = f"<details><summary>{self.label('messages')}</summary>{content}</details>"
        noted = f'<p class="comment">{self.label("comment")}{escape(comment)}</p>' if comment else ""
        return (
            f'<section class="call {_state(call)}" id="call-{number}">'
            f'<h2><a class="back" href="#list">#{number}</a> {escape(self._function(call))}</h2>'
            f'<p class="verdict">{escape(call.say(call.reading.verdict, self.language))}</p>{noted}'
            f"{self._facts(call)}{self._findings(call)}{content}</section>\n"
        )

    def label(self, name: str) -> str:
        """The word called `name`."""
        return escape(LABELS[name].in_(self.language))

    def _function(self, call: Evidence) -> str:
        function = call.reading.function
        if function is None:
            return call.clean(f"{call.reading.call.fun_code} {call.reading.call.operation}".strip()) or "–"
        return f"{function.label} {function.title}"

    def _facts(self, call: Evidence) -> str:
        exchange, read, function = call.exchange, call.reading.call, call.reading.function
        facts = {
            "time": f"{call.time.replace('T', ' ')} · {self._phases(call)}",
            "target": exchange.url or exchange.server,
            "status": str(call.status or "–"),
            "user": call.clean(read.user_id),
            "code": call.clean(f"{read.return_code} {read.return_msg}".strip()),
            "error": exchange.error,
            "touched": exchange.touched,
            "section": function.section if function else "",
        }
        rows = "".join(f"<dt>{self.label(name)}</dt><dd>{escape(text)}</dd>" for name, text in facts.items() if text)
        return f"<dl>{rows}</dl>"

    def _phases(self, call: Evidence) -> str:
        """How long each phase took, as far as it was measured."""
        exchange = call.exchange
        phases = (
            (Words("连接", "connecting"), exchange.connect_ms),
            (Words("TLS", "TLS"), exchange.tls_ms),
            (Words("请求", "request"), exchange.request_ms),
            (Words("首字节", "first byte after"), exchange.first_byte_ms),
        )
        told = [f"{name.in_(self.language)} {milliseconds:.1f} ms" for name, milliseconds in phases if milliseconds]
        return f"{call.duration_ms} ms" + (f" ({', '.join(told)})" if told else "")

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
        heading = f"<h3>{self.label('findings')}</h3>" if reading.findings or reading.switched_off else ""
        return heading + shown

    def _table_of(self, call: Evidence, findings: Sequence[Finding]) -> str:
        names = ("rule", "place", "finding")
        head = "".join(f'<th class="{name}">{self.label(name)}</th>' for name in names)
        rows = "".join(self._finding(call, group) for group in grouped(findings))
        return f'<table class="findings"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'

    def _finding(self, call: Evidence, group: Group) -> str:
        finding = group.first
        severity = _capital(finding.severity.words.in_(self.language))
        before = _capital(call.reading.leniency.lowered(finding).in_(self.language))
        says = Words("接口文档：", "Interface: ").in_(self.language)
        where = f"{says}{' '.join(filter(None, (finding.catalog, finding.overlay)))}" if finding.catalog else ""
        below = [escape(text) for text in (call.say(finding.hint, self.language), where, before) if text]
        return (
            f'<tr class="{finding.severity}" id="{anchor_of(call, finding)}">'
            f'<td class="rule"><b>{MARKS[finding.severity]} {finding.code}</b><br>'
            f'<span class="quiet">{severity}</span></td>'
            f'<td class="place"><span class="quiet">{self._side(finding.direction)}</span><br>{self._places(call, group)}</td>'
            f"<td>{escape(call.say(finding.message, self.language))}"
            f'<br><span class="quiet">{"<br>".join(below)}</span></td></tr>'
        )

    def _places(self, call: Evidence, group: Group) -> str:
        paths = [call.clean(finding.path) for finding in group.findings]
        shown = "<br>".join(
            f"<code>{escape(path).replace('/', '/<wbr/>')}</code>" for path in paths[:_MOST_PLACES] if path
        )
        more = len(paths) - _MOST_PLACES
        says = Words(f"另有 {more} 处", f"and {more} more").in_(self.language)
        return f'{shown}<br><span class="quiet">{says}</span>' if more > 0 else shown

    def _side(self, direction: Direction) -> str:
        return escape(SIDE_NAMES[direction].in_(self.language))


def _state(call: Evidence) -> str:
    """How bad it is, as the style sheet calls it."""
    reading = call.reading
    if reading.failed or reading.worst is Severity.ERROR:
        return "bad"
    return "warned" if reading.worst is Severity.WARNING else "good"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
