"""SES002."""

from collections.abc import Iterator, Sequence

from hisight.checks.facts import Facts
from hisight.checks.finding import Found, Severity
from hisight.checks.registry import rule_across
from hisight.wording import Words


@rule_across(
    "SES002",
    "other-order-id",
    Severity.ERROR,
    title=Words("ORDER_ID 与锁号时的 LOCK_ID 不一致", "an ORDER_ID that is not the LOCK_ID"),
    hint=Words("先锁号再挂号时，ORDER_ID 填锁号时的 LOCK_ID。", "After a lock, ORDER_ID is the LOCK_ID of that lock."),
)
def other_order_id(this: Facts, earlier: Sequence[Facts]) -> Iterator[Found]:
    """An order names the hospital's lock, but its ORDER_ID is not the LOCK_ID that it was locked with.

    What: an order whose HOSP_LOCK_ID and REG_ID are those of an earlier lock, and whose ORDER_ID is the LOCK_ID of none of them.
    An order without HOSP_LOCK_ID may have been made without a lock, and is not judged.

    Why: the HIS looks the held place up by this number; it takes another one, or refuses for want of a free one.

    Example: LOCK_ID 1001 is answered by HOSP_LOCK_ID L7; OrderReg has HOSP_LOCK_ID L7 and ORDER_ID 2002.
    """
    held = this.asked.get("HOSP_LOCK_ID")
    if this.step != "order" or not held or not this.matter:
        return
    locks = [
        one
        for one in earlier
        if one.step == "lock" and one.succeeded and this.follows(one)
        and one.told.get("HOSP_LOCK_ID") == held and one.asked.get("REG_ID") == this.asked.get("REG_ID")
    ]  # fmt: skip
    if not locks or any(one.matter == this.matter for one in locks):
        return
    lock = locks[-1]
    text = Words(
        f"ORDER_ID 是 {this.matter}，而第 {lock.number} 号调用锁号时的 LOCK_ID 是 {lock.matter}，两者应当一致。",
        f"ORDER_ID is {this.matter}, yet the place was locked by call {lock.number} with LOCK_ID {lock.matter}; "
        "they should be the same.",
    )
    yield Found("", text, "2007 OrderReg request REQ/ORDER_ID", calls=(lock.number,))
