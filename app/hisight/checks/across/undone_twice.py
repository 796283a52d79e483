"""SES006."""

from collections.abc import Iterator, Sequence

from hisight.checks.facts import Facts
from hisight.checks.finding import Found, Severity
from hisight.checks.history import last_done
from hisight.checks.registry import rule_across
from hisight.wording import Words

_CANCEL = "2009"
_IS_CANCELLED = "200905"


@rule_across(
    "SES006",
    "undone-twice",
    Severity.WARNING,
    title=Words("重复取消或退费", "a second cancellation or refund"),
    hint=Words("请核对是否重复退款。", "See that the money was not returned twice."),
)
def undone_twice(this: Facts, earlier: Sequence[Facts]) -> Iterator[Found]:
    """What was cancelled or refunded is cancelled or refunded again.

    What: a second refund (an error, because money moves), a second BackNo. CancelReg may be called again, because the text wants
    the HIS to answer success then; a HIS that refuses it is reported, with 200905 (挂号订单已取消) only as a note, because the
    text prints that code too.

    Why: the patient gets the money twice; or the platform takes a cancellation for failed that was done.

    Example: CancelPayMent succeeds, and is sent again with the same TRADE_NO.
    """
    undone = last_done(this, earlier, this.step) if this.step in ("cancel", "refund") else None
    made = last_done(this, earlier, "pay" if this.step == "refund" else "order")
    if undone is None or (made is not None and made.number > undone.number):
        return
    if this.fun_code == _CANCEL:
        if this.refused:
            yield _refused(this, undone)
        return
    done = Words("退费", "refunded") if this.step == "refund" else Words("取消", "cancelled")
    text = Words(
        f"{this.matter} 在第 {undone.number} 号调用（{undone.function}）中已经{done.zh}，这是重复{done.zh}。",
        f"{this.matter} was {done.en} in call {undone.number} ({undone.function}) and is {done.en} again.",
    )
    yield Found("", text, calls=(undone.number,), severity=Severity.ERROR if this.step == "refund" else None)


def _refused(this: Facts, undone: Facts) -> Found:
    text = Words(
        f"订单 {this.matter} 在第 {undone.number} 号调用中已取消成功，再次取消时 HIS 应直接返回成功，实际返回 {this.return_code}。",
        f"order {this.matter} was cancelled by call {undone.number}; the HIS should answer success when asked again, "
        f"it answers {this.return_code}.",
    )
    hint = Words(
        "已取消成功的订单，HIS 应直接返回取消成功（3.1.3.10）。",
        "For an order that is cancelled the HIS answers success (3.1.3.10).",
    )
    severity = Severity.NOTE if this.return_code == _IS_CANCELLED else None
    return Found("", text, hint=hint, calls=(undone.number,), severity=severity, direction="response")
