"""What a peer may do differently when it signs: the dimensions that the signature explainer walks, as data.

Only what can matter for the message at hand is offered: without Chinese text no other charset, without line breaks no line
ends. The likeliest dimensions come first, and in each the likeliest option.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from hisight.protocol import RULES, Key, Signable, SignatureRule
from hisight.protocol.digests import HEX_DIGITS
from hisight.protocol.envelope import PAYLOAD_NAME
from hisight.protocol.signature_rule import KEY_MARK
from hisight.wording import Words


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that a peer does differently."""

    name: str
    """A stable name, e.g. `key-part`."""
    value: str
    """What it is instead, e.g. `&key={key}`; for a key its label."""
    words: Words
    """The same as a clause: "the payload is signed before it is encrypted"."""
    entries: tuple[tuple[str, Any], ...] = ()
    """The entries of the rule that it changes, with their values."""
    key: Key | None = None
    """The key that is used instead."""
    rule: SignatureRule | None = None
    """The rule that is followed instead."""


def dimensions(signable: Signable, expected: SignatureRule, keys: Sequence[Key], found: str) -> list[list[Change]]:
    """Everything in which the signing of one message may differ from `expected` with the first of `keys`.

    `found` is the SIGN in the message: its length tells which digests can have made it.
    """
    walked = (
        _rules(expected),
        _keys(keys),
        _key_parts(expected),
        _payload_forms(signable, expected),
        _orders(expected),
        _trimming(signable, expected),
        _empty_fields(signable, expected),
        _sign_type(expected),
        _charsets(signable, expected),
        _line_ends(signable, expected),
        _base64_lines(signable, expected),
        _texts(signable, expected),
        _layouts(expected),
        _digests(expected, found),
        _string_cases(expected),
    )
    return [options for dimension in walked if (options := list(dimension))]


def _entry(name: str, entry: str, value: str, zh: str, en: str) -> Change:
    return Change(name, value, Words(zh, en), ((entry, value),))


def _rules(expected: SignatureRule) -> Iterator[Change]:
    for rule in RULES.values():
        # The case of the hex digits is compared apart: a rule that differs in nothing else is none of its own here.
        if rule._replace(name=expected.name, uppercase=expected.uppercase) != expected and rule.uppercase:
            yield Change("rule", rule.name, Words(f"规则是 {rule.name}", f"the rule is {rule.name}"), rule=rule)


def _keys(keys: Sequence[Key]) -> Iterator[Change]:
    for key in keys[1:]:
        yield Change("key", key.label, Words(f"密钥是 {key.label}", f"the key is {key.label}"), key=key)
    for key in keys:
        for ending, zh, en in _NEAR_ENDINGS:
            near = Key(key.label, key.secret + ending)
            yield Change("key", f"{key.label} {en}", Words(f"密钥末尾多了{zh}", f"the key ends with {en}"), key=near)
        for secret, zh, en in (
            (key.secret.upper(), "大写", "upper"),
            (key.secret.lower(), "小写", "lower"),
        ):
            if secret != key.secret:
                words = Words(f"密钥中的字母成了{zh}", f"the key's letters are in {en} case")
                yield Change("key", f"{key.label} {en}", words, key=Key(key.label, secret))


_NEAR_ENDINGS = ((b"\n", "换行符 LF", "a line feed"), (b"\r\n", "换行符 CR LF", "CR LF"), (b" ", "一个空格", "a blank"))


def _key_parts(expected: SignatureRule) -> Iterator[Change]:
    for part in _KEY_PARTS:
        if part == expected.key_part:
            continue
        if part:
            shown = part.replace(KEY_MARK, "<密钥>"), part.replace(KEY_MARK, "<key>")
            words = Words(f"末尾接的是 {shown[0]}", f"the base string ends with {shown[1]}")
        else:
            words = Words("末尾没有接密钥", "the key is left out")
        yield Change("key-part", part, words, (("key_part", part),))


_KEY_PARTS = ("&KEY={key}", "&key={key}", "KEY{key}", "&KEY{key}", "{key}", "&{key}", "")


def _payload_forms(signable: Signable, expected: SignatureRule) -> Iterator[Change]:
    name, seen = PAYLOAD_NAME[signable.direction], set[str]()
    for form, zh, en in _PAYLOAD_FORMS:
        rule = expected._replace(
            layout="values", key_part="", payload=form, request_fields=(name,), response_fields=(name,)
        )
        text = rule.base_string(signable, "")
        if form == expected.payload or (text and text not in seen):
            seen.add(text)
            if form != expected.payload:
                yield _entry("payload", "payload", form, zh, en)


_PAYLOAD_FORMS: tuple[tuple[Any, str, str], ...] = (
    ("sealed", "参与签名的是加密后的业务参数", "the payload is signed after encryption"),
    ("plain", "参与签名的是加密前的业务参数", "the payload is signed before encryption"),
    (
        "plain-without-declaration",
        "参与签名的是加密前的业务参数，不含 XML 声明",
        "the payload is signed before encryption, without its XML declaration",
    ),
    (
        "plain-compact",
        "参与签名的是加密前的业务参数，去掉节点之间的空白",
        "the payload is signed before encryption, without blanks between its elements",
    ),
    (
        "plain-inner",
        "参与签名的是加密前根节点之内的内容",
        "what stands inside the payload's root is signed, before encryption",
    ),
)


def _orders(expected: SignatureRule) -> Iterator[Change]:
    if expected.order == "sorted":
        yield _entry("order", "order", "document", "字段按报文中的顺序拼接", "fields are joined in document order")
    else:
        yield _entry("order", "order", "sorted", "字段按名称 a~z 排序", "fields are sorted a to z")


