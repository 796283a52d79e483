"""The list of calls as a table: what the window shows of each, and the business keys that it carries."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from hisight.capture import Summary, split_url
from hisight.checks import Severity
from hisight.export.evidence import Evidence
from hisight.export.files import Note
from hisight.export.formats.format import About
from hisight.export.labels import SEVERITIES
from hisight.imports.judgement import VERDICTS
from hisight.reading import summarise
from hisight.reading.related import KINDS
from hisight.wording import Language, Words

_EFFECTS = {
    "read": Words("查询", "reads"),
    "write": Words("改变数据", "changes data"),
    "money": Words("涉及资金", "moves money"),
}

Cell = str | int | float | datetime | None


@dataclass(frozen=True, slots=True)
class Line:
    """A call on its way into the table."""

    call: Evidence
    """The call as it leaves."""
    summary: Summary
    """What the list shows of it."""
    keys: dict[str, str]
    """Its business keys by kind, several divided by a blank; of the sides that leave."""
    note: Note
    """What the engineer noted on it."""
    language: Language
    """In which texts for people are written."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table."""

    title: Words
    """Its header."""
    width: int
    """How many characters it should show."""
    cell: Callable[[Line], Cell]
    """What stands in it: text, or a number, or a moment of local time."""


def line_of(call: Evidence, about: About) -> Line:
    """The line of `call`."""
    keys: dict[str, dict[str, None]] = {}
    for subject in call.reading.subjects:
        if call.readable(subject.direction) is not None:
            for _, field, value in subject.values():
                if field.key in KINDS:
                    keys.setdefault(field.key, {})[value.strip()] = None
    joined = {kind: " ".join(filter(None, found)) for kind, found in keys.items()}
    return Line(call, summarise(call.reading), joined, about.noted(call), about.language)


def cells(line: Line) -> list[Cell]:
    """The cells of `line`, texts without patient values; of a body that stays at home nothing is told but that."""
    found = (column.cell(line) for column in COLUMNS)
    return [line.call.clean(cell) if isinstance(cell, str) else cell for cell in found]


def _time(line: Line) -> datetime:
    return datetime.fromtimestamp(line.call.exchange.started)


def _effect(line: Line) -> str:
    words = _EFFECTS.get(line.summary.effect)
    return words.in_(line.language) if words else ""


def _signature(line: Line) -> str:
    words = VERDICTS.get(line.summary.signature)
    return words.in_(line.language) if words else ""


def _severity(line: Line) -> str:
    return SEVERITIES[Severity(line.summary.severity)].in_(line.language) if line.summary.severity else ""


def _left_out(line: Line) -> str:
    return " ".join(reason.in_(line.language) for reason in line.call.left_out.values())


def _key(kind: str) -> Callable[[Line], str]:
    return lambda line: line.keys.get(kind, "")


COLUMNS: tuple[Column, ...] = (
    Column(Words("编号", "Number"), 8, lambda line: line.call.exchange.id),
    Column(Words("时间", "Time"), 24, _time),
    Column(Words("功能号", "FUN_CODE"), 10, lambda line: line.summary.fun_code),
    Column(Words("功能", "Function"), 20, lambda line: line.summary.function),
    Column(Words("标题", "Title"), 24, lambda line: line.summary.title),
    Column(Words("性质", "Effect"), 8, _effect),
    Column(Words("返回码", "Return code"), 12, lambda line: line.summary.return_code),
    Column(Words("返回信息", "Message"), 30, lambda line: line.summary.return_msg),
    Column(Words("HTTP 状态", "HTTP status"), 11, lambda line: line.call.status or None),
    Column(Words("签名", "Signature"), 14, _signature),
    Column(Words("最严重", "Worst"), 9, _severity),
    Column(Words("问题数", "Findings"), 9, lambda line: line.summary.findings),
    Column(Words("毫秒", "ms"), 9, lambda line: line.call.duration_ms),
    Column(Words("结论", "Verdict"), 60, lambda line: line.call.reading.verdict.in_(line.language)),
    Column(Words("目标", "Target"), 22, lambda line: split_url(line.call.exchange.url).netloc),
    Column(Words("地址", "URL"), 40, lambda line: line.call.exchange.url),
    Column(Words("用户", "User"), 12, lambda line: line.summary.user_id),
    Column(Words("医院", "Hospital"), 12, lambda line: line.summary.hospital_id),
    *(Column(words, 18, _key(kind)) for kind, words in KINDS.items()),
    Column(Words("网络错误", "Network error"), 20, lambda line: line.call.exchange.error),
    Column(Words("重放自", "Replay of"), 10, lambda line: line.call.exchange.parent),
    Column(Words("改动", "Touched"), 20, lambda line: line.call.exchange.touched),
    Column(Words("请求字节", "Request bytes"), 13, lambda line: len(line.call.exchange.request_body)),
    Column(Words("应答字节", "Answer bytes"), 13, lambda line: len(line.call.exchange.response_body)),
    Column(Words("未导出", "Left out"), 30, _left_out),
    Column(Words("标记", "Mark"), 6, lambda line: line.note.colour or None),
    Column(Words("备注", "Comment"), 40, lambda line: line.note.comment),
)
"""The columns, in order."""
