"""What a peer may do differently when it encrypts: the dimensions that the decryption explainer walks, as data.

Three are searched (how the text is written, the key, what is made of the key) together with the algorithm: only the right
ones give anything but noise. With them in hand, chaining, IV, padding, dialect and charset are few enough to be read off.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from hisight.explain.near_keys import misspelled
from hisight.explain.writings import WRITINGS
from hisight.protocol import AUTO, BLOCK_CIPHERS, Key, Payload, Scheme, Sealing, ciphertext
from hisight.protocol.ciphers import BlockCipher
from hisight.protocol.ciphers.padding import PADDINGS
from hisight.protocol.key_forms import KEY_FORMS
from hisight.protocol.sealing import IVS_OF_KEY
from hisight.wording import Words


class Way(NamedTuple):
    """One way in which a payload may have been encrypted."""

    cipher: BlockCipher
    """Algorithm and chaining."""
    key: Key
    """The shared key."""
    sealing: Sealing
    """Form of the key, IV, padding and dialect."""
    writing: str = ""
    """What was done to the ciphertext's text afterwards: a name from `writings.WRITINGS`, or nothing."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that a peer does differently."""

    name: str
    """A stable name, e.g. `key-form`."""
    value: str
    """What it is instead, e.g. `md5`; for a key its label."""
    words: Words
    """The same as a clause: "the cipher is aes-256-cbc"."""
    entries: tuple[tuple[str, Any], ...] = ()
    """The entries of the way that it changes, with their values; for a key's form that of the sealing."""


def agreed(scheme: Scheme) -> Way | None:
    """How a peer with `scheme` should encrypt; with `auto` as nearly everybody does. None without a key."""
    if scheme.key is None:
        return None
    return Way(BLOCK_CIPHERS.get(scheme.cipher, BLOCK_CIPHERS["aes-128-ecb"]), scheme.key, scheme.sealing)


def changed(expected: Way, changes: Sequence[Change]) -> Way:
    """`expected` with `changes` to it."""
    entries = {entry: value for change in changes for entry, value in change.entries}
    form = entries.pop("key_form", None)
    sealing = expected.sealing._replace(key_form=form) if form else expected.sealing
    return expected._replace(sealing=sealing, **entries)


def dimensions(expected: Way, keys: Sequence[Key], writings: Sequence[str]) -> list[list[Change]]:
    """What is searched: everything that turns the ciphertext into noise unless it is right."""
    walked = (_families(expected), _keys(keys), _key_forms(expected), map(_writing, writings))
    return [options for dimension in walked if (options := list(dimension))]


def _families(expected: Way) -> Iterator[Change]:
    for cipher in BLOCK_CIPHERS.values():
        if cipher.family != expected.cipher.family and cipher.chaining == expected.cipher.chaining:
            yield _cipher(cipher)


def _keys(keys: Sequence[Key]) -> Iterator[Change]:
    for key in keys[1:]:
        yield other_key(key)
    for key in keys:
        for way, wrong in misspelled(key):
            yield Change("key", f"{key.label} {way.name}", way.words, (("key", wrong),))


def other_key(key: Key) -> Change:
    """The change that `key`, another of the peer's keys, is used."""
    return Change("key", key.label, Words(f"密钥是 {key.label}", f"the key is {key.label}"), (("key", key),))


def _key_forms(expected: Way) -> Iterator[Change]:
    for form in KEY_FORMS:
        if form != expected.sealing.key_form:
            yield Change("key-form", form, _FORMS[form], (("key_form", form),))


def _writing(name: str) -> Change:
    return Change("writing", name, WRITINGS[name].words, (("writing", name),))


