"""CHR003."""

from collections.abc import Iterator

from hisight.checks.finding import Found, Severity
from hisight.checks.registry import rule
from hisight.checks.subject import Subject
from hisight.explain import Mojibake, is_beyond_doubt, recognise
from hisight.wording import Words

_SHOWN = 24
_LOOKED_AT = 4096  # characters of a value: whoever misread it, misread it from its beginning


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

    What: UTF-8 read as GBK, GBK read as UTF-8, either read as Latin-1, and text of which only U+FFFD, 锟斤拷 or question marks are
    left. One finding for each kind of misreading, at its first value, with what was meant. Bytes that already arrive
    broken are charset-mismatch or payload-charset.

    Why: the patient reads it. The receiver cannot repair it: to it the characters are valid.

    Example: `鍐呯闂ㄨ瘖` for `内科门诊`.
    """
    message = subject.message
    values = (entry.value for entry in message.envelope.fields if entry.style != "elements")
    if is_beyond_doubt("\n".join((message.payload.xml, *values))):
        return
    broken = message.decoded.lossy or (message.payload.decoded is not None and message.payload.decoded.lossy)
    met: dict[tuple[str, str], list[tuple[str, str, str, Mojibake]]] = {}
    known: dict[str, Mojibake | None] = {}  # the values of a list repeat themselves
    for path, name, value in subject.texts():
        if value not in known:
            known[value] = recognise(value[:_LOOKED_AT])
        found = known[value]
        if found is not None and (found.meant or not broken):
            met.setdefault((found.written, found.read), []).append((path, name, value, found))
    for places in met.values():
        path, name, value, found = places[0]
        yield Found(path, _message(name, value, found, len(places) - 1), "2.2 (1)")


def _message(name: str, value: str, found: Mojibake, others: int) -> Words:
    more = Words(f"另有 {others} 处。", f" And {others} more.") if others else Words("", "")
    shown = _short(value)
    if not found.meant:
        return Words(
            f"{name} 是乱码“{shown}”，原来的字符已丢失。{more.zh}",
            f"{name} is mojibake, “{shown}”; its characters are lost.{more.en}",
        )
    meant = _short(found.meant)
    return Words(
        f"{name} 是乱码“{shown}”，原文是“{meant}”：{found.written} 被当作 {found.read} 读取。{more.zh}",
        f"{name} is mojibake, “{shown}” for “{meant}”: {found.written} was read as {found.read}.{more.en}",
    )


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
