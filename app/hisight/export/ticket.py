"""ticket.md of a bundle: a short text to paste into a ticket. What happened, whose side it is on, the evidence, how to see it again."""

import re
from collections.abc import Iterable, Iterator

from hisight import version
from hisight.checks import Finding, Severity
from hisight.export.evidence import Evidence
from hisight.export.labels import SIDE_NAMES
from hisight.export.report import worth_telling
from hisight.imports.judgement import SIDES, VERDICTS
from hisight.reading.grouped import grouped
from hisight.wording import Language, Words

_MOST_CALLS = 20
_MOST_FINDINGS = 5
_LONGEST = 300
_MARKUP = re.compile(r"([\\`*\[\]<>|~])")
_STEPS = Words(
    "安装 HISight 后运行 `hisight verify-bundle 本文件`：用包内的字节重新计算每个结论；"
    "`hisight gui 本文件` 打开窗口。不用 HISight 时，报文原样在 `calls/编号/request.body` 和 `response.body` 中，"
    "`request.head` 是 HTTP 头；待签名串在 `request.signed.txt`（密钥以圆点代替），密钥见 `manifest.json`。",
    "With HISight: `hisight verify-bundle THIS-FILE` computes every verdict again from the bytes inside; `hisight gui THIS-FILE` "
    "opens the window. Without: the messages stand as they passed in `calls/NUMBER/request.body` and `response.body`, their "
    "heads in `request.head`; what is signed in `request.signed.txt` (dots for the key), and the key in `manifest.json`.",
)


def ticket_of(call: Evidence, language: Language) -> str:
    """What a ticket says about `call` alone, whatever there is to say."""
    return "\n".join(Ticket(language).told(call)).rstrip() + "\n"


class Ticket:
    """The text as it grows, call by call."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._calls: list[str] = []
        self._all = self._wrong = 0

    def add(self, call: Evidence, comment: str = "") -> str:
        """Tell of `call`, with the engineer's `comment`, if there is something to tell. Returns what is told."""
        self._all += 1
        if not worth_telling(call) and not comment:
            return ""
        self._wrong += 1
        if self._wrong > _MOST_CALLS:
            return ""
        text = "\n".join((*self.told(call, comment), f"- {self._say('证据', 'Evidence')}: `{call.folder}/`", ""))
        self._calls.append(text)
        return text

    def text(self, notes: Iterable[str], created: str) -> bytes:
        """The file; `notes` say how patient data was treated."""
        before, after = self.around(notes, created)
        return "\n".join((before, *self._calls, after)).encode("utf-8", "replace")

    def around(self, notes: Iterable[str], created: str) -> tuple[str, str]:
        """What stands before the calls and behind."""
        before = [
            f"# {self._say('HIS 接口问题', 'Trouble with the HIS interface')}",
            "",
            self._say(
                f"{self._all} 个调用，其中 {self._wrong} 个有问题。HISight {version()}，{created}。",
                f"{self._all} calls, {self._wrong} of them with trouble. HISight {version()}, {created}.",
            ),
            "",
        ]
        after = [f"## {self._say('如何重现', 'How to see it again')}", "", _STEPS.in_(self._language), ""]
        if self._wrong > _MOST_CALLS:
            more = self._wrong - _MOST_CALLS
            after = [self._say(f"另有 {more} 个，见 report.html。", f"And {more} more, see report.html."), "", *after]
        return "\n".join(before), "\n".join([*after, *(f"- {note}" for note in notes), ""])

    def told(self, call: Evidence, comment: str = "") -> Iterator[str]:
        """The lines about `call`, and about what the engineer noted on it."""
        reading, exchange, say = call.reading, call.exchange, self._say
        function = reading.function
        name = f"{function.label} {function.title}" if function else call.clean(reading.call.fun_code)
        yield f"## #{exchange.id} {_plain(name)}".rstrip()
        yield ""
        yield f"**{_plain(call.say(reading.verdict, self._language))}**"
        yield ""
        yield f"- {say('时间', 'Time')}: {call.time.replace('T', ' ')}, {call.duration_ms} ms"
        yield f"- {say('地址', 'URL')}: `{_code(exchange.url or exchange.server)}`, HTTP {call.status or '–'}"
        if reading.call.return_code:
            code = call.clean(f"{reading.call.return_code} {reading.call.return_msg}".strip())
            yield f"- RETURN_CODE: `{_code(code)}`"
        for direction in SIDES:
            message = call.readable(direction)
            if message and message.envelope.fields:
                fits = VERDICTS[message.signature.verdict].in_(self._language)
                yield f"- {say('签名', 'Signature')}, {SIDE_NAMES[direction].in_(self._language)}: {fits}"
        if comment:
            yield f"- {say('备注', 'Note')}: {_plain(comment)}"
        groups = [group for group in grouped(reading.findings) if group.first.severity is not Severity.NOTE]
        for group in groups[:_MOST_FINDINGS]:
            yield f"- {self._finding(call, group.first, len(group.findings) - 1)}"
        if len(groups) > _MOST_FINDINGS:
            yield f"- … {len(groups) - _MOST_FINDINGS}"

    def _finding(self, call: Evidence, finding: Finding, more: int) -> str:
        path = call.clean(finding.path)
        where = SIDE_NAMES[finding.direction].in_(self._language) + (f" `{_code(path)}`" if path else "")
        also = self._say(f" 等 {more + 1} 处", f" and {more} more") if more else ""
        says = " ".join(call.say(words, self._language) for words in (finding.message, finding.hint))
        spec = f" ({_plain(finding.catalog)})" if finding.catalog else ""
        return f"**{finding.code}** {where}{also}: {_plain(says.strip())}{spec}"

    def _say(self, zh: str, en: str) -> str:
        return Words(zh, en).in_(self._language)


def _plain(text: str) -> str:
    """`text` on one line, and nothing in it is markup."""
    folded = " ".join(text.split())
    cut = folded if len(folded) <= _LONGEST else f"{folded[:_LONGEST]}…"
    return _MARKUP.sub(r"\\\1", cut)


def _code(text: str) -> str:
    return " ".join(text.split()).replace("`", "'")[:_LONGEST]
