"""What can be read of a ciphertext whose key is proven right, although no whole document comes out of it."""

from dataclasses import dataclass
from typing import Literal

from hisight.explain.decryption_proof import LONGEST, text_span
from hisight.explain.decryption_search import Fit
from hisight.protocol import Payload, Problem, charset
from hisight.protocol.ciphers.padding import PADDINGS
from hisight.protocol.plaintext import begins_a_document
from hisight.wording import Words


@dataclass(frozen=True, slots=True)
class Part:
    """As far as a ciphertext can be read."""

    shown: Literal["other-iv", "cut-ciphertext", "bad-base64", "damaged", "not-xml"]
    """What is wrong with it: another IV, its end or beginning is missing, its text was changed or its bytes, or it holds no XML."""
    payload: Payload | None
    """The document as far as it goes, with the problem still on it; None when no document begins."""
    words: Words
    """The same as a sentence."""


def read(fit: Fit, problem: Problem) -> Part:
    """Read the ciphertext of `fit`, whose key is right, as far as it goes. `problem` is why the message did not open."""
    if not fit.iv_known:
        return Part("other-iv", None, _other_iv(fit.way.cipher.block))
    cipher, sealing, data = fit.way.cipher, fit.way.sealing, fit.found.data
    key = sealing.key_of(cipher, fit.way.key.secret)
    plain = cipher.blocks(data, key, sealing.iv_of(cipher, key))
    arrived = problem.kind == "wrong-key" or len(data) % cipher.block == 0
    padding = PADDINGS[sealing.padding].length(plain[-cipher.block :]) or 0
    content = plain[: len(plain) - padding]
    start, end = text_span(content)
    decoded = charset.decode(content[start:end])
    kept = sealing._replace(dialect=fit.found.dialect._replace(padded=True))
    begun = Payload("decrypted", cipher.name, decoded.text, fit.way.key, decoded, problem=problem, sealing=kept)
    payload = begun if begins_a_document(decoded.text) else None
    if problem.kind == "bad-base64":
        return Part("bad-base64", payload, _bad_text(problem, len(decoded.text)))
    blocks = (end + LONGEST - 1) // cipher.block  # before the noise a character can be cut
    if blocks and len(content) - end >= cipher.block:
        blocks += cipher.iv_leads
        return Part("damaged", payload, _damaged(blocks * cipher.block))
    if payload or not (arrived and padding):
        return Part("cut-ciphertext", payload, _cut(len(data), len(decoded.text)))
    if decoded.text.rstrip().endswith(">"):
        return Part("cut-ciphertext", None, _beheaded())
    return Part("not-xml", None, _other_content(decoded.text))


def _other_iv(block: int) -> Words:
    return Words(
        f"密钥和算法都正确，只有开头 {block} 字节解出的是乱码：对方用的是另一个 IV。",
        f"Key and cipher are right, only the first {block} bytes come out as noise: the peer uses another IV.",
    )


def _bad_text(problem: Problem, characters: int) -> Words:
    return Words(
        f"{problem.message.zh}密钥和算法都正确，在此之前能读出 {characters} 个字符。",
        f"{problem.message.en} Key and cipher are right: {characters} characters can be read before that.",
    )


def _beheaded() -> Words:
    return Words(
        "密钥和算法都正确，解出的 XML 没有开头：密文的开头缺失。",
        "Key and cipher are right, but the document has no beginning: that of the ciphertext is missing.",
    )


def _other_content(text: str) -> Words:
    zh, en = ("JSON", "JSON") if text.lstrip()[:1] in ("{", "[") else ("普通文字", "plain text")
    return Words(
        f"密钥和算法都正确，解出的是{zh}，不是 REQ 或 RES 的 XML：对方加密的内容不对。",
        f"Key and cipher are right, and what comes out is {en}, no REQ or RES document: the peer encrypts something else.",
    )


def _damaged(place: int) -> Words:
    return Words(
        f"密钥和算法都正确，但密文从第 {place + 1} 字节起解出的是乱码：密文在传输中被改动。",
        f"Key and cipher are right, but from byte {place + 1} of the ciphertext on there is noise: it was changed on its way.",
    )


def _cut(length: int, characters: int) -> Words:
    return Words(
        f"密钥和算法都正确，密文在 {length} 字节处中断，只能读出前 {characters} 个字符：对方发来的密文被截断。",
        f"Key and cipher are right; the ciphertext ends after {length} bytes, and {characters} characters can be read: it was cut.",
    )
