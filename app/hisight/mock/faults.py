"""What can go wrong between two vendors, as data: which call, on whose side, what becomes of it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal

from hisight.mock.peers import OTHER_KEY
from hisight.protocol import RULES, Key, Scheme, SignatureRule
from hisight.wording import Words


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that goes wrong with one message."""

    name: str
    """A stable name."""
    side: Literal["platform", "his"]
    """Who is at fault: the platform with its request, or the HIS with its answer."""
    fun_code: str
    """The function whose call it befalls."""
    words: Words
    """What the user should see."""
    edits: tuple[tuple[str, str], ...] = ()
    """What happens to the payload document: regular expressions, and what replaces what they match."""
    key: Key | None = None
    """The key that is used instead of the right one, to encrypt and to sign."""
    rule: str = ""
    """The signature rule that is followed instead of the agreed one."""
    own_rule: SignatureRule | None = None
    """The agreed signature rule as this side gets it wrong; None where it follows a rule as it is."""
    charset: str = "utf-8"
    """What the body is written in; its labels say utf-8 all the same."""
    delay_s: float = 0.0
    """Seconds that the answer takes longer."""
    again: bool = False
    """Whether the platform sends its last request of this function once more, instead of a new one."""
    shift: Literal["free", "full"] = "free"
    """Which shift the platform asks for, where it asks for one."""

    def document(self, document: str) -> str:
        """`document` after the edits."""
        for pattern, replacement in self.edits:
            document = re.sub(pattern, replacement, document)
        return document

    def scheme(self, scheme: Scheme) -> Scheme:
        """`scheme` with the wrong key or rule."""
        keys = (self.key,) if self.key else scheme.keys
        return replace(scheme, keys=keys, rule=self.rule or scheme.rule, own_rule=self.own_rule or scheme.own_rule)


NO_FAULT = Fault("", "platform", "", Words("一切正常。", "All is well."))
"""For a message that is as it should be."""

FAULTS: Mapping[str, Fault] = MappingProxyType(
    {
        fault.name: fault
        for fault in (
            Fault(
                "wrong-key",
                "platform",
                "1002",
                Words(
                    "平台用了旧密钥：签名不符，业务参数也无法解密，HIS 以 7 拒绝。",
                    "The platform uses an old key: signature and payload do not fit, and the HIS refuses with 7.",
                ),
                key=OTHER_KEY,
            ),
            Fault(
                "lower-case-digest",
                "platform",
                "2006",
                Words(
                    "平台把签名打印成小写：内容正确，只是大小写与约定不同。",
                    "The platform prints SIGN in lower case: the digest is right, its case is not as agreed.",
                ),
                rule="sorted-query-key-lower",
            ),
            Fault(
                "too-long-value",
                "platform",
                "1002",
                Words(
                    "平台送出的 ADDRESS 超过 128 个字符。", "The platform sends an ADDRESS of more than 128 characters."
                ),
                edits=((r"<ADDRESS>[^<]*", "<ADDRESS>" + "示例市示例区示例路" * 16),),
            ),
            Fault(
                "other-date-format",
                "platform",
                "2003",
                Words(
                    "平台把 START_DATE 写成 YYYY/MM/DD，HIS 以 1 拒绝。",
                    "The platform writes START_DATE as YYYY/MM/DD, and the HIS refuses with 1.",
                ),
                edits=((r"<START_DATE>(\d+)-(\d+)-(\d+)", r"<START_DATE>\1/\2/\3"),),
            ),
            Fault(
                "unknown-field",
                "platform",
                "2005",
                Words(
                    "平台多送了接口中没有的 OPENID。", "The platform sends OPENID, which the interface does not know."
                ),
                edits=((r"</REQ>", "<OPENID>demo-000001</OPENID></REQ>"),),
            ),
            Fault(
                "slot-full",
                "platform",
                "2005",
                Words(
                    "平台锁定一个已挂满的排班，HIS 以 200505 拒绝；报文本身正确。",
                    "The platform locks a shift that is sold out; the HIS refuses with 200505, and the messages are right.",
                ),
                shift="full",
            ),
            Fault(
                "sent-twice",
                "platform",
                "2007",
                Words(
                    "平台没有认可上一个应答（签名不符），又提交了同一个订单，HIS 以 200708 拒绝。",
                    "The platform did not take the last answer, whose signature is wrong, and sends the same order again; "
                    "the HIS refuses with 200708.",
                ),
                again=True,
            ),
            Fault(
                "misnamed-field",
                "his",
                "2001",
                Words("HIS 把 DEPT_NAME 写成了 DEPARTNAME。", "The HIS writes DEPARTNAME for DEPT_NAME."),
                edits=((r"DEPT_NAME>", "DEPARTNAME>"),),
            ),
            Fault(
                "missing-field",
                "his",
                "2002",
                Words("HIS 的医生列表缺少必填的 IDCARD。", "The doctors of the HIS lack IDCARD, which is required."),
                edits=((r"<IDCARD>[^<]*</IDCARD>", ""),),
            ),
            Fault(
                "wrong-charset",
                "his",
                "2003",
                Words("HIS 声明 utf-8，实际返回 GBK。", "The HIS declares utf-8 and answers in GBK."),
                charset="gbk",
            ),
            Fault(
                "gbk-signature",
                "his",
                "2006",
                Words(
                    "HIS 对 GBK 字节签名：应答含中文，签名就与约定的 UTF-8 不符。",
                    "The HIS signs GBK bytes: its answer holds Chinese, so SIGN is not what UTF-8, as agreed, gives.",
                ),
                own_rule=RULES["sorted-query-key"]._replace(charset="gb18030"),
            ),
            Fault(
                "foreign-key",
                "his",
                "2007",
                Words("HIS 用另一家医院的密钥签名。", "The HIS signs its answer with another hospital's key."),
                key=OTHER_KEY,
            ),
            Fault(
                "slow-answer",
                "his",
                "2007",
                Words("HIS 用了 1.2 秒才回答。", "The HIS takes 1.2 seconds to answer."),
                delay_s=1.2,
            ),
        )
    }
)
"""Every fault by name."""
