"""REQ_ENCRYPTED and RES_ENCRYPTED: text to REQ or RES document, and back."""

import base64
import binascii
import re
from dataclasses import dataclass
from typing import Literal

from hisight.protocol import charset, markup
from hisight.protocol.ciphers import CIPHERS, Cipher
from hisight.protocol.errors import CipherError
from hisight.protocol.notes import Problem
from hisight.protocol.scheme import AUTO, Key, Scheme
from hisight.wording import Words

State = Literal["plain", "decrypted", "empty", "unreadable"]

_BLANKS = re.compile(r"\s+")
_NOT_BASE64 = re.compile(r"[^A-Za-z0-9+/=]")


@dataclass(frozen=True, slots=True)
class Payload:
    """The business document of one message."""

    state: State
    """`plain` (readable as it came), `decrypted`, `empty` (nothing, or the encryption of nothing), `unreadable`."""
    cipher: str = "none"
    """The cipher that fits; for an unreadable payload the one that was tried last."""
    xml: str = ""
    """The document as text; empty unless plain or decrypted."""
    key: Key | None = None
    """The key that decrypted it."""
    decoded: charset.Decoded | None = None
    """How the decrypted bytes were read; None when they were not decrypted."""
    escaped_again: bool = False
    """True when the document was escaped once more than it should be."""
    problem: Problem | None = None
    """Why it is unreadable."""


def open_payload(text: str, scheme: Scheme) -> Payload:
    """Read the payload `text` with `scheme`, trying every cipher and key that it allows. Never fails."""
    stripped = text.strip()
    if not stripped:
        return Payload("empty")
    if markup.first_name(stripped):
        return Payload("plain", xml=stripped)
    if stripped[0] in "&<" and markup.first_name(unescaped := markup.value(stripped).strip()):
        return Payload("plain", xml=unescaped, escaped_again=True)
    try:
        ciphertext = from_base64(stripped)
    except CipherError as error:
        return _unreadable(scheme.cipher, error)
    if not scheme.keys:
        return _unreadable(scheme.cipher, _no_key())
    errors: list[CipherError] = []
    for cipher in _candidates(scheme):
        for key in scheme.keys:
            try:
                return _decrypted(cipher, ciphertext, key)
            except CipherError as error:
                errors.append(error)
    # Text that is no XML proves its key; otherwise what the first key met says most.
    return _unreadable(scheme.cipher, next((error for error in errors if error.kind == "not-xml"), errors[0]))


def seal_payload(document: str, scheme: Scheme, like: Payload | None = None) -> str:
    """The text of REQ_ENCRYPTED or RES_ENCRYPTED for `document`: the inverse of `open_payload`.

    `like` is the payload it replaces: with `auto` its cipher, key and charset are used again. Raises CipherError when the
    scheme has no key, or one that does not suit the cipher.
    """
    name = scheme.cipher
    if name == AUTO:
        name = like.cipher if like is not None and like.state != "unreadable" else "none"
    cipher = CIPHERS[name]
    if like is not None and like.escaped_again:
        document = markup.escape(document)
    if not cipher.needs_key:
        return document
    key = (like.key if like is not None else None) or scheme.key
    if key is None:
        raise _no_key()
    decoded = like.decoded if like is not None else None
    plain = decoded.encode(document) if decoded is not None else document.encode()
    return base64.b64encode(cipher.encrypt(plain, key.secret)).decode("ascii")


def from_base64(text: str) -> bytes:
    """The bytes of base64 `text`; line breaks are dropped, and a blank inside a line is the `+` that a form made of it.

    Raises CipherError of kind `bad-base64` that says where the text stops being base64.
    """
    joined = re.sub(r"[\r\n\t]+| +(?=[\r\n]|$)", "", text).replace(" ", "+")
    stray = _NOT_BASE64.search(joined)
    if stray:
        raise _bad_base64(stray.start() + 1, stray[0])
    try:
        return base64.b64decode(joined, validate=True)
    except binascii.Error:
        raise _bad_base64(len(joined), "") from None


def _candidates(scheme: Scheme) -> list[Cipher]:
    ciphers = [cipher for cipher in CIPHERS.values() if cipher.needs_key]
    # A profile may be wrong about its peer: the configured cipher first, the others after it.
    return sorted(ciphers, key=lambda cipher: cipher.name != scheme.cipher)


def _decrypted(cipher: Cipher, ciphertext: bytes, key: Key) -> Payload:
    plain = cipher.decrypt(ciphertext, key.secret)
    if not plain.strip():
        return Payload("empty", cipher.name, key=key)
    decoded = charset.decode(plain)
    if not markup.first_name(decoded.text):
        raise _not_xml(cipher) if _is_text(decoded) else _not_readable(cipher)
    return Payload("decrypted", cipher.name, decoded.text, key, decoded)


def _is_text(decoded: charset.Decoded) -> bool:
    """True for characters that somebody may have written; another key gives bytes that no charset knows, or controls."""
    return not decoded.lossy and all(one.isprintable() or one.isspace() for one in decoded.text)


def _not_xml(cipher: Cipher) -> CipherError:
    return CipherError(
        "not-xml",
        Words(
            f"按 {cipher.name} 解密得到的是文字，但不是 XML。", f"decrypted as {cipher.name} it is text, but not XML."
        ),
    )


def _not_readable(cipher: Cipher) -> CipherError:
    return CipherError(
        "wrong-key",
        Words(
            f"按 {cipher.name} 解密得到的是乱码：密钥或算法不同。",
            f"decrypted as {cipher.name} it is no text: another key, or another cipher.",
        ),
    )


def _unreadable(cipher: str, error: CipherError) -> Payload:
    return Payload("unreadable", "" if cipher == AUTO else cipher, problem=Problem(error.kind, "cipher", error.what))


def _no_key() -> CipherError:
    return CipherError(
        "no-key", Words("报文已加密，但没有可用的密钥。", "the payload is encrypted and no key is known.")
    )


def _bad_base64(place: int, character: str) -> CipherError:
    if character:
        return CipherError(
            "bad-base64",
            Words(
                f"第 {place} 个字符 {character!r} 不属于 base64。", f"character {place}, {character!r}, is not base64."
            ),
        )
    return CipherError(
        "bad-base64",
        Words(
            f"base64 在第 {place} 个字符处不完整：被截断。",
            f"the base64 is incomplete at character {place}: it was cut.",
        ),
    )
