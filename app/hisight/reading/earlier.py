"""What the earlier calls of a session show about a call, where all of them pass by in order and none need be stored."""

from collections import deque
from collections.abc import Sequence
from functools import lru_cache

from hisight.checks import Facts, Finding, check_across
from hisight.reading.across import MOST_RELATIVES

_REMEMBERED = 2000  # facts that are kept as they are, and not only as text: a query is asked all day


class Earlier:
    """The facts of the calls so far, by what they are found by; of each key only as many as are looked at."""

    def __init__(self) -> None:
        self._by_key: dict[str, deque[str]] = {}
        self._facts = lru_cache(_REMEMBERED)(Facts.from_json)

    def findings(self, facts: str, keys: Sequence[str]) -> list[Finding]:
        """What the calls before it show about the one that left `facts`, as JSON, and is found by `keys`; it counts for the next ones."""
        this = self._facts(facts)
        assert this is not None
        related = {text for key in this.relatives for text in self._by_key.get(key, ())}
        earlier = sorted(filter(None, map(self._facts, related)), key=lambda one: one.number)
        for key in dict.fromkeys(keys):
            self._by_key.setdefault(key, deque(maxlen=MOST_RELATIVES)).append(facts)
        return check_across(this, earlier)
