"""SES005."""

from collections.abc import Iterator, Sequence

from hisight.checks.facts import Facts
from hisight.checks.finding import Found, Severity
from hisight.checks.history import last_done
from hisight.checks.registry import rule_across
from hisight.wording import Words

_CANCEL = "2009"
_PAID = "0"


@rule_across(
    "SES005",
    "paid-order-cancelled",
    Severity.WARNING,
    title=Words("对已支付的挂号调用取消", "a cancellation of an order that is paid"),
    hint=Words(
        "CancelReg 只用于未支付的挂号（3.1.3.10）；已支付的要走退费。",
        "CancelReg is for orders that are not paid (3.1.3.10); one that is paid has to be refunded.",
    ),
)
def paid_order_cancelled(this: Facts, earlier: Sequence[Facts]) -> Iterator[Found]:
    """CancelReg is called for an order that the session shows to be paid.

    What: the order was made with IS_PAY 0 (支付), or a payment under its number succeeded, and no refund since.

    Why: the text gives CancelReg to unpaid orders only; the HIS refuses with 200902, or cancels and keeps the money.

    Example: OrderReg with IS_PAY 0, then CancelReg with its ORDER_ID.
    """
    if this.fun_code != _CANCEL:
        return
    order, payment = last_done(this, earlier, "order"), last_done(this, earlier, "pay")
    paid = payment or (order if order is not None and order.asked.get("IS_PAY") == _PAID else None)
    refund = last_done(this, earlier, "refund")
    if paid is None or (refund is not None and refund.number > paid.number):
        return
    text = Words(
        f"订单 {this.matter} 在第 {paid.number} 号调用（{paid.function}）中已支付，不能用取消接口。",
        f"order {this.matter} was paid in call {paid.number} ({paid.function}); it cannot be cancelled like this.",
    )
    yield Found("", text, calls=(paid.number,))
