"""What the earlier calls of a session show about a call."""

from collections.abc import Sequence

from hisight.capture import Session
from hisight.checks import Facts, Finding, Subject, check_across, facts_of

MOST_RELATIVES = 20
"""So many earlier calls that share a key are looked at, the newest: a matter has five or six, a query is asked all day."""


def findings(session: Session, subjects: Sequence[Subject], reader: str) -> list[Finding]:
    """What the rules across calls find in the call whose sides are `subjects`; `reader` made the summaries to look at.

    Only calls with a lower number count, so that the findings of a call never change. Raises SessionError.
    """
    this, _ = facts_of(subjects)
    relatives = this.relatives
    earlier = session.facts(relatives, reader, before=this.number, limit=MOST_RELATIVES) if relatives else []
    return check_across(this, [facts for text in earlier if (facts := Facts.from_json(text)) is not None])
