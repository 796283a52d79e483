"""How a way to sign is said: one table of clauses, in which what was agreed and what a peer does read alike."""

from collections.abc import Mapping

from hisight.protocol.signature_rule import KEY_MARK
from hisight.wording import Words

LABELS: Mapping[str, Words] = {
    "rule": Words("规则", "rule"),
    "key": Words("密钥", "key"),
    "key-part": Words("密钥的接法", "key part"),
    "payload": Words("加密前后", "payload before or after encryption"),
    "order": Words("字段顺序", "order"),
    "blanks": Words("空白", "blanks"),
    "empty": Words("空字段", "empty fields"),
    "sign-type": Words("SIGN_TYPE", "SIGN_TYPE"),
    "charset": Words("字符集", "charset"),
    "line-ends": Words("换行", "line ends"),
    "base64-lines": Words("密文折行", "base64 lines"),
    "text": Words("转义", "escaping"),
    "layout": Words("拼接形式", "layout"),
    "separator": Words("分隔符", "separator"),
    "digest": Words("摘要算法", "digest"),
    "string-case": Words("字母大小写", "letter case"),
}
"""What each dimension is about, by the name of its changes."""

NEAR_KEYS = Words("相近的密钥", "near keys")
"""What has been tried beside the keys that are known: they are in another case, or end with a line break."""

_CLAUSES: Mapping[tuple[str, str], Words] = {
    ("payload", "sealed"): Words("参与签名的是加密后的业务参数", "the payload is signed after encryption"),
    ("payload", "plain"): Words("参与签名的是加密前的业务参数", "the payload is signed before encryption"),
    ("payload", "plain-without-declaration"): Words(
        "参与签名的是加密前的业务参数，不含 XML 声明",
        "the payload is signed before encryption, without its XML declaration",
    ),
    ("payload", "plain-compact"): Words(
        "参与签名的是加密前的业务参数，去掉节点之间的空白",
        "the payload is signed before encryption, without blanks between its elements",
    ),
    ("payload", "plain-inner"): Words(
        "参与签名的是加密前根节点之内的内容", "what stands inside the payload's root is signed, before encryption"
    ),
    ("order", "document"): Words("字段按报文中的顺序拼接", "fields are joined in document order"),
    ("order", "sorted"): Words("字段按名称 a~z 排序", "fields are sorted a to z"),
    ("blanks", "kept"): Words("值两端的空白参与签名", "blanks around values are signed"),
    ("blanks", "trimmed"): Words("签名前去掉值两端的空白", "values are trimmed before they are signed"),
    ("empty", "dropped"): Words("空字段不参与签名", "empty fields are left out"),
    ("empty", "kept"): Words("空字段也参与签名", "empty fields are kept"),
    ("charset", "utf-8"): Words("待签名串按 UTF-8 编码", "the bytes signed are UTF-8"),
    ("charset", "gb18030"): Words("待签名串按 GBK（GB18030）编码", "the bytes signed are GBK (GB18030)"),
    ("charset", "utf-16-le"): Words("待签名串按 UTF-16LE 编码", "the bytes signed are UTF-16LE"),
    ("charset", "utf-8-sig"): Words("待签名串按带 BOM 的 UTF-8 编码", "the bytes signed are UTF-8 with a BOM"),
    ("line-ends", "as-is"): Words("换行按报文原样签名", "line breaks are signed as the message has them"),
    ("line-ends", "crlf"): Words("签名时换行是 CR LF", "line breaks are signed as CR LF"),
    ("line-ends", "lf"): Words("签名时换行是 LF", "line breaks are signed as LF"),
    ("base64-lines", "as-is"): Words("密文按报文原样签名", "the ciphertext is signed as the message has it"),
    ("base64-lines", "joined"): Words("密文按一行参与签名", "the ciphertext is signed as one line"),
    ("base64-lines", "lf-76"): Words(
        "签名时密文每 76 个字符折行（LF）", "the ciphertext is signed in lines of 76 characters (LF)"
    ),
    ("base64-lines", "crlf-76"): Words(
        "签名时密文每 76 个字符折行（CR LF）", "the ciphertext is signed in lines of 76 characters (CR LF)"
    ),
    ("text", "value"): Words("按反转义后的值签名", "values are signed as they read"),
    ("text", "raw"): Words(
        "按报文中未反转义的原文签名（含 CDATA 标记）",
        "values are signed as they are written, escaped and with their CDATA marks",
    ),
    ("layout", "query"): Words("拼接成 A=1&B=2 的形式", "fields are joined as A=1&B=2"),
    ("layout", "elements"): Words("连同标签一起签名", "fields are signed with their tags"),
    ("layout", "values"): Words("只拼接值，不带字段名", "values are joined without their names"),
    ("string-case", "as-is"): Words("待签名串不转换大小写", "the base string keeps its letter case"),
    ("string-case", "upper"): Words("待签名串先转成大写", "the base string is turned to upper case first"),
    ("string-case", "lower"): Words("待签名串先转成小写", "the base string is turned to lower case first"),
}


def clause(name: str, value: str) -> Words:
    """How the dimension `name` reads when a rule has `value` for it."""
    return _CLAUSES[name, value]


def rule_clause(name: str) -> Words:
    """That the rule called `name` is followed."""
    return Words(f"规则是 {name}", f"the rule is {name}")


def key_part_clause(part: str) -> Words:
    """How the base string ends."""
    if not part:
        return Words("末尾没有接密钥", "the key is left out")
    zh, en = part.replace(KEY_MARK, "<密钥>"), part.replace(KEY_MARK, "<key>")
    return Words(f"末尾接的是 {zh}", f"the base string ends with {en}")


def separator_clause(separator: str) -> Words:
    """What stands between two fields, and before the key where that is joined like a field."""
    if not separator:
        return Words("字段之间没有分隔符", "nothing stands between the fields")
    shown = _SHOWN.get(separator, Words(f"“{separator}”", f'"{separator}"'))
    return Words(f"字段之间用{shown.zh}分隔", f"fields are separated by {shown.en}")


_SHOWN = {"\n": Words("换行符（LF）", "a line feed"), "\r\n": Words("换行符（CR LF）", "CR LF")}


def sign_type_clause(*, signed: bool) -> Words:
    """Whether SIGN_TYPE is among what is signed."""
    if signed:
        return Words("SIGN_TYPE 也参与签名", "SIGN_TYPE is signed too")
    return Words("SIGN_TYPE 不参与签名", "SIGN_TYPE is not signed")


def digest_clause(digest: str) -> Words:
    """Which digest is used."""
    return Words(f"摘要算法是 {digest.upper()}", f"the digest is {digest.upper()}")
