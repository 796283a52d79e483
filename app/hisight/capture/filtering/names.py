"""The names that a filter knows: what each means, which values it takes, by which operators they are compared."""

from dataclasses import dataclass
from typing import Literal

from hisight.wording import Words

Kind = Literal["code", "choice", "severity", "flag", "number", "text", "time", "field"]
"""What the values of a name are: one of a few (`choice`, `severity`, `flag`), a whole code, a number, text, a time, or what
a field of a message holds."""

Operator = Literal[":", "=", "!=", ">", ">=", "<", "<="]

_EQUAL: tuple[Operator, ...] = (":", "=", "!=")
_ORDER: tuple[Operator, ...] = (*_EQUAL, ">", ">=", "<", "<=")
_OPERATORS: dict[Kind, tuple[Operator, ...]] = {
    "code": _EQUAL,
    "choice": _EQUAL,
    "flag": _EQUAL,
    "text": _EQUAL,
    "severity": _ORDER,
    "number": _ORDER,
    "time": _ORDER,
    "field": _ORDER,
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the few values that a name takes."""

    value: str
    """As it is written in a filter."""
    meaning: Words
    """What it is; the Chinese word may be written instead of the value."""
    stored: tuple[str, ...]
    """The stored values that it stands for."""


@dataclass(frozen=True, slots=True)
class Name:
    """Something that a filter may ask of a call."""

    name: str
    """As it is written in a filter."""
    chinese: str
    """What may be written instead of it."""
    kind: Kind
    """What its values are."""
    help: Words
    """What it asks."""
    choices: tuple[Choice, ...] = ()
    """The values it takes; empty where they are many."""

    @property
    def operators(self) -> tuple[Operator, ...]:
        """By what its values may be compared."""
        return _OPERATORS[self.kind]

    def choice(self, value: str) -> Choice | None:
        """The choice that is written `value`, in either language and any case; None when there is none."""
        written = value.lower()
        return next((one for one in self.choices if written in (one.value, one.meaning.zh)), None)


def _choice(value: str, zh: str, en: str, *stored: str) -> Choice:
    return Choice(value, Words(zh, en), stored or (value,))


# The agreed rule refuses a signature with a deviation as well as a wrong one, so `bad` is both.
BAD_SIGNATURE = ("invalid", "valid-with-deviation")
"""The verdicts on a signature that a receiver who follows the agreement would refuse."""

SEVERITIES = ("", "note", "warning", "error")
"""What `Summary.severity` may be, the mildest first."""

_SIGN = (
    _choice("ok", "正确", "fits as agreed", "valid"),
    _choice("bad", "有问题", "wrong, or made otherwise than agreed", *BAD_SIGNATURE),
    _choice("invalid", "不符", "wrong"),
    _choice("differs", "有出入", "made otherwise than agreed", "valid-with-deviation"),
    _choice("unsigned", "未签名", "SIGN is empty"),
    _choice("unknown-key", "无密钥", "no key to verify it"),
    _choice("none", "无", "no envelope", ""),
    _choice("valid", "相符", "fits as agreed"),
    _choice("valid-with-deviation", "相符但有出入", "made otherwise than agreed"),
)
_SEV = (
    _choice("none", "无", "no finding", ""),
    _choice("note", "说明", "a note"),
    _choice("warning", "提醒", "a warning"),
    _choice("error", "错误", "an error"),
)
_YES_OR_NO = (_choice("yes", "是", "yes", "1"), _choice("no", "否", "no", "0"))
_ORIGIN = (
    _choice("proxy", "抓包", "recorded by the proxy"),
    _choice("replay", "重放", "sent by HISight"),
    _choice("import", "导入", "read from a file"),
    _choice("mock", "模拟", "made up"),
)

NAMES: dict[str, Name] = {
    one.name: one
    for one in (
        Name("fun", "功能", "code", Words("功能号，或功能名称", "FUN_CODE, or the name of the function")),
        Name("code", "返回码", "code", Words("RETURN_CODE，0 为成功", "RETURN_CODE; 0 is success")),
        Name("user", "用户", "code", Words("USER_ID", "USER_ID")),
        Name("hospital", "医院", "code", Words("HOSPITAL_ID", "HOSPITAL_ID")),
        Name("sign", "签名", "choice", Words("两侧签名中较差的一个", "the worse of both signatures"), _SIGN),
        Name("sev", "严重", "severity", Words("最严重的问题", "the worst finding"), _SEV),
        Name("finding", "规则", "code", Words("问题的规则号，如 FLD003", "code of a finding's rule, e.g. FLD003")),
        Name("failed", "失败", "flag", Words("没有办成的调用", "whether it did not do what was asked"), _YES_OR_NO),
        Name("writes", "写入", "flag", Words("修改数据或资金", "whether it changes data or moves money"), _YES_OR_NO),
        Name("ms", "毫秒", "number", Words("用时（毫秒）", "milliseconds it took")),
        Name("time", "时间", "time", Words("时间：10:02 或 2026-11-26", "when: 10:02 or 2026-11-26")),
        Name("patient", "病人", "code", Words("病人的 ID、姓名或证件号", "id, name or ID number of a patient")),
        Name("receipt", "收据", "code", Words("收据号、流水号", "number of a receipt")),
        Name("value", "值", "code", Words("任一字段恰为此值", "any field has exactly this value")),
        Name("status", "状态", "number", Words("HTTP 状态", "HTTP status")),
        Name("url", "地址", "text", Words("请求的地址", "where the request went")),
        Name("host", "主机", "text", Words("请求的主机和端口", "host and port it went to")),
        Name("origin", "来源", "choice", Words("由谁记录", "who recorded it"), _ORIGIN),
        Name("mark", "标记", "number", Words("标记颜色 1-6，0 为没有", "colour of its mark, 1 to 6; 0 for none")),
        Name("comment", "备注", "text", Words("备注", "your comment")),
        Name("id", "编号", "number", Words("会话中的编号", "its number in the session")),
    )
}
"""By name."""

_BY_CHINESE = {one.chinese: one for one in NAMES.values()}

FIELD_MARK = "@"
"""Before a name: a field of a message, whatever the name looks like."""


def named(written: str) -> Name | None:
    """The name that is written so. A capital letter makes it a field of a message, where it is no name of ours."""
    known = NAMES.get(written) or _BY_CHINESE.get(written)
    if known is None and written != written.upper():
        known = NAMES.get(written.lower())
    if known is None and (written.startswith(FIELD_MARK) or any(letter.isupper() for letter in written)):
        field = written.removeprefix(FIELD_MARK)
        return Name(field, field, "field", Words(f"字段 {field} 的值", f"what the field {field} holds"))
    return known


def spelling(field: str) -> str:
    """How the field of a message with this name is written in a filter."""
    known = named(field)
    return field if known is not None and known.kind == "field" else FIELD_MARK + field


PATIENT_FIELDS = (
    "PATIENT_ID", "HOSP_PATIENT_ID", "APP_PATIENT_ID", "INPATIENT_NO", "PATIENT_LOCAL_ID", "HOSP_MEDICAL_NUM",
    "PATIENT_NAME", "PATIENTNAME", "NAME", "ID_NO", "IDCARD", "ID_CARD", "CARDNO", "CARD_NO",
)  # fmt: skip
"""The fields that say whose call it is."""

RECEIPT_FIELDS = ("RECEIPT_NO", "SERIAL_NO", "DKE005")
"""The fields that hold the number of a receipt."""

FINDING = "@finding"
"""The field that the codes of findings are kept in; no message has one of this name."""
