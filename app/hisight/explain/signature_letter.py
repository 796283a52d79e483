"""A signature that does not fit, told to the vendor who made it: short enough for a chat, complete enough to act on."""

from hisight.explain.signature import as_agreed, expected_rule
from hisight.protocol import Difference, Message, SignatureStatus
from hisight.wording import NOTHING, Words

_MESSAGES = {"request": Words("请求", "request"), "response": Words("应答", "answer")}


def letter(message: Message, status: SignatureStatus, what: str = "") -> Words:
    """What to write to the author of `message`, whose signature was understood as `status`; empty when it is as agreed.

    `what` names the call, e.g. `2007 OrderReg`.
    """
    if not status.found or status.verdict == "valid":
        return NOTHING
    name = _MESSAGES[message.direction]
    rule, agreed = expected_rule(message.scheme).name, as_agreed(message).expected
    call = Words(f"{what} 的", f" of {what}") if what else NOTHING
    about = Words(
        f"贵方 {call.zh}{name.zh}中，SIGN 与约定的规则（{rule}）不符。",
        f"In your {name.en}{call.en} SIGN does not follow the rule that was agreed ({rule}).",
    )
    digests = Words(
        f"按约定应为 {agreed}，报文中为 {status.found}。" if agreed else f"报文中为 {status.found}。",
        f"As agreed it would be {agreed}, the message has {status.found}."
        if agreed
        else f"The message has {status.found}.",
    )
    differences = tuple(map(_told, status.differences))
    told = (*differences, _PLEASE_CHANGE) if differences else (status.excluded, _PLEASE_COMPARE)
    sentences = [sentence for sentence in (about, *told, digests) if sentence != NOTHING]
    return Words("".join(one.zh for one in sentences), " ".join(one.en for one in sentences))


_PLEASE_CHANGE = Words("请按约定修改。", "Please sign as agreed.")

_PLEASE_COMPARE = Words(
    "请核对密钥，并提供贵方的待签名串（密钥请以 * 代替）。",
    "Please compare the key, and send us your base string (with * in place of the key).",
)


def _told(difference: Difference) -> Words:
    found, agreed = difference.found, difference.agreed
    return Words(f"贵方：{found.zh}；约定：{agreed.zh}。", f"Yours: {found.en}; agreed: {agreed.en}.")
