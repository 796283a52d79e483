"""The words of a bundle that are the same for every call."""

from collections.abc import Mapping

from hisight.checks import Severity
from hisight.protocol import Direction
from hisight.wording import Language, Words

FROM: Mapping[Language, str] = {"zh": "zh-CN", "en": "en"}
"""Our languages as HTML names them."""

SIDE_NAMES: Mapping[Direction, Words] = {
    "request": Words("请求（平台）", "Request (platform)"),
    "response": Words("应答（HIS）", "Answer (HIS)"),
}

SEVERITIES: Mapping[Severity, Words] = {severity: severity.words for severity in Severity}

LABELS: Mapping[str, Words] = {
    "title": Words("HIS 接口调用报告", "Report on HIS interface calls"),
    "number": Words("编号", "No."),
    "time": Words("时间", "Time"),
    "function": Words("功能", "Function"),
    "code": Words("返回码", "Return code"),
    "verdict": Words("结论", "Verdict"),
    "findings": Words("发现", "Findings"),
    "no-findings": Words("没有发现问题。", "Nothing was found."),
    "no-others": Words("除关闭的以外，没有发现问题。", "Nothing was found but what is switched off."),
    "no-answer": Words("没有应答。", "No answer came."),
    "target": Words("目标", "Target"),
    "status": Words("HTTP 状态", "HTTP status"),
    "user": Words("USER_ID", "USER_ID"),
    "error": Words("网络错误", "Network error"),
    "rule": Words("规则", "Rule"),
    "place": Words("位置", "Place"),
    "finding": Words("问题与处理", "What, and what to do"),
    "signature": Words("签名", "Signature"),
    "base-string": Words("待签名串（密钥以圆点代替）", "Base string (dots stand for the key)"),
    "content": Words("报文内容", "Content"),
    "xml": Words("解密后的 XML", "Decoded XML"),
    "expected": Words("应为", "Expected"),
    "found": Words("报文中", "Found"),
    "agreed": Words("约定", "agreed"),
    "messages": Words("报文", "Messages"),
    "comment": Words("备注：", "Note: "),
    "touched": Words("途中改动", "Changed on its way"),
    "section": Words("接口文档章节", "Section of the interface"),
    "meaning": Words("含义", "Meaning"),
    "body": Words("正文", "Body"),
    "empty": Words("（空）", "(empty)"),
    "head": Words("HTTP 头", "HTTP head"),
    "left-out": Words("正文未导出：", "The body was left out: "),
}

NOTES: Mapping[str, Words] = {
    "scrubbed": Words(
        "患者信息（姓名、证件号码、电话等）已替换为虚构的值；同一个值在各处替换为同一个虚构值。",
        "Patient values (names, ID numbers, phone numbers ...) were replaced by invented ones; the same value by the same "
        "one everywhere.",
    ),
    "resealed": Words(
        "加密和签名已用一次性密钥重做，该密钥写在 manifest.json 中；真实密钥不在此文件中。",
        "What was encrypted or signed was so again with a throwaway key, which stands in manifest.json. The real key is "
        "nowhere in this file.",
    ),
    "kept": Words(
        "注意：患者信息未替换，请勿对外发送。报文与抓取时逐字节相同；密钥不在此文件中。",
        "Beware: patient values are as recorded, do not pass this on. The messages are as recorded, byte for byte; no key is "
        "in this file.",
    ),
    "credentials": Words(
        "HTTP 头中的密码、令牌和 Cookie 以星号代替。",
        "Asterisks stand for passwords, tokens and cookies in HTTP heads.",
    ),
}
