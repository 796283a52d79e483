"""The form binding of ASP.NET: `xml=...`, percent-encoded, as `application/x-www-form-urlencoded` (the answer is asmx_string).

Many send a form under the name of XML, and XML under the name of a form: the bytes decide.
"""

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from hisight.protocol import charset
from hisight.protocol.http import Head
from hisight.protocol.transports import argument, bare
from hisight.protocol.transports.package import Package
from hisight.wording import Words

MEDIA_TYPE = "application/x-www-form-urlencoded"

_STARTS_LIKE_A_FORM = re.compile(rb"\s*[\w.$%+\[\]-]{1,80}=")
_PARAMETER = re.compile(rb"(?:\A|&)(?P<name>[^=&<]*)=(?P<value>[^&]*)")
_WRITTEN_PLAINLY = re.compile(rb"\s*(?:\xef\xbb\xbf)?<")
_OPERATION = re.compile(r"\S+ \S*\.asmx/(\w+)", re.IGNORECASE)
_STRAY_PERCENT = re.compile(rb"%(?![0-9A-Fa-f]{2})")
_MOST = 1000  # parameters that are looked at
_ALWAYS_ESCAPED = frozenset(b"%+&")
_ALWAYS_PLAIN = frozenset(b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-._")


@dataclass(frozen=True, slots=True)
class Form(Package):
    """A form with a document in one of its parameters."""

    start: int = 0
    """Where the parameter's value begins in the body."""
    end: int = 0
    """Where it ends."""

    def _packed(self, content: bytes) -> bytes:
        written = self.body[self.start : self.end]
        if not _WRITTEN_PLAINLY.match(written):
            content = _quoted(content, like=written)
        return self.body[: self.start] + content + self.body[self.end :]


class Parameter(NamedTuple):
    """A parameter with a document in it."""

    name: str
    """What it is called."""
    content: bytes
    """The document."""
    start: int
    """Where its value begins."""
    end: int
    """Where that ends."""
    plainly: bool
    """True when nothing in it was percent-encoded."""


def read(body: bytes, head: Head) -> Form | None:
    """The form in `body`, which came with `head`; None when it is none, or holds no document."""
    found = find(body, head.charset, declared=head.media_type == MEDIA_TYPE)
    if found is None:
        return None
    return Form(
        body,
        found.content,
        "form",
        charset=head.charset,
        name=found.name,
        operation=operation(head),
        around=charset.decode(unquoted(body[: found.start] + body[found.end :])).text,
        remark=remark(found),
        start=found.start,
        end=found.end,
    )


def find(form: bytes, label: str, *, declared: bool) -> Parameter | None:
    """The first parameter of `form` that holds a document; None when none does.

    `label` is the charset that it goes by. Only a form that is `declared` as one may hold a ciphertext alone.
    """
    if not _STARTS_LIKE_A_FORM.match(form):
        return None
    for name, start, end in _parameters(form):
        written = form[start:end]
        plainly = bool(_WRITTEN_PLAINLY.match(written))
        content = written if plainly else unquoted(written)
        if _holds_a_document(charset.decode(content, label).text, declared=declared):
            return Parameter(name, content, start, end, plainly)
    return None


def unquoted(written: bytes) -> bytes:
    """Percent-encoded bytes as they were before; a `%` that begins no code stays."""
    # As quoted-printable, which writes `=` for `%`: `unquote_to_bytes` takes 40 bytes of memory for each of them.
    plain = _STRAY_PERCENT.sub(b"%25", written).replace(b"+", b" ")
    return binascii.a2b_qp(plain.replace(b"=", b"%3D").replace(b"%", b"="))


def operation(head: Head) -> str:
    """The operation that the address names; empty when it names none."""
    found = _OPERATION.match(head.start_line)
    return found[1] if found else ""


def remark(found: Parameter) -> Words:
    """Where the document was `found`, and how it is written there."""
    said = Words(f"参数 {found.name}", f"parameter {found.name}")
    if not found.plainly:
        return said
    return Words(f"{said.zh}，没有做 URL 编码", f"{said.en}, which is not percent-encoded")


def _parameters(body: bytes) -> Iterator[tuple[str, int, int]]:
    """Name, begin and end of each value; one whose markup was not percent-encoded has `&` in it, and goes to the end."""
    for found in islice(_PARAMETER.finditer(body), _MOST):
        name = unquoted(found["name"]).decode("utf-8", "replace").strip()
        start, end = found.span("value")
        yield name, start, len(body) if _WRITTEN_PLAINLY.match(found["value"]) else end


def _holds_a_document(text: str, *, declared: bool) -> bool:
    if text.lstrip("\ufeff \t\r\n").startswith("<") or argument.written_again(text):
        return True
    return declared and bare.read_ciphertext(text) is not None


def _quoted(content: bytes, like: bytes) -> bytes:
    """`content` percent-encoded in the manner of `like`: blanks as `+` or `%20`, hex in its case, the same characters plain."""
    plain = (_ALWAYS_PLAIN | set(re.sub(rb"%[0-9A-Fa-f]{2}", b"", like))) - _ALWAYS_ESCAPED
    escapes = re.findall(rb"%([0-9A-Fa-f]{2})", like)
    form = b"%%%02x" if any(one != one.upper() for one in escapes) else b"%%%02X"
    table = [bytes([byte]) if byte in plain else form % byte for byte in range(256)]
    if b"%20" not in like:
        table[0x20] = b"+"
    return b"".join(map(table.__getitem__, content))
