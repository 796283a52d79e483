"""SES001."""

from collections.abc import Iterator, Sequence

from hisight.checks.facts import Facts
from hisight.checks.finding import Found, Severity
from hisight.checks.history import last_done
from hisight.checks.registry import rule_across
from hisight.wording import Words

_LIFE_S = 600
_GRACE_S = 60  # the release is itself sent when the ten minutes are over


@rule_across(
    "SES001",
    "lapsed-lock",
    Severity.WARNING,
    title=Words("锁号已失效", "a lock that no longer holds"),
    hint=Words(
        "锁号后应在 10 分钟内挂号，逾期由平台解锁并重新锁号（3.1.3.6）。",
        "Order within ten minutes of the lock; after that the platform releases it and locks anew (3.1.3.6).",
    ),
)
def lapsed_lock(this: Facts, earlier: Sequence[Facts]) -> Iterator[Found]:
    """A place is ordered or released by a lock that no longer holds it.

    What: an order more than ten minutes after its lock, or after the lock was released; a release more than eleven minutes after
    the lock, where the text lets the platform release it by itself after ten. A release of a lock that has been released or
    ordered already is a note. A lock that the session does not have is not judged.

    Why: the HIS may have given the place to somebody else; a late release keeps it from everybody meanwhile.

    Example: LockReg at 10:00, OrderReg with its LOCK_ID as ORDER_ID at 10:12.
    """
    lock = last_done(this, earlier, "lock") if this.step in ("order", "release") else None
    if lock is None:
        return
    since = [one for one in earlier if one.number > lock.number]
    released, ordered = last_done(this, since, "release"), last_done(this, since, "order")
    age = this.started - lock.ended
    if released is not None:
        yield _no_lock(this, released, Words("解锁", "released"))
    elif ordered is not None:
        if this.step == "release":
            yield _no_lock(this, ordered, Words("挂号", "ordered"))
    elif age > _LIFE_S + (_GRACE_S if this.step == "release" else 0):
        done = Words("挂号", "ordered") if this.step == "order" else Words("解锁", "released")
        zh = f"锁号 {this.matter} 由第 {lock.number} 号调用锁定，{_minutes(age)} 分钟后才{done.zh}，已超过 10 分钟。"
        en = f"lock {this.matter} of call {lock.number} is {done.en} {_minutes(age)} minutes later, past the ten that it holds."
        yield Found("", Words(zh, en), calls=(lock.number,))


def _no_lock(this: Facts, ended_by: Facts, done: Words) -> Found:
    zh = f"锁号 {this.matter} 在第 {ended_by.number} 号调用中已经{done.zh}，不再有效。"
    en = f"lock {this.matter} was {done.en} by call {ended_by.number} and holds nothing any more."
    severity = Severity.NOTE if this.step == "release" else None
    return Found("", Words(zh, en), calls=(ended_by.number,), severity=severity)


def _minutes(seconds: float) -> str:
    return f"{seconds / 60:.1f}".removesuffix(".0")
