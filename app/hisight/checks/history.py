"""What had become of a matter when a call began."""

from collections.abc import Iterator, Sequence

from hisight.checks.facts import Facts


def attempts(this: Facts, earlier: Sequence[Facts], *steps: str) -> Iterator[Facts]:
    """The calls in `earlier` that took one of `steps` in the matter of `this` and had ended when it began, newest first."""
    for one in reversed(earlier):
        if one.step in steps and this.matter and _same_matter(this, one) and this.follows(one):
            yield one


def last_done(this: Facts, earlier: Sequence[Facts], *steps: str) -> Facts | None:
    """The newest of them that succeeded; None when the session has none, which says nothing about the time before it."""
    return next((one for one in attempts(this, earlier, *steps) if one.succeeded), None)


def _same_matter(this: Facts, one: Facts) -> bool:
    if this.matter == one.matter:
        return True
    # A refund may name the bill by another number than the payment did: any that both have will do.
    return {this.step, one.step} <= {"pay", "refund"} and not set(this.own).isdisjoint(one.own)
