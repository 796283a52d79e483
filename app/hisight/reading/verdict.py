"""The verdict: what happened, whose side it is on, what to do. One or two sentences in each language.

The questions are asked in the order in which a call can go wrong: network, HTTP, readability, signature, return code,
the answer's content, the request's content. The first that finds something speaks.
"""

from collections.abc import Callable, Sequence
from typing import Any

from hisight.calls import Call
from hisight.capture import Exchange
from hisight.capture.filter import SLOW_MS
from hisight.catalog import Catalog, Function
from hisight.checks import SUCCESS, Finding, Severity
from hisight.protocol import Direction, Message
from hisight.reading.case import Case
from hisight.wording import NOTHING, Words

_SIDE: dict[Direction, Words] = {"request": Words("平台", "the platform"), "response": Words("HIS", "the HIS")}


def failed(call: Call) -> bool:
    """True when the call did not do what was asked: no answer, an unreadable one, or a RETURN_CODE that is not success."""
    if call.exchange is not None and (call.exchange.error or call.response is None):
        return True
    if call.response is None:
        return False
    return call.response.head.status >= 400 or (call.is_business and call.return_code != SUCCESS)


def sentence(call: Call, function: Function | None, findings: Sequence[Finding], catalog: Catalog) -> Words:
    """The verdict on `call`."""
    case = Case(call, function, findings, catalog)
    for question in _QUESTIONS:
        answer = question(case)
        if answer is not None:
            return answer
    return _success(case)


def _network(case: Case) -> Words | None:
    exchange = case.call.exchange
    if exchange is None or not (exchange.error or case.call.response is None):
        return None
    reason = exchange.error or "-"
    where = exchange.server or exchange.url
    return Words(
        f"HIS 没有应答：{reason}。请检查 {where} 是否可达、HIS 服务是否启动。",
        f"The HIS did not answer: {reason}. See that {where} can be reached and the HIS is running.",
    )


def _http(case: Case) -> Words | None:
    response = case.call.response
    if response is None or response.head.status < 400:
        return None
    status = response.head.start_line.partition(" ")[2]
    fault = next((problem.message for problem in response.problems if problem.kind == "soap-fault"), None)
    if fault is not None:
        return Words(f"HIS 出错，HTTP {status}。{fault.zh}", f"The HIS failed with HTTP {status}: {fault.en}")
    return Words(
        f"HIS 返回 HTTP {status}，没有业务应答。请查看 HIS 服务的日志。",
        f"The HIS answered HTTP {status} without a business answer. Look into the log of the HIS.",
    )


def _no_business(case: Case) -> Words | None:
    request = case.call.request
    if request is None or case.call.is_business or not request.head.start_line:
        return None
    line = request.head.start_line.rpartition(" ")[0]
    return Words(f"不是业务调用：{line}。", f"Not a business call: {line}.")


def _unreadable(case: Case) -> Words | None:
    for message in reversed(case.call.messages):
        side = _SIDE[message.direction]
        outer = [problem for problem in message.problems if problem.layer != "cipher"]
        if outer and message.transport.carries == "nothing":
            text = outer[0].message
            if case.call.exchange is None:  # a message alone does not tell whose it is
                return Words(f"报文无法读取：{text.zh}", f"The message cannot be read: {text.en}")
            return Words(f"{side.zh}的报文无法读取：{text.zh}", f"The message of {side.en} cannot be read: {text.en}")
    return None


