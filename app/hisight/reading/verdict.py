"""The verdict: what happened, whose side it is on, what to do. A few sentences in each language.

The questions are asked in the order in which a call can go wrong: network, HTTP, readability, signature, return code,
the answer's content, the request's content. The first that finds something speaks.
"""

from collections.abc import Callable, Mapping, Sequence

from hisight.calls import Call
from hisight.capture import Exchange
from hisight.capture.filtering import SLOW_MS
from hisight.catalog import Catalog, Function
from hisight.checks import SUCCESS, Finding, Occasion, Severity, Subject
from hisight.protocol import Direction, Message
from hisight.reading import obstacles, signatures
from hisight.reading.case import SIDE, Case, joined, told
from hisight.reading.refusal import inner_failure, refusal
from hisight.wording import NOTHING, Words, bounded

_LONGEST = 1500
_BOTH_SIDES = ("request", "response")
_ASKED_ABOUT = frozenset((Occasion.TROUBLE, Occasion.SIGNATURE, Occasion.REFUSAL))


def failed(call: Call, subjects: Sequence[Subject]) -> bool:
    """True when the call did not do what was asked.

    No answer came, or only a part of one; it cannot be read; its RETURN_CODE is not success, or a status inside it is not.
    """
    if call.exchange is not None and (call.exchange.error or call.response is None):
        return True
    if call.response is None:
        return False
    if call.response.cut or any(subject.inner_status for subject in subjects):
        return True
    return call.response.head.status >= 400 or (call.is_business and call.return_code != SUCCESS)


def sentence(
    call: Call, subjects: Sequence[Subject], findings: Sequence[Finding], function: Function | None, catalog: Catalog
) -> Words:
    """The verdict on `call`."""
    case = Case(call, subjects, findings, function, catalog)
    for question in () if _has_nothing_to_ask(case) else _QUESTIONS:
        answer = question(case)
        if answer is not None:
            return bounded(answer, _LONGEST)
    return bounded(_success(case), _LONGEST)


def _has_nothing_to_ask(case: Case) -> bool:
    """True for a call in which nothing is odd that any of the questions is about, as nearly all are."""
    call = case.call
    return (
        len(case.subjects) == len(_BOTH_SIDES)
        and call.is_business
        and not case.findings
        and all(_ASKED_ABOUT.isdisjoint(subject.occasions) for subject in case.subjects)
    )


def _content(direction: Direction) -> Callable[[Case], Words | None]:
    def question(case: Case) -> Words | None:
        errors = case.errors(direction)
        if not errors:
            return None
        said = told(errors)
        if direction == "response":
            return Words(f"HIS 的应答不符合接口：{said.zh}", f"The answer of the HIS does not conform: {said.en}")
        if errors[0].calls:
            return Words(
                f"平台的请求与之前的调用矛盾：{said.zh}", f"The platform's request contradicts earlier calls: {said.en}"
            )
        return Words(f"平台的请求不符合接口：{said.zh}", f"The platform's request does not conform: {said.en}")

    return question


def _no_code(case: Case) -> Words | None:
    """An answer in which nothing says whether it succeeded; a payload looked at alone need not say so."""
    call = case.call
    if call.response is None or case.code or (call.exchange is None and not call.response.envelope.fields):
        return None
    return Words(
        "HIS 的应答没有 RETURN_CODE，平台无法判断成败。请 HIS 方按文档 2.3 返回 ROOT。",
        "The answer of the HIS has no RETURN_CODE, so nobody knows whether it succeeded. "
        "The HIS should return a ROOT as section 2.3 has it.",
    )


_QUESTIONS: tuple[Callable[[Case], Words | None], ...] = (
    obstacles.network,
    obstacles.http,
    obstacles.no_business,
    obstacles.unreadable,
    obstacles.cut,
    obstacles.our_key,
    obstacles.payload,
    signatures.our_rule,
    signatures.of_request,
    refusal,
    signatures.of_response,
    inner_failure,
    _content("response"),
    _no_code,
    _content("request"),
)


def _success(case: Case) -> Words:
    call, done = case.call, _done(case.call)
    warnings = [finding for finding in case.findings if finding.severity is Severity.WARNING]
    if warnings:
        said, direction = told(warnings), warnings[0].direction
        if call.response is None or call.request is None:
            return Words(f"{done.zh}，但须留意：{said.zh}", f"{done.en}, but: {said.en}")
        party = " HIS 方" if direction == "response" else "平台方"
        return Words(
            f"{done.zh}，但{party}须留意：{said.zh}", f"{done.en}, but {SIDE[direction].en} should note: {said.en}"
        )
    signed = _signed(call.messages) if call.return_code else NOTHING
    if case.function is None:
        why = _not_compared(call.fun_code)
        return joined(Words(f"{done.zh}，但{why.zh}", f"{done.en}, but {why.en}"), signed)
    if call.response is None:
        return Words("请求符合接口。", "The request conforms.")
    if not call.return_code:
        return Words("应答符合接口。", "The answer conforms.")
    return joined(Words("成功，符合接口。", "Success, and it conforms."), signed, _slow(call.exchange))


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
    if exchange is None or exchange.duration_ms < SLOW_MS:
        return NOTHING
    seconds = exchange.duration_ms / 1000
    return Words(f"但用时 {seconds:.1f} 秒，偏慢。", f"It took {seconds:.1f} s, which is slow.")


def _signed(messages: Sequence[Message]) -> Words:
    verdicts: Mapping[str, Words] = {
        message.signature.verdict: message.signature.explanation for message in messages if message.envelope.fields
    }
    if verdicts.keys() == {"valid"}:
        return Words("签名正确。", "The signatures are right.")
    deviation = verdicts.get("valid-with-deviation")
    if deviation is not None:
        return Words(f"但{deviation.zh}", f"Yet {deviation.en}")
    if "unknown-key" in verdicts:
        return Words("没有密钥，签名未验证。", "Without a key the signatures were not verified.")
    return Words("报文没有签名。", "The messages are not signed.")
