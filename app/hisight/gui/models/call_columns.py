"""What the columns of the call list say: each cell is a few pieces of text and icon, in the colours of their roles."""

from collections.abc import Callable
from dataclasses import dataclass

from hisight.capture import Row, split_url
from hisight.capture.filtering import SLOW_MS
from hisight.cells import clock
from hisight.gui.tr import tr
from hisight.wording import NOTHING, Words


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a cell."""

    text: str = ""
    """What it says; empty for an icon alone."""
    role: str = "text"
    """Its colour, by role of the theme."""
    icon: str = ""
    """An icon before the text; empty for none."""
    bold: bool = False
    """Emphasised."""
    at_end: bool = False
    """At the right edge of the cell, and never cut: the pieces before it give way."""


Cell = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the call list."""

    key: str
    """How settings and code call it."""
    title: Words
    """Its header."""
    help: Words
    """What it shows, as a tool tip."""
    sample: Words
    """The longest text that the column should hold; empty for the one that takes what is left."""
    cell: Callable[[Row], Cell]
    """What it says of a call."""
    icon: bool = False
    """True when an icon stands before the text."""
    right: bool = False
    """True for numbers: aligned to the right."""
    hidden: bool = False
    """True when the user must ask for it."""
    field: str = ""
    """The field of the messages whose first value it shows, and which `cell` does not know; empty for the others."""


def _number(row: Row) -> Cell:
    return (Piece(str(row.id), "muted"),)


def _time(row: Row) -> Cell:
    return (Piece(clock(row.started), "muted"),)


def _function(row: Row) -> Cell:
    summary = row.summary
    tail: Cell = ()
    if row.touched:
        tail += (Piece("", "warning", "touched", at_end=True),)
    if row.comment:
        tail += (Piece("", "muted", "comment", at_end=True),)
    if row.parent is not None:
        tail += (Piece(f"↩ {row.parent}", "accent", at_end=True),)
    if summary is None:
        return (Piece(split_url(row.url).path or "/", "muted"), *tail)
    effect = {"write": Piece("", "muted", "write"), "money": Piece("", "warning", "money")}.get(summary.effect)
    name = summary.function or summary.fun_code or split_url(row.url).path or "/"
    code = (Piece(summary.fun_code, "muted"),) if summary.fun_code and summary.function else ()
    title = (Piece(summary.title, "muted"),) if summary.title else ()
    return (*code, Piece(name), *((effect,) if effect else ()), *title, *tail)


def _code(row: Row) -> Cell:
    summary = row.summary
    if row.error or not row.status:
        return (Piece(tr("无应答", "no reply"), "error", "error", bold=True),)
    if summary is None:
        return (Piece("…", "muted"),)
    if not summary.return_code:
        role = "error" if summary.failed else "muted"
        return (Piece(f"HTTP {row.status}", role, "error" if summary.failed else "", bold=summary.failed),)
    if summary.failed:
        return (Piece(summary.return_code, "error", "error", bold=True),)
    return (Piece(summary.return_code, "ok", "check"),)


_SIGNATURES = {
    "valid": (Words("正确", "ok"), "ok", "signature-ok"),
    "valid-with-deviation": (Words("有出入", "differs"), "warning", "signature-ok"),
    "invalid": (Words("不符", "BAD"), "error", "signature-bad"),
    "unsigned": (Words("未签名", "none"), "warning", "signature-none"),
    "unknown-key": (Words("无密钥", "no key"), "muted", "signature-unknown"),
}


def _signature(row: Row) -> Cell:
    known = _SIGNATURES.get(row.summary.signature) if row.summary else None
    if known is None:
        return (Piece("-" if row.summary else "…", "muted"),)
    words, role, icon = known
    return (Piece(str(words), role, icon, bold=role == "error"),)


def _findings(row: Row) -> Cell:
    summary = row.summary
    if summary is None or not summary.severity:
        return ()
    if not summary.findings:
        return (Piece("", "note", "note"),)
    return (Piece(str(summary.findings), summary.severity, summary.severity),)


def _ms(row: Row) -> Cell:
    slow = row.duration_ms >= SLOW_MS
    return (Piece(f"{row.duration_ms:,.0f}", "warning" if slow else "muted", bold=slow),)


def _target(row: Row) -> Cell:
    return (Piece(split_url(row.url).netloc, "muted"),)


def _user(row: Row) -> Cell:
    return (Piece(row.summary.user_id if row.summary else "", "muted"),)