def _wrong_key(case: Case) -> Words | None:
    for message in case.call.messages:
        problem = message.payload.problem
        if problem is None:
            continue
        side = _SIDE[message.direction]
        if problem.kind == "wrong-key" and message.signature.verdict == "invalid":
            return Words(
                f"{side.zh}用的不是这个密钥：签名和密文都不符。请双方核对密钥。",
                f"T{side.en[1:]} uses another key: neither signature nor ciphertext fits. Compare the keys.",
            )
        if problem.kind == "no-key":
            refused = _refused(case)
            return Words(
                f"{refused.zh}业务参数已加密，没有密钥，无法查看。请在配置中添加密钥，或设置 HISIGHT_KEY。",
                _joined(
                    refused.en,
                    "The payload is encrypted and no key is known. Add one to a profile, or set HISIGHT_KEY.",
                ),
            )
        return Words(
            f"{side.zh}的业务参数无法解密：{problem.message.zh}",
            f"The payload of {side.en} cannot be decrypted: {problem.message.en}",
        )
    return None


def _request_signature(case: Case) -> Words | None:
    request = case.call.request
    if request is None:
        return None
    if request.signature.verdict == "invalid":
        refused = Words("HIS 因此拒绝。", "The HIS refused it for that.") if _refused_for_signature(case) else NOTHING
        return Words(
            f"平台的签名不符。{refused.zh}请对照“签名”页的待签名串和密钥。",
            _joined(
                "The platform's signature does not fit.",
                refused.en,
                "Compare base string and key on the Signature page.",
            ),
        )
    if _refused_for_signature(case) and request.signature.verdict == "valid":
        return Words(
            f"HIS 说签名不正确，但请求的签名符合 {request.signature.rule}。请 HIS 方核对密钥和待签名串。",
            f"The HIS calls the signature wrong, yet it fits {request.signature.rule}. The HIS should compare key and base string.",
        )
    return None


def _refused_for_signature(case: Case) -> bool:
    return case.call.return_code == "7"  # 签名不正确


def _refused(case: Case) -> Words:
    """That the HIS refused, and what it said; NOTHING when it did not."""
    code = case.call.return_code
    if case.call.response is None or code in ("", SUCCESS):
        return NOTHING
    said = case.call.return_msg or case.catalog.meaning_of_return_code(code, case.function) or "-"
    return Words(f"HIS 拒绝（{code}）：{said}。", f"The HIS refused ({code}): {said}.")


def _refusal(case: Case) -> Words | None:
    refused = _refused(case)
    if not refused.en:
        return None
    errors = case.errors("request")
    contradictions = case.against_earlier_calls()
    if contradictions and (not errors or errors[0].calls):
        cause = contradictions[0].message
        return Words(
            f"{refused.zh}原因在平台方：{cause.zh}",
            f"{refused.en} The cause is on the platform's side: {cause.en}",
        )
    if errors:
        more = _more(errors)
        return Words(
            f"{refused.zh}请求不符合接口，属平台方：{errors[0].message.zh}{more.zh}",
            f"{refused.en} The request does not conform, on the platform's side: {errors[0].message.en}{more.en}",
        )
    conforms = Words("请求符合接口。", "The request conforms.") if case.call.request and case.function else NOTHING
    known = case.function is None or case.catalog.meaning_of_return_code(case.call.return_code, case.function)
    unknown = NOTHING if known else Words("返回码不在接口中。", "The code is not in the interface.")
    return Words(f"{refused.zh}{conforms.zh}{unknown.zh}", _joined(refused.en, conforms.en, unknown.en))


def _no_return_code(case: Case) -> Words | None:
    call = case.call
    if call.response is None or call.return_code or (call.exchange is None and not call.response.envelope.fields):
        return None
    return Words(
        "HIS 的应答没有 RETURN_CODE，平台无法知道是否成功。",
        "The answer of the HIS has no RETURN_CODE: the platform cannot tell whether it worked.",
    )


def _response_signature(case: Case) -> Words | None:
    response = case.call.response
    if response is None or response.signature.verdict != "invalid":
        return None
    return Words(
        "HIS 的签名不符，平台会拒收。请 HIS 方核对密钥和待签名串（见“签名”页）。",
        "The signature of the HIS does not fit; the platform will refuse it. The HIS should compare key and base string.",
    )


