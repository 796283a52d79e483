"""SES003."""

from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation

from hisight.checks.facts import Facts
from hisight.checks.finding import Found, Severity
from hisight.checks.history import last_done
from hisight.checks.registry import rule_across
from hisight.wording import Words

_FEE = "REG_FEE"
_DEPOSIT = "DEPO_AMOUNT"


@rule_across(
    "SES003",
    "unequal-amount",
    Severity.WARNING,
    title=Words("前后金额不一致", "amounts that differ between calls"),
    hint=Words("请双方核对金额及其单位。", "Compare the amount on both sides, and its unit."),
)
def unequal_amount(this: Facts, earlier: Sequence[Facts]) -> Iterator[Found]:
    """What is paid is not what was asked, shown or paid for the same thing before.

    What: REG_FEE of an order against its lock, and of a cancellation or registration against its order; the amount of an
    outpatient payment (ACCOUNT_SUM, or AMT of one without insurance) against the bill with its SERIAL_NO; DEPO_AMOUNT of a
    deposit against its answer and against a later record of it. Where the text leaves the unit open, fen and yuan are equal.

    Why: the books of platform and hospital differ at the end of the day, and somebody has paid too much.

    Example: LockReg with REG_FEE 1600, OrderReg with the same number and REG_FEE 1500.
    """
    if this.step in ("order", "cancel") or (this.step == "pay" and _FEE in this.asked):
        yield from _registration(this, earlier)
    elif this.step == "pay" and _DEPOSIT in this.asked:
        yield from _deposit(this)
    elif this.step == "pay":
        yield from _bill(this, earlier)
    elif not this.step:
        yield from _record(this, earlier)


def _registration(this: Facts, earlier: Sequence[Facts]) -> Iterator[Found]:
    before = last_done(this, earlier, "lock" if this.step == "order" else "order")
    if before is None or not (_FEE in this.asked and _FEE in before.asked):
        return
    if _differ(this.asked[_FEE], before.asked[_FEE], any_unit=this.step == "pay"):
        yield _found(f"{_FEE} {this.asked[_FEE]}", before, f"{_FEE} {before.asked[_FEE]}")


def _deposit(this: Facts) -> Iterator[Found]:
    """The answer tells the deposit and then the total under one name: one of them must be what was asked."""
    told = [bill.amount for bill in this.bills if bill.name == _DEPOSIT]
    if this.succeeded and len(told) > 1 and all(_differ(this.asked[_DEPOSIT], one, any_unit=True) for one in told):
        text = Words(
            f"请求充值 {this.asked[_DEPOSIT]}，应答的充值金额是 {told[0]}。",
            f"{this.asked[_DEPOSIT]} was to be paid in, the answer says {told[0]}.",
        )
        yield Found("", text, direction="response")


def _bill(this: Facts, earlier: Sequence[Facts]) -> Iterator[Found]:
    name = "ACCOUNT_SUM" if "ACCOUNT_SUM" in this.asked else "AMT" if this.asked.get("JSLX") == "0" else ""
    serial = this.asked.get("SERIAL_NO", "")
    if not serial or name not in this.asked:
        return
    for one in reversed(earlier):
        rows = [bill.amount for bill in one.bills if serial in bill.keys and bill.name == "PAY_COSTS"]
        if not rows or not this.follows(one):
            continue
        # Each row may hold its own part, or the whole bill: the text does not say.
        due = {_total(rows), *rows} if len(set(rows)) == 1 else {_total(rows)}
        if all(_differ(this.asked[name], amount, any_unit=True) for amount in due):
            yield _found(f"{name} {this.asked[name]}", one, f"PAY_COSTS {_total(rows)}")
        return


def _record(this: Facts, earlier: Sequence[Facts]) -> Iterator[Found]:
    for bill in this.bills:
        paid = [one for one in earlier if bill.name in one.asked and one.succeeded and one.matter in bill.keys]
        if paid and _differ(bill.amount, paid[-1].asked[bill.name], any_unit=True):
            said = f"{bill.name} {paid[-1].asked[bill.name]}"
            yield _found(f"{bill.name} {bill.amount}", paid[-1], said, answer=True)


def _found(here: str, before: Facts, there: str, *, answer: bool = False) -> Found:
    text = Words(
        f"{here}，与第 {before.number} 号调用（{before.function}）的 {there} 不一致。",
        f"{here} here, but {there} in call {before.number} ({before.function}).",
    )
    return Found("", text, calls=(before.number,), direction="response" if answer else "request")


def _differ(one: str, other: str, *, any_unit: bool) -> bool:
    """True when both are numbers and not equal; with `any_unit` a hundredfold is the same in the other unit."""
    first, second = _number(one), _number(other)
    if first is None or second is None or first == second:
        return False
    return not (any_unit and (first * 100 == second or second * 100 == first))


def _total(amounts: Sequence[str]) -> str:
    return str(sum((_number(amount) or Decimal(0) for amount in amounts), Decimal(0)))


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
