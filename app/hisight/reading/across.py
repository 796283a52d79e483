"""What the earlier calls of a session show about a call."""

from collections.abc import Sequence

from hisight.capture import Session, Summary
from hisight.checks import Facts, Finding, check_across

MOST_RELATIVES = 20
"""So many earlier calls that share a key are looked at, the newest: a matter has five or six, a query is asked all day."""


def findings(session: Session, this: Facts, reader: str, recent: Sequence[Summary] = ()) -> list[Finding]:
    """What the rules across calls find in the call `this`; `reader` made the summaries to look at.

    Only calls with a lower number count, so that the findings of a call never change: those of `session`, and `recent` ones
    that are not stored in it yet. Raises SessionError.
    """
    found = {one.number: one for text in _earlier(session, this, reader, recent) if (one := Facts.from_json(text))}
    return check_across(this, [found[number] for number in sorted(found)])


def _earlier(session: Session, this: Facts, reader: str, recent: Sequence[Summary]) -> list[str]:
    """The facts of the newest `MOST_RELATIVES` calls for each key of `this`; a call may come twice, by two keys."""
    near_by_key: dict[str, list[str]] = {key: [] for key in this.relatives}
    for one in recent if near_by_key else ():
        for key in near_by_key.keys() & {value for _, value in one.trace.keys}:
            near_by_key[key].append(one.trace.facts)
    texts: list[str] = []
    wanted: dict[int, list[str]] = {}
    for key, near in near_by_key.items():
        texts += near[-MOST_RELATIVES:]
        if (left := MOST_RELATIVES - len(near)) > 0:
            wanted.setdefault(left, []).append(key)
    for left, keys in wanted.items():
        texts += session.facts(keys, reader, before=this.number, limit=left)
    return texts
