"""A signature that does not fit, told to the vendor who made it: short enough for a chat, complete enough to act on."""

from hisight.explain.signature import ANOTHER_KEY, as_agreed, expected_rule
from hisight.protocol import Difference, Message, SignatureStatus
from hisight.wording import NOTHING, Words

_MESSAGES = {"request": Words("请求", "request"), "response": Words("应答", "answer")}

_PLEASE_CHANGE = Words("请按约定修改。", "Please sign as agreed.")

_ANOTHER_KEY = Words(
    "密文用我方的密钥也解不开，贵方用的可能是另一个密钥。请核对密钥。",
    "Nor does the ciphertext open with our key: you may use another one. Please compare the keys.",
)

_UNKNOWN = Words(
    "常见的各种做法我方都已试过，均不相符：贵方用的可能是另一个密钥，或签名后内容有改动。"
    "请核对密钥，并提供贵方的待签名串（密钥请以 * 代替）。",
    "We have tried what is usually done otherwise, and none of it fits: you may use another key, or the content was changed "
    "after it was signed. Please compare the keys, and send us your base string (with * in place of the key).",
)


def letter(message: Message, status: SignatureStatus, what: str = "") -> Words:
    """What to write to the author of `message`, whose signature was understood as `status`.

    Empty where nothing is wrong, and where nothing can be said because the message was cut.

    `what` names the call, e.g. `2007 OrderReg`.
    """
    if status.verdict not in ("invalid", "valid-with-deviation") or message.cut:
        return NOTHING
    name, rule = _MESSAGES[message.direction], expected_rule(message.scheme).name
    call = Words(f" {what} 的", f" of {what}") if what else NOTHING
    about = Words(
        f"贵方{call.zh}{name.zh}中，SIGN 与约定的规则（{rule}）不符。",
        f"In your {name.en}{call.en} SIGN does not follow the rule that was agreed ({rule}).",
    )
    agreed, found = as_agreed(message).expected, status.found
    digests = Words(
        f"按约定 SIGN 应为 {agreed}，报文中为 {found}。", f"As agreed SIGN would be {agreed}, the message has {found}."
    )
    no_digest = status.explanation if status.verdict == "invalid" and status.excluded == NOTHING else NOTHING
    told = (about, *map(_told, status.differences), no_digest, digests if agreed else NOTHING, _request(status))
    sentences = [sentence for sentence in told if sentence != NOTHING]
    return Words("".join(one.zh for one in sentences), " ".join(one.en for one in sentences))


def _told(difference: Difference) -> Words:
    found, agreed = difference.found, difference.agreed
    return Words(f"贵方：{found.zh}；约定：{agreed.zh}。", f"Yours: {found.en}; agreed: {agreed.en}.")


def _request(status: SignatureStatus) -> Words:
    if status.differences or status.excluded == NOTHING:
        return _PLEASE_CHANGE
    return _ANOTHER_KEY if status.excluded == ANOTHER_KEY else _UNKNOWN
