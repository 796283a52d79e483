"""The HIS says no: whether it is right, whose side that is on, and what to do about it."""

from collections.abc import Callable, Mapping

from hisight.checks import Finding, Severity, find_rule
from hisight.protocol import Message
from hisight.reading.case import Case, joined, told
from hisight.wording import NOTHING, Words

_WRONG_PARAMETERS = ("1", "2")

_CONFORMS = Words("请求符合接口。", "The request conforms.")

_REMEDIES: Mapping[str, Words] = {
    "99": Words("请 HIS 方查看日志。", "The HIS should look into its log."),
    "1": Words("请 HIS 方说明是哪个参数不正确。", "The HIS should say which parameter is wrong."),
    "2": Words("请 HIS 方说明是哪一处无法解析。", "The HIS should say what it cannot parse."),
    "3": Words("请 HIS 方为该 USER_ID 开通权限。", "The HIS should give this USER_ID the right to call."),
    "4": Words("请双方核对 USER_ID。", "Compare USER_ID."),
    "6": Words("请双方核对密钥。", "Compare the keys."),
    "10": Words("请先查询上一次提交的结果，不要重发。", "Ask for the result of the first one before sending again."),
    "12": Words("HIS 没有符合条件的数据。", "The HIS has no such data."),
}
"""What to do about a common code where the request conforms."""

_BUSINESS = Words("这是业务上的拒绝，报文无须修改。", "It is a matter of business; no message needs mending.")

_Contradiction = tuple[Callable[[Case, Message], bool], Words]

_CONTRADICTIONS: Mapping[str, _Contradiction] = {
    "5": (
        lambda case, _: case.function is not None,
        Words(
            "但接口文档有这个功能：请 HIS 方确认是否已实现。",
            "Yet the interface has this function: the HIS should say whether it speaks it.",
        ),
    ),
    "8": (
        lambda _, request: request.envelope.plain("SIGN_TYPE") == "MD5",
        Words(
            "但请求的 SIGN_TYPE 是 MD5：请 HIS 方核对。",
            "Yet SIGN_TYPE is MD5: the HIS should look at how it compares it.",
        ),
    ),
    "9": (
        lambda _, request: request.payload.state == "decrypted",
        Words(
            "但业务参数用此密钥可以解密：请 HIS 方核对密钥和算法。",
            "Yet the payload decrypts with this key: the HIS should compare key and cipher.",
        ),
    ),
    "11": (
        lambda _, request: request.document.root is not None and bool(request.document.root.children),
        Words(
            "但请求带有业务参数：请 HIS 方检查读取的节点。",
            "Yet the request has a payload: the HIS should see from which element it reads it.",
        ),
    ),
}
"""Codes that blame the request for what can be looked at, and what to say where it is not so."""


def refusal(case: Case) -> Words | None:
    """Whether RETURN_CODE says no."""
    if not case.refused:
        return None
    refused, code, request = case.refusal, case.code, case.call.request
    blamed = _blamed(case)
    if blamed != NOTHING:
        return joined(refused, blamed)
    contradicts, but = _CONTRADICTIONS.get(code, (None, NOTHING))
    if request is not None and contradicts is not None and contradicts(case, request):
        return joined(refused, but)
    conforms = _CONFORMS if request and case.function else NOTHING
    if not case.meaning and case.function:
        unknown = Words(
            "返回码不在接口中，请 HIS 方说明含义。",
            "The code is not in the interface. The HIS should say what it means.",
        )
        return joined(refused, conforms, unknown)
    if case.function is not None and code in case.function.return_codes:
        return joined(refused, conforms, _BUSINESS if request else NOTHING)
    return joined(refused, conforms, _REMEDIES.get(code, NOTHING) if request else NOTHING)


def inner_failure(case: Case) -> Words | None:
    """Whether a status inside the answer says no although RETURN_CODE says yes."""
    status = next((subject.inner_status for subject in case.subjects if subject.inner_status), None)
    if status is None:
        return None
    meaning = (status.field.codes or {}).get(status.value, "")
    zh, en = (f"（{meaning}）", f" ({meaning})") if meaning else ("", "")
    return joined(
        Words(
            f"HIS 没有办成：RETURN_CODE 表示成功，但 {status.field.name} 为 {status.value}{zh}。",
            f"The HIS did not do it: RETURN_CODE says success, but {status.field.name} is {status.value}{en}.",
        ),
        _blamed(case),
        Words(
            "平台须按失败处理，不能只看 RETURN_CODE。",
            "The platform must take it for a failure and not read RETURN_CODE alone.",
        ),
    )


def _blamed(case: Case) -> Words:
    """What is wrong with the request; where it is wrong only by one reading of the document, the document is to blame."""
    errors, contradictions = case.errors("request"), case.against_earlier_calls()
    if contradictions and (not errors or errors[0].calls):
        cause = contradictions[0].message
        return Words(f"原因在平台方：{cause.zh}", f"The cause is on the platform's side: {cause.en}")
    if errors:
        said = told(errors)
        return Words(
            f"请求不符合接口，属平台方：{said.zh}", f"The request does not conform, on the platform's side: {said.en}"
        )
    if case.code not in _WRONG_PARAMETERS:
        return NOTHING
    warnings = case.of_side("request", Severity.WARNING)
    if warnings:
        said = told(warnings)
        return Words(
            f"请求有可疑之处，属平台方：{said.zh}", f"The request is suspicious, on the platform's side: {said.en}"
        )
    doubts = [finding for finding in case.of_side("request", Severity.NOTE) if _is_doubt(finding)]
    if not doubts:
        return NOTHING
    return Words(
        f"请求没有错，但接口文档自相矛盾，请双方约定：{doubts[0].message.zh}{doubts[0].hint.zh}",
        f"The request is not wrong, but the document contradicts itself; agree on one reading: "
        f"{doubts[0].message.en} {doubts[0].hint.en}",
    )


def _is_doubt(finding: Finding) -> bool:
    """True for what would be an error, were the document of one mind: it is a note, and its hint is the contradiction."""
    rule = find_rule(finding.code)
    return rule is not None and rule.severity is not Severity.NOTE and finding.hint != rule.hint
