"""What kept a call from being read: the network, HTTP, something that is no message, a payload that does not open."""

from hisight.explain import decryption
from hisight.protocol import Message, Problem
from hisight.protocol.transports import Fault
from hisight.reading.case import SIDE, Case, capital, fits_no_key, joined
from hisight.wording import NOTHING, Words

CRYPTO_CODES = ("6", "7", "9")
"""RETURN_CODEs of a receiver for whom key, signature or encryption do not fit (4.1)."""

_LOG = Words("请查看 HIS 服务的日志。", "Look into the log of the HIS.")

_REMEDIES = {
    "empty-body": {
        "response": _LOG,
        "request": Words("请平台方检查发送程序。", "The platform should look at what sends it."),
    },
    "not-soap": {
        "response": Words(
            "请核对调用地址，以及 HIS 前面的网关或登录页。",
            "Check the address that is called, and the gateway or login page before the HIS.",
        ),
        "request": Words("请平台方按 SOAP 发送。", "The platform should send SOAP."),
    },
    "no-root": {
        "response": Words("请 HIS 方在返回值中放入 ROOT 报文。", "The HIS should return a ROOT document."),
        "request": Words("请平台方在参数中放入 ROOT 报文。", "The platform should hand over a ROOT document."),
    },
}
"""What to do about a body in which nothing was found, by problem and side."""


def network(case: Case) -> Words | None:
    """Whether an answer came at all."""
    exchange = case.call.exchange
    if exchange is None or not (exchange.error or case.call.response is None):
        return None
    reason = exchange.error or "-"
    where = exchange.server or exchange.url
    if case.call.response is not None:
        return Words(
            f"HIS 的应答没有收完：{reason}。请检查到 {where} 的网络、超时设置和 HIS 服务的日志。",
            f"The answer of the HIS did not come to its end: {reason}. Look at the network to {where}, at timeouts, and into "
            "the log of the HIS.",
        )
    return Words(
        f"HIS 没有应答：{reason}。请检查 {where} 是否可达、HIS 服务是否启动。",
        f"The HIS did not answer: {reason}. See that {where} can be reached and the HIS is running.",
    )


def http(case: Case) -> Words | None:
    """Whether HTTP itself reports a failure."""
    response = case.call.response
    if response is None or response.head.status < 400:
        return None
    status = response.head.start_line.partition(" ")[2]
    fault = response.transport.fault
    if fault is not None:
        return joined(
            Words(f"HIS 出错，HTTP {status}。{fault.words.zh}", f"The HIS failed with HTTP {status}: {fault.words.en}"),
            _remedy_of_fault(fault),
        )
    return joined(
        Words(f"HIS 返回 HTTP {status}，没有业务应答。", f"The HIS answered HTTP {status} without a business answer."),
        _LOG,
    )


def no_business(case: Case) -> Words | None:
    """Whether it is a call of the interface at all."""
    request = case.call.request
    if request is None or case.call.is_business or not request.head.start_line:
        return None
    line = request.head.start_line.rpartition(" ")[0]
    return Words(f"不是业务调用：{line}。", f"Not a business call: {line}.")


def unreadable(case: Case) -> Words | None:
    """Whether both bodies hold something that can be read."""
    for message in reversed(case.call.messages):
        side = SIDE[message.direction]
        outer = [problem for problem in message.problems if problem.layer != "cipher"]
        if outer and message.transport.carries == "nothing":
            text = outer[0].message
            if case.call.exchange is None:  # a message alone does not tell whose it is
                return Words(f"报文无法读取：{text.zh}", f"The message cannot be read: {text.en}")
            said = Words(f"{side.zh}的报文无法读取：{text.zh}", f"The message of {side.en} cannot be read: {text.en}")
            return joined(said, _remedy(outer[0], message))
    return None


