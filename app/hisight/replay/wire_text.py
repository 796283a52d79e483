"""The head and the bytes of a request as text that a person can edit."""

import re

from hisight.errors import HisightError
from hisight.protocol import http
from hisight.wording import Words

_A_ROW = 16  # bytes
_BAR = "  │ "
_HEX = re.compile(r"[0-9A-Fa-f]+")
_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")  # a token of RFC 9110, 5.6.2


def head_text(head: http.Head) -> str:
    """Start line and header fields, one a line."""
    return "\n".join([head.start_line, *(f"{name}: {value}" for name, value in head.fields)])


def dumped(body: bytes) -> str:
    """`body` as hex, 16 bytes a line, and the characters beside them."""
    rows = (body[start : start + _A_ROW] for start in range(0, len(body), _A_ROW))
    return "\n".join(f"{row.hex(' '):<{_A_ROW * 3 - 1}}{_BAR}{_shown(row)}" for row in rows)


def bytes_of(text: str) -> bytes:
    """The bytes that hex `text` stands for; what stands behind a bar is only shown. Raises HisightError."""
    made = bytearray()
    for number, line in enumerate(text.split("\n"), 1):
        digits = "".join(line.partition("│")[0].split())
        if not digits:
            continue
        if not _HEX.fullmatch(digits) or len(digits) % 2:
            raise HisightError(
                Words(f"第 {number} 行不是成对的十六进制数字。", f"line {number} is not pairs of hex digits."),
                Words("每个字节写两位，如 3c 52。", "Two digits a byte, e.g. 3c 52."),
            )
        made += bytes.fromhex(digits)
    return bytes(made)


def head_of(text: str) -> http.Head:
    """The head that `text` stands for, one field a line. Raises HisightError for what cannot be sent as a head."""
    first, *others = [line for line in text.split("\n") if line.strip()] or [""]
    method, _, rest = first.partition(" ")
    if not (_NAME.fullmatch(method) and rest.isascii() and rest.isprintable() and " " in rest.strip()):
        raise HisightError(
            Words("HTTP 头的起始行不完整。", "the start line of the head is incomplete."),
            Words("应写成：POST /路径 HTTP/1.1", "Write: POST /path HTTP/1.1"),
        )
    fields = []
    for line in others:
        name, colon, value = line.partition(":")
        if not colon or not _NAME.fullmatch(name) or not value.isprintable():
            raise HisightError(
                Words(f"这一行不是头字段：{line}", f"this line is no header field: {line}"),
                Words("应写成 名称: 值", "Write Name: value"),
            )
        fields.append((name, value.strip()))
    try:
        text.encode("latin-1")
    except UnicodeEncodeError as error:
        raise HisightError(
            Words(f"HTTP 头中不能有 {text[error.start]!r}。", f"a head cannot hold {text[error.start]!r}."),
            Words("请改用 ASCII 字符。", "Use ASCII characters."),
        ) from None
    return http.Head(first, tuple(fields))


def _shown(row: bytes) -> str:
    return "".join(chr(byte) if 0x20 <= byte < 0x7F else "·" for byte in row)