def _hospital(row: Row) -> Cell:
    return (Piece(row.summary.hospital_id if row.summary else "", "muted"),)


def _message(row: Row) -> Cell:
    return (Piece(row.summary.return_msg if row.summary else "", "muted"),)


def _comment(row: Row) -> Cell:
    return (Piece(" ".join(row.comment.split())),)


_FIELD_KEY = "field:"
_FIELD_SAMPLE = "0" * 14

COLUMNS: tuple[Column, ...] = (
    Column(
        "number",
        Words("#", "#"),
        Words("会话中的编号", "Number in the session"),
        Words("00000", "00000"),
        _number,
        right=True,
    ),
    Column(
        "time",
        Words("时间", "Time"),
        Words("请求到达的时间", "When the request came"),
        Words("00:00:00", "00:00:00"),
        _time,
    ),
    Column(
        "function", Words("功能", "Function"), Words("功能号、名称、标题", "FUN_CODE, name, title"), NOTHING, _function
    ),
    Column(
        "code",
        Words("返回码", "Code"),
        Words("RETURN_CODE，0 为成功", "RETURN_CODE; 0 is success"),
        Words("200709", "no reply"),
        _code,
        icon=True,
    ),
    Column(
        "sign",
        Words("签名", "Sign"),
        Words("两侧签名中较差的一个", "The worse of both signatures"),
        Words("无密钥", "differs"),
        _signature,
        icon=True,
    ),
    Column(
        "findings",
        Words("问题", "!"),
        Words("与接口不符之处", "What disagrees with the interface"),
        Words("000", "000"),
        _findings,
        icon=True,
    ),
    Column(
        "ms",
        Words("毫秒", "ms"),
        Words("到应答结束的毫秒数", "Milliseconds to the end of the answer"),
        Words("00,000", "00,000"),
        _ms,
        right=True,
    ),
    Column(
        "target",
        Words("目标", "Target"),
        Words("请求发往的主机", "The host that was asked"),
        Words("127.0.0.1:00000", "127.0.0.1:00000"),
        _target,
        hidden=True,
    ),
    Column(
        "user", Words("用户", "User"), Words("USER_ID", "USER_ID"), Words("00000000", "00000000"), _user, hidden=True
    ),
    Column(
        "hospital",
        Words("医院", "Hospital"),
        Words("HOSPITAL_ID", "HOSPITAL_ID"),
        Words("0000000000", "0000000000"),
        _hospital,
        hidden=True,
    ),
    Column(
        "message",
        Words("返回信息", "Message"),
        Words("RETURN_MSG", "RETURN_MSG"),
        Words("0000000000000000", "0000000000000000"),
        _message,
        hidden=True,
    ),
    Column(
        "comment",
        Words("备注", "Comment"),
        Words("你写的备注", "What you wrote on the call"),
        Words("0000000000000000", "0000000000000000"),
        _comment,
        hidden=True,
    ),
)
"""Those that every list has; `of_field` makes more."""


def of_field(name: str) -> Column:
    """A column for the first value of field `name` in each call."""
    help_ = Words(f"{name} 的第一个值", f"The first value of {name}")
    sample = name if len(name) > len(_FIELD_SAMPLE) else _FIELD_SAMPLE
    return Column(f"{_FIELD_KEY}{name}", Words(name, name), help_, Words(sample, sample), lambda _row: (), field=name)


def field_of(key: str) -> str:
    """The field of the column `key`; empty when it is one of `COLUMNS`."""
    return key.removeprefix(_FIELD_KEY) if key.startswith(_FIELD_KEY) else ""


def text_of(cell: Cell) -> str:
    """A cell as plain text, for copying, searching and screen readers."""
    return " ".join(piece.text for piece in cell if piece.text)


def tip_of(row: Row) -> str:
    """The verdict, the key that fits, and what the user wrote, under the pointer."""
    lines = [tr(row.summary.verdict_zh, row.summary.verdict_en)] if row.summary else [tr("正在解读…", "Being read…")]
    if row.parent is not None:
        lines.append(tr(f"重放自 {row.parent} 号", f"A replay of {row.parent}"))
    if row.summary and row.summary.key_label:
        lines.append(tr(f"密钥 {row.summary.key_label}", f"Key {row.summary.key_label}"))
    if row.comment:
        lines.append(row.comment)
    return "\n".join(line for line in lines if line)
