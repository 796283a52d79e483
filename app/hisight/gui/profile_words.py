"""What the entries of a profile, and their values, are called in the window."""

from collections.abc import Mapping, Sequence

from hisight.protocol import AUTO, CIPHERS, RULES
from hisight.wording import Words

OWN = "own"
"""The choice for a rule that the profile describes itself."""

_AS_IT_IS = Words("不变", "as it is")
_UPPER, _LOWER = Words("大写", "upper case"), Words("小写", "lower case")
_AUTO = Words("自动", "automatic")

MATCHES: Mapping[str, tuple[Words, str]] = {
    "host": (Words("主机", "Host"), "10.0.0.5:8080"),
    "path": (Words("路径开头", "Path begins with"), "/HisService"),
    "listen": (Words("监听端口", "Listening port"), "9000"),
    "operation": (Words("操作", "Operation"), "PubService"),
    "user_id": (Words("USER_ID", "USER_ID"), "0001"),
    "hospital_id": (Words("HOSPITAL_ID", "HOSPITAL_ID"), "1001"),
}
"""By what a call is told to be the peer's: the label, and an example."""

SEALING: Mapping[str, Words] = {
    "key_form": Words("密钥形式", "Form of the key"),
    "iv": Words("IV", "IV"),
    "padding": Words("填充", "Padding"),
    "dialect": Words("密文写法", "Ciphertext"),
}
"""What goes with a cipher."""

RULE: Mapping[str, Words] = {
    "layout": Words("拼接形式", "Layout"),
    "order": Words("字段顺序", "Order"),
    "separator": Words("分隔符", "Separator"),
    "key_part": Words("密钥部分", "Key part"),
    "request_fields": Words("请求字段", "Request fields"),
    "response_fields": Words("应答字段", "Response fields"),
    "empty": Words("空字段", "Empty fields"),
    "blanks": Words("值两端空白", "Blanks"),
    "payload": Words("业务参数", "Payload"),
    "text": Words("值的取法", "Values"),
    "line_ends": Words("换行", "Line ends"),
    "base64_lines": Words("密文折行", "Base64 lines"),
    "charset": Words("字符集", "Charset"),
    "string_case": Words("待签名串", "Base string"),
    "digest": Words("摘要算法", "Digest"),
    "uppercase": Words("SIGN", "SIGN"),
}
"""The entries of a signature rule, in the order of the form."""

_VALUES: Mapping[tuple[str, str], Words] = {
    ("layout", "query"): Words("A=1&B=2", "A=1&B=2"),
    ("layout", "elements"): Words("连同标签 <A>1</A>", "with tags <A>1</A>"),
    ("layout", "values"): Words("只有值", "values alone"),
    ("order", "sorted"): Words("按名称 a~z", "by name, a to z"),
    ("order", "document"): Words("按报文中的顺序", "as in the message"),
    ("empty", "dropped"): Words("不参与签名", "left out"),
    ("empty", "kept"): Words("参与签名", "kept"),
    ("blanks", "kept"): Words("保留", "kept"),
    ("blanks", "trimmed"): Words("去掉", "trimmed"),
    ("payload", "sealed"): Words("加密后", "after encryption"),
    ("payload", "plain"): Words("加密前", "before encryption"),
    ("payload", "plain-without-declaration"): Words("加密前，不含 XML 声明", "before, without declaration"),
    ("payload", "plain-compact"): Words("加密前，去掉节点间空白", "before, without blanks between"),
    ("payload", "plain-inner"): Words("加密前，根节点之内", "before, inside its root"),
    ("text", "value"): Words("反转义后的值", "as they read"),
    ("text", "raw"): Words("报文中的原文", "as they are written"),
    ("line_ends", "as-is"): _AS_IT_IS,
    ("line_ends", "lf"): Words("LF", "LF"),
    ("line_ends", "crlf"): Words("CR LF", "CR LF"),
    ("base64_lines", "as-is"): _AS_IT_IS,
    ("base64_lines", "joined"): Words("并成一行", "joined to one"),
    ("base64_lines", "lf-76"): Words("每 76 个字符，LF", "76 characters, LF"),
    ("base64_lines", "crlf-76"): Words("每 76 个字符，CR LF", "76 characters, CR LF"),
    ("charset", "utf-8"): Words("UTF-8", "UTF-8"),
    ("charset", "gb18030"): Words("GBK（GB18030）", "GBK (GB18030)"),
    ("charset", "utf-16-le"): Words("UTF-16LE", "UTF-16LE"),
    ("charset", "utf-8-sig"): Words("UTF-8 带 BOM", "UTF-8 with BOM"),
    ("string_case", "as-is"): _AS_IT_IS,
    ("string_case", "upper"): Words("转成大写", "turned to upper case"),
    ("string_case", "lower"): Words("转成小写", "turned to lower case"),
    ("uppercase", "true"): _UPPER,
    ("uppercase", "false"): _LOWER,
    ("key_form", "text"): Words("原样", "as it is"),
    ("key_form", "fitted"): Words("截断或补零字节", "cut, or filled with zero bytes"),
    ("key_form", "filled-with-0"): Words("补字符 0", "filled with the digit 0"),
    ("key_form", "hex"): Words("从十六进制解码", "decoded from hex"),
    ("key_form", "base64"): Words("从 base64 解码", "decoded from base64"),
    ("key_form", "md5"): Words("MD5 字节", "its MD5"),
    ("key_form", "md5-hex-first"): Words("MD5 十六进制的开头", "start of its MD5 in hex"),
    ("key_form", "md5-hex-middle"): Words("MD5 十六进制的中间 16 位", "middle of its MD5 in hex"),
    ("key_form", "md5-hex-first-upper"): Words("MD5 大写十六进制的开头", "start of its MD5 in HEX"),
    ("key_form", "md5-hex-middle-upper"): Words("MD5 大写十六进制的中间 16 位", "middle of its MD5 in HEX"),
    ("key_form", "sha-256"): Words("SHA-256 字节", "its SHA-256"),
    ("key_form", "sha1prng"): Words("Java 的 SHA1PRNG", "Java's SHA1PRNG"),
}


def choices(entry: str, values: Sequence[str]) -> list[tuple[str, Words]]:
    """The `values` of an entry with their words; one without any is shown as it is written."""
    return [(value, _VALUES.get((entry, value), Words(value, value))) for value in values]


def ciphers() -> list[tuple[str, Words]]:
    """What a profile may say of its cipher."""
    return [
        (AUTO, _AUTO),
        ("none", Words("不加密", "none")),
        *((name, Words(name, name)) for name in CIPHERS if name != "none"),
    ]


def rules() -> list[tuple[str, Words]]:
    """What a profile may say of its rule."""
    own = Words("自定义", "a rule of its own")
    return [(AUTO, _AUTO), *((name, Words(name, name)) for name in RULES), (OWN, own)]
