"""SES007."""

from collections.abc import Iterator, Sequence

from hisight.checks.facts import Facts
from hisight.checks.finding import Found, Severity
from hisight.checks.history import last_done
from hisight.checks.registry import rule_across
from hisight.wording import Words


@rule_across(
    "SES007",
    "used-after-cancel",
    Severity.WARNING,
    title=Words("订单取消后仍在使用", "an order that is used after its cancellation"),
    hint=Words(
        "已取消或已退费的订单号不能再用，请生成新的订单号。",
        "The number of an order that was cancelled or refunded is used up: make a new one.",
    ),
)
def used_after_cancel(this: Facts, earlier: Sequence[Facts]) -> Iterator[Found]:
    """An order or a payment goes by the number of one that was cancelled or refunded.

    What: the cancellation or refund succeeded before this call began. For a payment it is an error, because money moves.

    Why: the HIS refuses the number because it exists, or the patient pays for an appointment that is gone.

    Example: CancelReg succeeds, then opAppRegist comes with the same order number as FLOW_NO.
    """
    undone = last_done(this, earlier, "cancel", "refund") if this.step in ("order", "pay") else None
    made = last_done(this, earlier, "order", "pay")
    if undone is None or (made is not None and made.number > undone.number):
        return
    done = Words("退费", "refunded") if undone.step == "refund" else Words("取消", "cancelled")
    use = Words("支付", "paid") if this.step == "pay" else Words("下单", "ordered")
    text = Words(
        f"订单号 {this.matter} 在第 {undone.number} 号调用（{undone.function}）中已{done.zh}，又用来{use.zh}。",
        f"{this.matter} was {done.en} in call {undone.number} ({undone.function}), and is {use.en} here.",
    )
    yield Found("", text, calls=(undone.number,), severity=Severity.ERROR if this.step == "pay" else None)