def cut(case: Case) -> Words | None:
    """Whether both messages arrived whole."""
    found = next((finding for finding in case.findings if finding.name == "truncated"), None)
    if found is None:
        return None
    side = SIDE[found.direction]
    said = Words(
        f"{side.zh}的报文不完整：{found.message.zh}", f"The message of {side.en} is not whole: {found.message.en}"
    )
    return joined(case.refusal, said, found.hint)


def our_key(case: Case) -> Words | None:
    """Whether it is the key of the profile that does not fit: both sides use another, and understand each other."""
    messages = case.call.messages
    if len(messages) < 2 or not all(map(fits_no_key, messages)) or case.code in ("", *CRYPTO_CODES):
        return None
    return joined(
        Words(
            "双方的报文都不符合配置中的密钥或签名规则，而 HIS 并未因此拒绝：多半是 HISight 的配置不对，请更正。",
            "Neither side fits the key or rule of the profile, yet the HIS did not refuse it for that: "
            "it is most likely the profile of HISight that needs correcting.",
        ),
        _misspelled(messages[0]),
    )


def payload(case: Case) -> Words | None:
    """Whether both payloads open."""
    for message in case.call.messages:
        problem = message.payload.problem
        if problem is not None:
            return _unopened(case, message, problem)
    return None


def _unopened(case: Case, message: Message, problem: Problem) -> Words:
    side = SIDE[message.direction]
    refused = NOTHING
    if message.direction == "request" and case.code in CRYPTO_CODES:
        refused = Words("HIS 因此拒绝。", "The HIS refused it for that.")
    if problem.kind == "no-key":
        unseen = Words(
            "业务参数已加密，没有密钥，无法查看。请在配置中添加密钥，或设置 HISIGHT_KEY。",
            "The payload is encrypted and no key is known. Add one to a profile, or set HISIGHT_KEY.",
        )
        return joined(case.refusal, unseen)
    if problem.kind in ("bad-key", "bad-iv"):
        said = Words(
            "业务参数已加密，而按配置无法解密：",
            "The payload is encrypted and the profile is of no use for it: ",
        )
        text = Words(said.zh + problem.message.zh, said.en + problem.message.en)
        return joined(text, Words("请更正配置。", "Correct the profile."))
    if problem.kind == "wrong-key" and message.signature.verdict == "invalid":
        return joined(
            Words(
                f"{side.zh}用的不是这个密钥：签名和密文都不符。",
                f"{capital(side.en)} uses another key: neither signature nor ciphertext fits.",
            ),
            refused,
            Words("请双方核对密钥。", "Compare the keys."),
        )
    if problem.kind == decryption.OTHERWISE:
        text = Words(
            f"{side.zh}的业务参数：{problem.message.zh}", f"About the payload of {side.en}: {problem.message.en}"
        )
        return joined(text, _misspelled(message), refused, case.hint("unreadable-payload"))
    text = Words(
        f"{side.zh}的业务参数无法解密：{problem.message.zh}",
        f"The payload of {side.en} cannot be decrypted: {problem.message.en}",
    )
    finding = "unreadable-payload" if problem.kind in ("not-xml", "other-iv", "damaged") else problem.kind
    return joined(text, _misspelled(message), refused, case.hint(finding))


def _misspelled(message: Message) -> Words:
    """What SIGN tells about a key with which the payload does not open; empty when it tells nothing."""
    return message.signature.explanation if "key" in message.signature.variant.split("+") else NOTHING


def _remedy(problem: Problem, message: Message) -> Words:
    if message.transport.fault is not None:
        return _remedy_of_fault(message.transport.fault)
    return _REMEDIES.get(problem.kind, {}).get(message.direction, NOTHING)


def _remedy_of_fault(fault: Fault) -> Words:
    if fault.blames_the_caller:
        return Words(
            "HIS 认为请求有误：请平台方对照 WSDL 核对操作名和参数。",
            "The HIS blames the request: the platform should compare operation and argument with the WSDL.",
        )
    return _LOG
