"""Whether both messages are signed as agreed; where one is not, what its author does instead and should do."""

from hisight.checks import Severity
from hisight.protocol import Message
from hisight.reading.case import SIDE, Case, capital, joined
from hisight.reading.obstacles import CRYPTO_CODES
from hisight.wording import NOTHING, Words

_WRONG_SIGNATURE = ("7",)

_PARTY = {"request": Words("平台方", "the platform"), "response": Words(" HIS 方", "the HIS")}


def our_rule(case: Case) -> Words | None:
    """Whether it is the rule of the profile that is wrong: both sides deviate from it alike, and understand each other."""
    messages = case.call.messages
    if len(messages) < 2 or case.code in ("", *CRYPTO_CODES) or not all(_deviates(case, one) for one in messages):
        return None
    request, response = (message.signature for message in messages)
    if (request.how, request.key) != (response.how, response.key):
        return None
    found = _found(messages[0])
    if messages[0].scheme.agreed_rule is None:
        return Words(
            f"双方的签名方式一致，只是与接口文档不同：{found.zh}。如果这是双方的约定，请写入 HISight 的配置。",
            f"Both sides sign alike, only not as the document has it: {found.en}. If they agreed on that, say so in the "
            "profile of HISight.",
        )
    return Words(
        f"双方的签名方式一致，只是与配置不同：{found.zh}。多半是 HISight 的配置不对，请更正。",
        f"Both sides sign alike, only not as the profile says: {found.en}. It is most likely the profile of HISight that "
        "needs correcting.",
    )


def of_request(case: Case) -> Words | None:
    """Whether the platform signs rightly; a refusal for another reason than SIGN speaks for itself."""
    request = case.call.request
    if request is None:
        return None
    refused_for_it = case.code in _WRONG_SIGNATURE
    refused = Words("HIS 因此拒绝。", "The HIS refused it for that.") if refused_for_it else NOTHING
    if request.signature.verdict == "invalid":
        return joined(
            Words("平台的签名不符。", "The platform's signature does not fit."),
            refused,
            Words("请对照“签名”页的待签名串和密钥。", "Compare base string and key on the Signature page."),
        )
    if _deviates(case, request) and (refused_for_it or not case.refused):
        return joined(_said(request), refused, _remedy(request))
    if refused_for_it and request.signature.verdict == "valid":
        return Words(
            f"HIS 说签名不正确，但请求的签名符合 {request.signature.rule}。请 HIS 方核对密钥和待签名串。",
            f"The HIS calls the signature wrong, yet it fits {request.signature.rule}. The HIS should compare key and base string.",
        )
    return None


def of_response(case: Case) -> Words | None:
    """Whether the HIS signs rightly."""
    response = case.call.response
    if response is None:
        return None
    if response.signature.verdict == "invalid":
        return Words(
            "HIS 的签名不符，平台会拒收。请 HIS 方核对密钥和待签名串（见“签名”页）。",
            "The signature of the HIS does not fit; the platform will refuse it. The HIS should compare key and base string.",
        )
    if not _deviates(case, response):
        return None
    return joined(_said(response), Words("平台会拒收。", "The platform will refuse it."), _remedy(response))


def _deviates(case: Case, message: Message) -> bool:
    """True for a signature that a receiver who follows the agreed rule refuses, and that the profile does not let pass."""
    errors = case.of_side(message.direction, Severity.ERROR)
    return any(finding.name == "signature-deviation" for finding in errors)


def _found(message: Message) -> Words:
    found = [one.found for one in message.signature.differences]
    return Words("；".join(one.zh for one in found), ", and ".join(one.en for one in found))


def _said(message: Message) -> Words:
    side, found = SIDE[message.direction], _found(message)
    return Words(f"{side.zh}没有按约定签名：{found.zh}。", f"{capital(side.en)} does not sign as agreed: {found.en}.")


def _remedy(message: Message) -> Words:
    party, agreed = _PARTY[message.direction], [one.agreed for one in message.signature.differences]
    zh, en = "；".join(one.zh for one in agreed), ", and ".join(one.en for one in agreed)
    return Words(f"请{party.zh}改为：{zh}。", f"{capital(party.en)} should sign so that {en}.")