def _trimming(signable: Signable, expected: SignatureRule) -> Iterator[Change]:
    values = [entry.value for entry in signable.envelope.fields]
    if all(value == value.strip() for value in values):
        return
    if expected.blanks == "trimmed":
        yield _entry("blanks", "blanks", "kept", "值两端的空白参与签名", "blanks around values are signed")
    else:
        yield _entry(
            "blanks", "blanks", "trimmed", "签名前去掉了值两端的空白", "values are trimmed before they are signed"
        )


def _empty_fields(signable: Signable, expected: SignatureRule) -> Iterator[Change]:
    names = expected.names_of(signable.direction)
    if all(signable.envelope.get(name) for name in names):
        return
    if expected.empty == "kept":
        yield _entry("empty", "empty", "dropped", "空字段不参与签名", "empty fields are left out")
    else:
        yield _entry("empty", "empty", "kept", "空字段也参与签名", "empty fields are kept")


def _sign_type(expected: SignatureRule) -> Iterator[Change]:
    if "SIGN_TYPE" in expected.request_fields:
        return
    entries = (
        ("request_fields", (*expected.request_fields, "SIGN_TYPE")),
        ("response_fields", (*expected.response_fields, "SIGN_TYPE")),
    )
    yield Change("sign-type", "SIGN_TYPE", Words("SIGN_TYPE 也参与签名", "SIGN_TYPE is signed too"), entries)


def _charsets(signable: Signable, expected: SignatureRule) -> Iterator[Change]:
    if signable.envelope.text.isascii() and signable.plaintext.isascii():
        others = [one for one in _CHARSETS if one[0] in ("utf-16-le", "utf-8-sig")]
    else:
        others = list(_CHARSETS)
    for charset, zh, en in others:
        if charset != expected.charset:
            yield _entry("charset", "charset", charset, f"签名取的是 {zh} 字节", f"the bytes signed are {en}")


_CHARSETS = (
    ("utf-8", "UTF-8", "UTF-8"),
    ("gb18030", "GBK（GB18030）", "GBK (GB18030)"),
    ("utf-16-le", "UTF-16LE", "UTF-16LE"),
    ("utf-8-sig", "带 BOM 的 UTF-8", "UTF-8 with a BOM"),
)


def _line_ends(signable: Signable, expected: SignatureRule) -> Iterator[Change]:
    text = signable.envelope.text + signable.plaintext
    if expected.line_ends == "as-is" and "\n" in text:
        yield _entry("line-ends", "line_ends", "crlf", "签名时换行是 CR LF", "line breaks are signed as CR LF")
        if "\r\n" in text or "&#13;" in text:
            yield _entry("line-ends", "line_ends", "lf", "签名时换行是 LF", "line breaks are signed as LF")


def _base64_lines(signable: Signable, expected: SignatureRule) -> Iterator[Change]:
    sealed = signable.envelope.get(PAYLOAD_NAME[signable.direction])
    if expected.payload != "sealed" or not sealed.strip() or "<" in sealed:
        return
    joined = "".join(sealed.split())
    if joined != sealed:
        yield _entry(
            "base64-lines", "base64_lines", "joined", "密文按一行参与签名", "the ciphertext is signed as one line"
        )
    if len(joined) > 76:
        for form, zh, en in (("lf-76", "LF", "LF"), ("crlf-76", "CR LF", "CR LF")):
            yield _entry(
                "base64-lines",
                "base64_lines",
                form,
                f"签名时密文每 76 个字符折行（{zh}）",
                f"the ciphertext is signed in lines of 76 characters ({en})",
            )


def _texts(signable: Signable, expected: SignatureRule) -> Iterator[Change]:
    if expected.text == "raw":
        yield _entry("text", "text", "value", "签名取的是反转义后的值", "values are signed as they read")
        return
    text = signable.envelope.text
    if any(text[one.span.inner : one.span.inner_end] != one.value for one in signable.envelope.fields):
        yield _entry(
            "text",
            "text",
            "raw",
            "签名取的是报文中未反转义的原文（含 CDATA 标记）",
            "values are signed as they are written, escaped and with their CDATA marks",
        )


def _layouts(expected: SignatureRule) -> Iterator[Change]:
    for layout, separator, zh, en in _LAYOUTS:
        if layout != expected.layout:
            entries = (("layout", layout), ("separator", separator))
            yield Change("layout", layout, Words(zh, en), entries)


_LAYOUTS = (
    ("query", "&", "拼接成 A=1&B=2 的形式", "fields are joined as A=1&B=2"),
    ("elements", "", "连同标签一起签名", "fields are signed with their tags"),
    ("values", "", "只拼接值，不带字段名", "values are joined without their names"),
)


def _digests(expected: SignatureRule, found: str) -> Iterator[Change]:
    for digest, digits in HEX_DIGITS.items():
        if digest != expected.digest and digits == len(found):
            words = Words(f"摘要算法是 {digest.upper()}", f"the digest is {digest.upper()}")
            yield Change("digest", digest, words, (("digest", digest),))


def _string_cases(expected: SignatureRule) -> Iterator[Change]:
    for case, zh, en in (("upper", "大写", "upper"), ("lower", "小写", "lower")):
        if case != expected.string_case:
            yield _entry(
                "string-case",
                "string_case",
                case,
                f"待签名串先转成{zh}",
                f"the base string is turned to {en} case first",
            )
