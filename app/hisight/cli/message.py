"""One message that the command line names: found, and read with the key, rule and profile that it gives."""

import sys
from dataclasses import replace
from http import HTTPStatus
from pathlib import Path

from hisight import profiles
from hisight.capture import Session
from hisight.catalog import Catalog
from hisight.cli.opening import session_file
from hisight.cli.options import Side
from hisight.errors import HisightError
from hisight.explain.signature import QUICK
from hisight.protocol import AUTO, CIPHERS, RULES, Direction, http
from hisight.protocol.charset import CHOICES, normal_name
from hisight.reading import Reader, Reading
from hisight.reading.leniency import leniency_of
from hisight.wording import Words


def read(
    file: str,
    reader: Reader,
    direction: Side | None,
    content_type: str,
    status: int,
    fun_code: str,
    charset: str = "",
) -> Reading:
    """The message in `file` (`-` is standard input): an HTTP body, or a whole HTTP message, which then tells its side.

    `content_type` and `status` outweigh the message's own head, and `charset` everything that tells how to read it. Raises
    HisightError when the file cannot be read, or there is no such charset.
    """
    if charset and not normal_name(charset):
        _require(charset, "--charset", tuple(known for known, _ in CHOICES))
    head, body = _head_and_body(_bytes(file), content_type, status)
    side: Direction | None = direction.value if direction else "response" if status else None
    if side is None and head.start_line:
        side = "response" if head.status else "request"
    return reader.read_alone(side, body, head, fun_code, charset)


def recorded(path: Path, number: int, reader: Reader, most: int = QUICK) -> Reading:
    """Call `number` of the session, or bundle, at `path`. `most` is that of `Reader.read`. Raises HisightError."""
    with Session.open(session_file(path, reader)) as session:
        reader, exchange = reader.of(session), session.get(number)
        return reader.read(exchange, most=most) if most > QUICK else reader.read_in(session, exchange)


def reader_of(catalog: Catalog, profile: str, key: str, cipher: str, rule: str) -> Reader:
    """The reader that a profile and the command line give; what the command line says outweighs the profile.

    Raises HisightError for a cipher, rule or profile that there is not.
    """
    _require(cipher, "--cipher", (AUTO, *CIPHERS))
    _require(rule, "--rule", (AUTO, *RULES))
    given = profiles.given(key, cipher, rule)
    if not profile:
        return Reader(catalog, scheme=given)
    chosen = profiles.named(profile, profiles.load())
    scheme = chosen.scheme_with(given.keys) if key.strip() else chosen.scheme()
    scheme = replace(
        scheme,
        cipher=chosen.cipher if cipher == AUTO else cipher,
        rule=chosen.rule if rule == AUTO else rule,
    )
    return Reader(catalog, scheme=scheme, leniency=leniency_of(chosen))


def _require(value: str, option: str, known: tuple[str, ...]) -> None:
    if value not in known:
        names = ", ".join(known)
        raise HisightError(
            Words(f"{option} 不认识 {value}。", f"{option} does not know {value}."),
            Words(f"可用：{names}。", f"It takes {names}."),
        )


def _bytes(file: str) -> bytes:
    if file == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(file).read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise HisightError(
            Words(f"无法读取 {file}：{reason}。", f"cannot read {file}: {reason}."),
            Words("请给出一个文件，或用 - 表示标准输入。", "Give a file, or - for standard input."),
        ) from None


def _head_and_body(data: bytes, content_type: str, status: int) -> tuple[http.Head, bytes]:
    """Take a whole HTTP message apart; options of the command line outweigh its head."""
    head, body = http.split(data) or (http.EMPTY_HEAD, data)
    if status:
        reason = next((one.phrase for one in HTTPStatus if one == status), "")
        head = http.Head(f"HTTP/1.1 {status} {reason}".rstrip(), head.fields)
    if content_type:
        head = head.replacing(Content_Type=content_type)
    return head, body
