"""SES008."""

from collections.abc import Iterator, Mapping, Sequence

from hisight.checks.facts import Facts
from hisight.checks.finding import Found, Severity
from hisight.checks.registry import rule_across
from hisight.wording import Words

_UNDONE_BY: Mapping[str, tuple[str, ...]] = {"lock": ("release",), "order": ("cancel",), "pay": ("refund", "cancel")}
_LOCK_LIFE_S = 600


@rule_across(
    "SES008",
    "sent-twice",
    Severity.WARNING,
    title=Words("重复提交", "the same order sent twice"),
    hint=Words(
        "不确定是否成功时，先查询再决定是否重发；每笔业务用新的编号。",
        "When in doubt ask what became of it before sending again; each new one has a number of its own.",
    ),
)
def sent_twice(this: Facts, earlier: Sequence[Facts]) -> Iterator[Found]:
    """A lock, an order or a payment is sent again under the number of one that succeeded.

    What: the first one succeeded and was not released, cancelled or refunded before this one began. For a payment it is an
    error. Sending again after a refusal is right; after no answer it is a note. What HISight replays is not counted.

    Why: the HIS refuses with 10 (重复提交) or 200708 (平台订单号已存在), or the patient has two appointments or pays twice.

    Example: OrderReg with ORDER_ID 1001 is answered 0, and comes again with ORDER_ID 1001.
    """
    same = [one for one in earlier if this.step in _UNDONE_BY and one.step == this.step and _names_the_same(this, one)]
    done = next((one for one in reversed(same) if one.succeeded), None)
    if done is None:
        lost = [one for one in same if not one.return_code and this.follows(one)]
        if lost:
            yield _after_silence(this, lost[-1])
        return
    undone = any(
        one.step in _UNDONE_BY[this.step] and one.matter == this.matter and one.succeeded and one.number > done.number
        for one in earlier
    )
    if undone or (this.step == "lock" and this.started - done.ended > _LOCK_LIFE_S):
        return
    how = (
        Words("内容完全相同", "word for word") if this.request == done.request else Words("内容有改动", "with changes")
    )
    text = Words(
        f"{this.matter} 在第 {done.number} 号调用（{done.function}）中已成功，又提交了一次（{how.zh}）。",
        f"{this.matter} succeeded in call {done.number} ({done.function}) and is sent again, {how.en}.",
    )
    yield Found("", text, calls=(done.number,), severity=Severity.ERROR if this.step == "pay" else None)


def _names_the_same(this: Facts, one: Facts) -> bool:
    return bool(this.matter) and this.matter == one.matter and this.fun_code == one.fun_code


def _after_silence(this: Facts, lost: Facts) -> Found:
    text = Words(
        f"{this.matter} 在第 {lost.number} 号调用中没有得到应答，这是再次提交。",
        f"{this.matter} got no answer in call {lost.number} and is sent again.",
    )
    return Found("", text, calls=(lost.number,), severity=Severity.NOTE)
