"""On which side Chinese text was broken: the cipher and the signature are witnesses of what it was when they were made."""

from collections.abc import Mapping
from dataclasses import replace

from hisight.explain.charset import CharsetExplanation, Side, undo
from hisight.explain.charset_changes import ESCAPES, LOST_TWICE, REFERENCES
from hisight.explain.chinese import has_hanzi, in_gb2312
from hisight.protocol import Direction, Message, envelope, signature
from hisight.protocol.envelope import SIGNED_NAMES
from hisight.wording import NOTHING, Words

_WHO: Mapping[Direction, Words] = {"request": Words("平台", "the platform"), "response": Words(" HIS 方", "the HIS")}
_LATIN = ("iso8859-1", "cp1252")


def locate(explanation: CharsetExplanation, message: Message, name: str = "") -> CharsetExplanation:
    """`explanation` of a value of `message`, with the side on which it happened. Never fails.

    `name` is the value's tag when it stands directly in ROOT; a value of the payload has none.
    """
    side, evidence = _side(message, explanation, name)
    return replace(explanation, side=side, where=_where(side, evidence, message.direction))


def _side(message: Message, explanation: CharsetExplanation, name: str) -> tuple[Side, Words]:
    hidden = not name and message.payload.state == "decrypted"
    decoded = message.payload.decoded if hidden else message.decoded
    if decoded is not None and decoded.charset in _LATIN and explanation.names[-1].startswith("gbk-as-"):
        return "label", _LABEL
    if explanation.changes[-1] in (ESCAPES, REFERENCES):
        return "author", _ESCAPED
    if hidden:
        return "author", _UNDER_THE_CIPHER
    signed = not name or name in SIGNED_NAMES[message.direction]
    if signed and message.signature.verdict.startswith("valid"):
        return "author", _SIGNED_SO
    if signed and message.signature.verdict == "invalid" and _fits_when_mended(message, explanation):
        return "transport", _SIGNED_RIGHT
    return _by_comparison(message, explanation, name)


def _fits_when_mended(message: Message, explanation: CharsetExplanation) -> bool:
    """True when SIGN is right for what was meant. What was misread alike is mended everywhere, else the one value."""
    if explanation.recoverable != "wholly":
        return False

    def mended(text: str) -> str:
        return undo(text, explanation.changes) or text.replace(explanation.found, explanation.meant)

    xml = mended(message.payload.xml) if message.payload.state == "plain" else message.payload.xml
    root = envelope.read(mended(message.envelope.text))
    return signature.check(message.direction, root, xml, message.scheme).verdict.startswith("valid")


def _by_comparison(message: Message, explanation: CharsetExplanation, name: str) -> tuple[Side, Words]:
    """Where nothing is signed, the rest of the message tells: the transport spoils all of it, an author one value."""
    if name and message.payload.state == "decrypted" and has_hanzi(message.payload.xml):
        return ("transport", _ROOT_ONLY) if _is_right(message.payload.xml) else ("unknown", NOTHING)
    whole = message.envelope.text or message.payload.xml
    rest = whole.replace(explanation.found, "")
    if has_hanzi(rest) and _is_right(rest):
        return "author", _REST_IS_RIGHT
    if not rest.isascii() and undo(whole, explanation.changes):
        return "transport", _ALL_ALIKE
    return "unknown", NOTHING


def _is_right(text: str) -> bool:
    return in_gb2312(text) and LOST_TWICE not in text


def _where(side: Side, evidence: Words, direction: Direction) -> Words:
    if side == "unknown":
        return NOTHING
    zh, en = _REMEDY[side] if evidence is not _ESCAPED else _NO_MORE_ESCAPES
    who = _WHO[direction]
    return Words(f"{evidence.zh}请{who.zh}{zh}", f"{evidence.en} {who.en[:1].upper()}{who.en[1:]} should {en}")


_LABEL = Words("字节没有坏，本来就是 GBK，只是标成了别的字符集。", "The bytes are sound GBK, only labelled otherwise.")
_ESCAPED = Words("转义是写这个值的程序做的。", "It is the program that wrote the value which escaped it.")
_UNDER_THE_CIPHER = Words(
    "密文里面就是这样，加密之前已经坏了。", "It stands so inside the ciphertext: it was broken before encryption."
)
_SIGNED_SO = Words(
    "SIGN 是按乱码算的，签名之前已经坏了。", "SIGN fits it as it stands: it was broken before it was signed."
)
_REST_IS_RIGHT = Words(
    "同一报文里别的中文是好的，坏的只是这个值的来源。",
    "Other Chinese in the same message is right: what is broken is where this value comes from.",
)
_SIGNED_RIGHT = Words(
    "按原文计算 SIGN 就相符：签名时还是好的，是签名之后被转码的。",
    "SIGN fits what was meant: it was right when it was signed, and was converted afterwards.",
)
_ROOT_ONLY = Words(
    "密文里的中文是好的，只有外层 ROOT 是乱码：是加密之后被转码的。",
    "Chinese inside the ciphertext is right, only ROOT around it is not: it was converted after encryption.",
)
_ALL_ALIKE = Words(
    "报文里的中文全都这样：是整个报文被转码。", "All Chinese of the message is like that: it was converted as a whole."
)

_REMEDY: Mapping[Side, Words] = {
    "author": Words(
        "检查数据库连接、读写文件、字节转字符串时用的字符集，统一为 UTF-8。",
        "look at the charset of its database connection, of files, of bytes made into text, and use UTF-8.",
    ),
    "transport": Words(
        "检查 SOAP 库、网关和前置机发送时用的字符集，统一为 UTF-8。",
        "look at the charset in which its SOAP library, gateway or front end sends, and use UTF-8.",
    ),
    "label": Words("改用 UTF-8 编码，并如实声明。", "encode in UTF-8, and declare it so."),
}
_NO_MORE_ESCAPES = Words("直接写字符，不要自己转义。", "write the characters themselves, and escape nothing by hand.")
