"""SES009."""

from collections.abc import Iterator, Sequence

from hisight.checks.facts import Facts, Foreign
from hisight.checks.finding import Found, Severity
from hisight.checks.registry import rule_across
from hisight.wording import Words

_MAY_BE_PARTS = ("DEPT_ID", "DEPART_ID")
_DEPARTMENTS = "2001"


@rule_across(
    "SES009",
    "foreign-answer",
    Severity.ERROR,
    title=Words("应答不是针对本次请求", "an answer to another request"),
    hint=Words(
        "请 HIS 方检查应答是否串号：并发、缓存或会话变量。",
        "The HIS should look for answers mixed up between requests: threads, a cache, a shared variable.",
    ),
)
def foreign_answer(this: Facts, earlier: Sequence[Facts]) -> Iterator[Found]:
    """The answer is about another order, patient, doctor or department than was asked for.

    What: a field that stands on both sides, whose value in the request occurs nowhere in the answer. A department may be answered
    with those below it, so outside of GetDeptInfo that is a note, unless an earlier call that asked for the other department got
    this very answer.

    Why: a patient sees the data of another.

    Example: GetPatientInfo asks for HOSP_PATIENT_ID P1 and is told about P2, whom the call before had asked for.
    """
    for one in this.foreign:
        asker = next((call for call in reversed(earlier) if _asked_for_it(call, this, one)), None)
        in_doubt = one.name in _MAY_BE_PARTS and this.fun_code != _DEPARTMENTS
        same_answer = asker is not None and asker.content == this.content
        before = Words(
            f"，那是第 {asker.number} 号调用所问的" if asker else "",
            f", as call {asker.number} had asked" if asker else "",
        )
        text = Words(
            f"请求的 {one.name} 是 {one.asked}，应答的却是 {one.told}{before.zh}。",
            f"the request asks for {one.name} {one.asked}, the answer is about {one.told}{before.en}.",
        )
        severity = Severity.NOTE if in_doubt and not same_answer else None
        calls = (asker.number,) if asker else ()
        yield Found("", text, calls=calls, severity=severity, direction="response")


def _asked_for_it(call: Facts, this: Facts, one: Foreign) -> bool:
    return call.fun_code == this.fun_code and call.asked.get(one.name) == one.told