def departures(expected: Way, payload: Payload, scheme: Scheme) -> Iterator[Change]:
    """In what `payload`, which was decrypted, departs from `expected`, the way of `scheme`, but for what is searched."""
    assert payload.sealing is not None
    cipher, sealing = BLOCK_CIPHERS[payload.cipher], payload.sealing
    if cipher.name != (expected.cipher.name if scheme.cipher == AUTO else scheme.cipher):
        yield _cipher(cipher)
    if cipher.chaining == "cbc" and sealing.iv != expected.sealing.iv:
        yield Change("iv", sealing.iv, _iv(sealing.iv, cipher.block))
    if sealing.padding != expected.sealing.padding:
        yield Change("padding", sealing.padding, _PADDINGS[sealing.padding])
    if sealing.dialect != expected.sealing.dialect:
        yield _dialect(sealing)
    if payload.decoded is not None and payload.decoded.charset != "utf-8" and not payload.decoded.text.isascii():
        yield _charset(payload.decoded.charset)


def _cipher(cipher: BlockCipher) -> Change:
    zh = f"算法是 {cipher.name}" + ("（密文的第一个分组是 IV）" if cipher.iv_leads else "")
    en = f"the cipher is {cipher.name}" + (" (the first block is the IV)" if cipher.iv_leads else "")
    return Change("cipher", cipher.name, Words(zh, en), (("cipher", cipher),))


def _iv(iv: str, block: int) -> Words:
    if not iv:
        return Words("IV 全为零", "the IV is zero")
    if iv in IVS_OF_KEY:
        zh, en = ("开头", "first") if iv == "key" else ("末尾", "last")
        return Words(f"IV 是密钥{zh}的 {block} 字节", f"the IV is the {en} {block} bytes of the key")
    return Words(f"IV 是 {iv}", f"the IV is {iv}")


def _dialect(sealing: Sealing) -> Change:
    remark = ciphertext.remark(sealing.dialect)
    words = Words(f"密文的写法是：{remark.zh}", f"the ciphertext is written {remark.en}")
    if not remark.en:
        words = Words("密文写成一行 base64", "the ciphertext is written as base64 in one line")
    return Change("dialect", sealing.dialect.name, words)


def _charset(charset: str) -> Change:
    shown = charset.upper()
    return Change("charset", charset, Words(f"明文是 {shown} 编码", f"the text under the cipher is {shown}, not UTF-8"))


_PADDINGS = {
    "pkcs7": Words("填充是 PKCS#7", "the padding is PKCS#7"),
    "zero": Words("末尾用零字节填充", "the last block is filled up with zero bytes"),
    "none": Words("没有填充", "there is no padding"),
    "ansi-x923": Words("填充是 ANSI X9.23", "the padding is ANSI X9.23"),
}
assert set(_PADDINGS) == set(PADDINGS)

_FORMS = {
    "text": Words("直接用密钥的字符", "the key is used character by character"),
    "fitted": Words(
        "密钥按算法所需长度截断，或用零字节补足",
        "the key is cut, or filled up with zero bytes, to the length of the cipher",
    ),
    "md5-hex-first": Words(
        "密钥取 MD5 十六进制（小写）的开头", "the key is the beginning of its MD5 in lower-case hex digits"
    ),
    "md5-hex-middle": Words(
        "密钥取 16 位 MD5（小写，32 位的中间一段）", "the key is the middle 16 hex digits of its MD5, in lower case"
    ),
    "md5": Words("密钥取 MD5 的字节", "the key is its MD5, as bytes"),
    "hex": Words("密钥是十六进制，先还原成字节", "the key is hex digits that are turned into bytes first"),
    "base64": Words("密钥是 base64，先还原成字节", "the key is base64 that is turned into bytes first"),
    "sha1prng": Words(
        "密钥由 Java 的 SHA1PRNG（KeyGenerator）生成",
        "the key comes out of Java's KeyGenerator, seeded with it (SHA1PRNG)",
    ),
    "md5-hex-first-upper": Words(
        "密钥取 MD5 十六进制（大写）的开头", "the key is the beginning of its MD5 in upper-case hex digits"
    ),
    "md5-hex-middle-upper": Words(
        "密钥取 16 位 MD5（大写，32 位的中间一段）", "the key is the middle 16 hex digits of its MD5, in upper case"
    ),
    "sha-256": Words("密钥取 SHA-256 的字节", "the key is its SHA-256, as bytes"),
    "filled-with-0": Words("密钥用字符 0 补足", "the key is filled up with the character 0"),
}
assert set(_FORMS) == set(KEY_FORMS)
