"""REQ_ENCRYPTED and RES_ENCRYPTED: text to REQ or RES document, and back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from hisight.protocol import charset, ciphertext, markup
from hisight.protocol.charset import Decoded
from hisight.protocol.ciphers import BLOCK_CIPHERS, BlockCipher
from hisight.protocol.ciphertext import Ciphertext
from hisight.protocol.errors import CipherError
from hisight.protocol.notes import Problem
from hisight.protocol.plaintext import begins_a_document, ends_a_document, is_mostly_text, is_text, is_whole
from hisight.protocol.scheme import AUTO, Key, Scheme
from hisight.protocol.sealing import Sealing
from hisight.wording import Words

State = Literal["plain", "decrypted", "empty", "unreadable"]

_PROOFS = ("other-iv", "not-xml")
"""Problems that only the right key shows."""


@dataclass(frozen=True, slots=True)
class Payload:
    """The business document of one message."""

    state: State
    """`plain` (readable as it came), `decrypted`, `empty` (nothing, or the encryption of nothing), `unreadable`."""
    cipher: str = "none"
    """The cipher that fits; for an unreadable payload the one that was agreed."""
    xml: str = ""
    """The document as text; empty unless plain or decrypted."""
    key: Key | None = None
    """The key that decrypted it."""
    decoded: Decoded | None = None
    """How the decrypted bytes were read; None when they were not decrypted."""
    escaped_again: bool = False
    """True when the document was escaped once more than it should be."""
    problem: Problem | None = None
    """Why it is unreadable."""
    sealing: Sealing | None = None
    """How the ciphertext was made and written; None when there is none, or its text cannot be read."""


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
        found = ciphertext.read(text)
    except CipherError as error:
        return _unreadable(scheme, error)
    if not scheme.keys:
        return _unreadable(scheme, _no_key(), found)
    errors: list[CipherError] = []
    in_part: Payload | None = None
    for cipher, key in _candidates(scheme):
        try:
            opened = open_with(cipher, key, scheme.sealing, found)
        except CipherError as error:
            errors.append(error)
            continue
        if opened.state == "empty" or is_whole(opened.xml) or cipher.name == scheme.cipher:
            return opened
        # What is left of a document without its first block can look like an ill-formed one: then the IV does not lead.
        in_part = in_part or (None if cipher.iv_leads else opened)
    return in_part or _unreadable(scheme, _most_telling(errors, scheme), found)


def open_with(cipher: BlockCipher, key: Key, sealing: Sealing, found: Ciphertext) -> Payload:
    """The payload that `found` is, when it was made in exactly this way. Raises CipherError when it was not."""
    cipher_key = sealing.key_of(cipher, key.secret)
    if cipher.iv_leads:
        sealing = sealing._replace(iv=found.data[: cipher.block].hex())
    sealing = sealing._replace(dialect=found.dialect)
    plain = cipher.decrypt(found.data, cipher_key, sealing.iv_of(cipher, cipher_key), sealing.padding)
    if not plain.strip():
        return Payload("empty", cipher.name, key=key, sealing=sealing)
    decoded = charset.decode(plain)
    if is_whole(decoded.text) or (begins_a_document(decoded.text) and is_mostly_text(decoded.text)):
        return Payload("decrypted", cipher.name, decoded.text, key, decoded, sealing=sealing)
    if cipher.chaining == "cbc" and ends_a_document(plain[cipher.block :]):
        raise _other_iv(cipher)
    raise _not_xml(cipher) if is_text(decoded.text) and not decoded.lossy else _not_readable(cipher)


def seal_payload(document: str, scheme: Scheme, like: Payload | None = None) -> str:
    """The text of REQ_ENCRYPTED or RES_ENCRYPTED for `document`: the inverse of `open_payload`.

    `like` is the payload it replaces: where that was decrypted, its cipher, key, IV, padding, dialect and charset are used
    again. Raises CipherError when the scheme has no key, or one that does not suit the cipher.
    """
    name, key, sealing = scheme.cipher, scheme.key, scheme.sealing
    if like is not None and like.key is not None and like.sealing is not None:
        name, key, sealing = like.cipher, like.key, like.sealing
    elif name == AUTO:
        name = "none"
    if like is not None and like.escaped_again:
        document = markup.escape(document)
    cipher = BLOCK_CIPHERS.get(name)
    if cipher is None:
        return document
    if key is None:
        raise _no_key()
    decoded = like.decoded if like is not None else None
    plain = decoded.encode(document) if decoded is not None else document.encode()
    cipher_key = sealing.key_of(cipher, key.secret)
    made = cipher.encrypt(plain, cipher_key, sealing.iv_of(cipher, cipher_key), sealing.padding)
    return sealing.dialect.write(made)


def _candidates(scheme: Scheme) -> Iterator[tuple[BlockCipher, Key]]:
    """What to try: the agreed cipher with every key, then, as a profile may be wrong, the others with keys that suit them."""
    first, *others = sorted(BLOCK_CIPHERS.values(), key=lambda cipher: cipher.name != scheme.cipher)
    for key in scheme.keys:
        yield first, key
    for cipher in others:
        for key in scheme.keys:
            if cipher.suits(scheme.sealing.key_of(cipher, key.secret)):
                yield cipher, key


def _most_telling(errors: Sequence[CipherError], scheme: Scheme) -> CipherError:
    """A proof of the right key before others, unless our IV is at fault; what the agreed cipher met before what others met."""
    proof = next((error for kind in _PROOFS for error in errors if error.kind == kind), None)
    # With nothing agreed, a key that suits only another cipher is no bad one.
    useful = next((error for error in errors if scheme.cipher == AUTO and error.kind != "bad-key"), None)
    return errors[0] if errors[0].kind == "bad-iv" else proof or useful or errors[0]


def _not_xml(cipher: BlockCipher) -> CipherError:
    return CipherError(
        "not-xml",
        Words(
            f"按 {cipher.name} 解密得到的是文字，但不是 XML。", f"decrypted as {cipher.name} it is text, but not XML."
        ),
    )


def _other_iv(cipher: BlockCipher) -> CipherError:
    return CipherError(
        "other-iv",
        Words(
            f"按 {cipher.name} 解密后只有开头 {cipher.block} 字节是乱码：密钥正确，IV 不同。",
            f"decrypted as {cipher.name} only the first {cipher.block} bytes are no text: the key is right, the IV is another.",
        ),
    )


def _not_readable(cipher: BlockCipher) -> CipherError:
    return CipherError(
        "wrong-key",
        Words(
            f"按 {cipher.name} 解密得到的是乱码：密钥或算法不同。",
            f"decrypted as {cipher.name} it is no text: another key, or another cipher.",
        ),
    )


def _unreadable(scheme: Scheme, error: CipherError, found: Ciphertext | None = None) -> Payload:
    problem = Problem(error.kind, "cipher", error.what)
    sealing = scheme.sealing._replace(dialect=found.dialect) if found else None
    return Payload("unreadable", "" if scheme.cipher == AUTO else scheme.cipher, problem=problem, sealing=sealing)


def _no_key() -> CipherError:
    return CipherError(
        "no-key", Words("报文已加密，但没有可用的密钥。", "the payload is encrypted and no key is known.")
    )
