"""CHR003."""

from collections.abc import Iterator, Sequence

from hisight.checks.finding import Found, Severity
from hisight.checks.registry import rule
from hisight.checks.repetition import LOOKED_AT, MOST_EXPLAINED
from hisight.checks.subject import Subject
from hisight.explain.charset import CharsetExplanation, explain, is_beyond_doubt
from hisight.explain.charset_changes import ESCAPES, REFERENCES
from hisight.explain.charset_label import explain_label
from hisight.explain.charset_side import locate
from hisight.protocol import charset, markup
from hisight.protocol.charset import Decoded
from hisight.protocol.envelope import PAYLOAD_NAME
from hisight.wording import Words

_MADE_BY_US = ("torn-character", "lost-bytes")
"""What a text shows whose bytes already arrived broken."""


@rule(
    "CHR003",
    "mojibake",
    Severity.ERROR,
    title=Words("乱码", "mojibake"),
    hint=Words(
        "请在出错的一方查找读写字符集不一致的地方：数据库连接、文件、字节与字符串的转换；统一为 UTF-8。",
        "Find where this side reads in another charset than it wrote: database connection, file, bytes to text. Use UTF-8.",
    ),
)
def mojibake(subject: Subject) -> Iterator[Found]:
    """Chinese text that its sender had read in the wrong charset before it was sent.

    What: UTF-8 read as GBK, GBK read as UTF-8, either read as Latin-1 or windows-1252, one such on top of another, and text of
    which only U+FFFD, 锟斤拷 or question marks are left. One finding for each kind, at its first value, with what was meant,
    how much of it is lost, and on which side it happened: the ciphertext and SIGN tell. Bytes that already arrive broken
    are charset-mismatch or payload-charset.

    Why: the patient reads it. The receiver cannot repair it: to it the characters are valid.

    Example: `鍐呯闂ㄨ瘖` for `内科门诊`.
    """
    message = subject.message
    layers = [one for one in (message.decoded, message.payload.decoded) if one is not None]
    if any(charset.as_found(one).charset != one.charset for one in layers):
        return  # it is our reader who chose to see it so
    payload = message.payload.xml
    sealed = PAYLOAD_NAME[message.direction]
    values = (entry.value for entry in message.envelope.fields if entry.name != sealed and entry.style != "elements")
    if is_beyond_doubt("\n".join((payload[markup.prolog_end(payload) :], *values))):
        return
    seen_elsewhere = _seen_elsewhere(layers)
    met: dict[tuple[str, ...], list[tuple[str, str, CharsetExplanation]]] = {}
    known: dict[str, CharsetExplanation | None] = {}  # the values of a list repeat themselves
    for path, name, value in subject.texts():
        if value not in known:
            if len(known) == MOST_EXPLAINED or is_beyond_doubt(value):
                continue
            known[value] = explain(value[:LOOKED_AT])
        found = known[value]
        if found is not None and not {*found.changes} <= {ESCAPES, REFERENCES} and found.names[0] not in seen_elsewhere:
            met.setdefault(found.names, []).append((path, name, found))
    for places in met.values():
        path, name, found = places[0]
        located = locate(found, message, name if path.startswith("ROOT/") else "")
        yield Found(path, _message(name, located, len(places) - 1), "2.2 (1)", hint=located.where)


def _seen_elsewhere(layers: Sequence[Decoded]) -> tuple[str, ...]:
    """The first things that can have happened to a text and are told of the bytes of the whole message already."""
    broken = any(one.lossy for one in layers)
    mixed = any(label.names == ("mixed",) for one in layers if (label := explain_label(one)))
    return (*(_MADE_BY_US if broken else ()), *(("utf-8-as-gbk",) if mixed else ()))


def _message(name: str, found: CharsetExplanation, others: int) -> Words:
    more = Words(f"另有 {others} 处。", f" And {others} more.") if others else Words("", "")
    return Words(f"{name} 是乱码，{found.words.zh}{more.zh}", f"{name} is mojibake, {found.words.en}{more.en}")
