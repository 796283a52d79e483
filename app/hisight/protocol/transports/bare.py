"""No transport at all: the body is the ROOT document, a REQ or RES document, or its encrypted text."""

import re

from hisight.protocol import ciphertext, markup, xml
from hisight.protocol.transports import argument, carries
from hisight.protocol.transports.transport import Transport

_BASE64 = re.compile(r"[A-Za-z0-9+/\r\n]{20,}={0,2}")  # the encryption of nothing has 24 characters
_CHANGED_BASE64 = re.compile(r"(?=[^0-9]*[0-9])(?=[^a-z]*[a-z])(?=[^A-Z]*[A-Z])[A-Za-z0-9+/_ \r\n-]{20,}={0,2}")
"""Base64 in the URL-safe alphabet, or in which a form turned `+` into blanks: words are written with the same characters."""


def read_ciphertext(text: str) -> Transport | None:
    """Read `text` as base64 or hex alone; None when it is something else."""
    stripped = text.strip("\ufeff \t\r\n")
    return Transport("bare", "ciphertext", stripped) if _is_ciphertext(stripped) else None


def _is_ciphertext(text: str) -> bool:
    if _BASE64.fullmatch(text):
        return True
    return bool(_CHANGED_BASE64.fullmatch(text)) and ciphertext.in_blocks(text)


def read(text: str, root: xml.Element) -> Transport | None:
    """Read `text` with the element `root` as a document alone; None when it is none of ours."""
    carried = carries.of_name(xml.local_name(root))
    return Transport("bare", carried, text) if carried != "nothing" else None


def read_written_again(text: str) -> Transport | None:
    """Read `text` as a document that was escaped or put into CDATA, with nothing around it; None when it is something else."""
    again = argument.written_again(text)
    if not again:
        return None
    inner = markup.value(text)
    return Transport("bare", carries.of_text(inner), inner, again=again)
