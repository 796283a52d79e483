"""SES004."""

from collections.abc import Iterator, Mapping, Sequence

from hisight.checks.facts import Facts
from hisight.checks.finding import Found, Severity
from hisight.checks.history import attempts
from hisight.checks.registry import rule_across
from hisight.wording import Words

_MADE_BY: Mapping[str, str] = {"release": "lock", "cancel": "order", "refund": "pay"}
_EXISTS = ("10", "200504", "200708")  # sent twice, the lock exists, the order exists: it was made before


@rule_across(
    "SES004",
    "nothing-to-undo",
    Severity.WARNING,
    title=Words("取消或退费的对象并不存在", "an undoing of what was never done"),
    hint=Words(
        "前一步被拒绝时，不必解锁、取消或退费。", "What was refused need not be released, cancelled or refunded."
    ),
)
def nothing_to_undo(this: Facts, earlier: Sequence[Facts]) -> Iterator[Found]:
    """A lock is released, an order cancelled or a payment refunded although the HIS had refused it.

    What: every attempt at it that the session has was answered by a refusal. An attempt without an answer may have succeeded,
    and one that is not in the session may have come before it: neither is reported.

    Why: the HIS does not know the number; the platform shows an order to the patient that never was.

    Example: OrderReg is refused with 200709, CancelReg follows with its ORDER_ID.
    """
    tried = list(attempts(this, earlier, _MADE_BY[this.step])) if this.step in _MADE_BY else []
    if tried and all(one.refused and one.return_code not in _EXISTS for one in tried):
        made = tried[0]
        text = Words(
            f"{this.matter} 在第 {made.number} 号调用（{made.function}）中被拒绝（{made.return_code}），没有可以撤销的内容。",
            f"{this.matter} was refused in call {made.number} ({made.function}, {made.return_code}): there is nothing to undo.",
        )
        yield Found("", text, calls=(made.number,))