def _content(direction: Direction) -> Callable[[Case], Words | None]:
    def question(case: Case) -> Words | None:
        errors = case.errors(direction)
        if not errors:
            return None
        more = _more(errors)
        if direction == "response":
            return Words(
                f"HIS 的应答不符合接口：{errors[0].message.zh}{more.zh}",
                f"The answer of the HIS does not conform: {errors[0].message.en}{more.en}",
            )
        if errors[0].calls:
            return Words(
                f"平台的请求与之前的调用矛盾：{errors[0].message.zh}{more.zh}",
                f"The platform's request contradicts earlier calls: {errors[0].message.en}{more.en}",
            )
        return Words(
            f"平台的请求不符合接口：{errors[0].message.zh}{more.zh}",
            f"The platform's request does not conform: {errors[0].message.en}{more.en}",
        )

    return question


_QUESTIONS: tuple[Callable[[Case], Words | None], ...] = (
    _network,
    _http,
    _no_business,
    _unreadable,
    _wrong_key,
    _request_signature,
    _refusal,
    _no_return_code,
    _response_signature,
    _content("response"),
    _content("request"),
)


def _success(case: Case) -> Words:
    call, done = case.call, _done(case.call)
    warnings = [finding for finding in case.findings if finding.severity is Severity.WARNING]
    if warnings:
        first, more = warnings[0].message, _more(warnings)
        return Words(f"{done.zh}，但须留意：{first.zh}{more.zh}", f"{done.en}, but: {first.en}{more.en}")
    signed = _signed(call.messages) if call.return_code else NOTHING
    if case.function is None:
        why = _not_compared(call.fun_code)
        return Words(f"{done.zh}，但{why.zh}{signed.zh}", _joined(f"{done.en}, but {why.en}", signed.en))
    if call.response is None:
        return Words("请求符合接口。", "The request conforms.")
    if not call.return_code:
        return Words("应答符合接口。", "The answer conforms.")
    slow = _slow(call.exchange)
    return Words(f"成功，符合接口。{signed.zh}{slow.zh}", _joined("Success, and it conforms.", signed.en, slow.en))


def _done(call: Call) -> Words:
    if call.response is None:
        return Words("请求可以接受", "The request will do")
    if not call.return_code:  # a payload looked at alone
        return Words("应答可以接受", "The answer will do")
    return Words("成功", "Success")


def _not_compared(fun_code: str) -> Words:
    if fun_code:
        return Words(
            f"接口中没有功能 {fun_code}，字段未对照。",
            f"the interface has no function {fun_code}: its fields were not compared.",
        )
    return Words(
        "不知道是哪个功能，字段未对照。请给出 FUN_CODE。",
        "which function it is, is not known: its fields were not compared. Give its FUN_CODE.",
    )


def _slow(exchange: Exchange | None) -> Words:
    seconds = exchange.duration_ms / 1000 if exchange else 0.0
    slow = Words(f"但用时 {seconds:.1f} 秒，偏慢。", f"It took {seconds:.1f} s, which is slow.")
    return slow if seconds * 1000 >= SLOW_MS else NOTHING


def _signed(messages: Sequence[Message]) -> Words:
    verdicts: set[Any] = {message.signature.verdict for message in messages if message.envelope.fields}
    if verdicts == {"valid"}:
        return Words("签名正确。", "The signatures are right.")
    for one in messages:
        if one.signature.verdict == "valid-with-deviation":
            return Words(f"但{one.signature.explanation.zh}", f"Yet {one.signature.explanation.en}")
    if "unknown-key" in verdicts:
        return Words("没有密钥，签名未验证。", "Without a key the signatures were not verified.")
    return Words("报文没有签名。", "The messages are not signed.")


def _more(errors: Sequence[Finding]) -> Words:
    others = len(errors) - 1
    return Words(f"另有 {others} 处。", f" And {others} more.") if others else NOTHING


def _joined(*sentences: str) -> str:
    return " ".join(sentence for sentence in sentences if sentence)
