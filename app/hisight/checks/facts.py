"""What a call leaves behind for the rules across calls: small enough to lie beside its summary, so that none is read again."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import NamedTuple, Self

from hisight.checks.subject import SUCCESS

PAGE_FIELDS = ("PAGE_CURRENT", "PAGE_NUM")
"""What the number of a page is called."""


class Bill(NamedTuple):
    """An amount in a row of an answer, with the keys that say what it is for."""

    keys: tuple[str, ...]
    """Numbers of orders and bills."""
    name: str
    """The field of the amount."""
    amount: str
    """As it stands."""


class Foreign(NamedTuple):
    """Something that was asked for by its number, and that the answer is not about."""

    name: str
    """The field, the same on both sides."""
    asked: str
    """Its value in the request."""
    told: str
    """The first of its values in the answer; all of them differ from what was asked."""

    @property
    def key(self) -> str:
        """What a call that asks for `told` can be found by."""
        return asked_for(self.name, self.told)


def asked_for(name: str, value: str) -> str:
    """What a call that asks for `value` in the field `name` can be found by."""
    return f"{name}={value}"


@dataclass(frozen=True, slots=True)
class Facts:
    """One call of a session."""

    number: int
    """Its number in the session."""
    started: float
    """When the request began, in seconds since 1970."""
    ended: float
    """When the answer was complete, or the call had failed."""
    replayed: bool
    """True for a call that HISight has sent."""
    peer: str
    """Server and USER_ID: the numbers of another hospital mean something else."""
    hospital: str
    """HOSPITAL_ID of the request, by any of its names; empty where it has none."""
    fun_code: str
    """FUN_CODE."""
    function: str
    """The function as a person knows it: `2007 OrderReg`."""
    step: str
    """What the function does to a place, an order or a bill (`Function.step`)."""
    return_code: str
    """RETURN_CODE; empty when no answer came, or none that can be read."""
    succeeded: bool
    """True when both codes of the answer, outer and inner, say so."""
    matter: str
    """LOCK_ID, ORDER_ID, or whatever the platform calls the matter that this step is about; empty where it says none."""
    own: tuple[str, ...]
    """The numbers of locks, orders and bills that the request names; for a step those of the answer, too."""
    asked: Mapping[str, str]
    """Keys, amounts, page and place of the request, by field."""
    told: Mapping[str, str]
    """The same of the answer; of several rows the first."""
    bills: tuple[Bill, ...]
    """The amounts in the rows of the answer."""
    foreign: tuple[Foreign, ...]
    """Where the answer is about something else than was asked for."""
    rows: int
    """Elements in the lists of the answer."""
    request: str
    """A digest of the request's payload; empty without one."""
    content: str
    """A digest of the answer's payload; empty without one."""
    query: str
    """A digest of what is asked of which function, whatever the page; empty for what has no pages."""

    @property
    def page(self) -> str:
        """The page that was asked for; empty for what has none."""
        return next((self.asked[name] for name in PAGE_FIELDS if name in self.asked), "")

    @property
    def refused(self) -> bool:
        """True when the answer's RETURN_CODE says no."""
        return self.return_code not in ("", SUCCESS)

    @property
    def relatives(self) -> tuple[str, ...]:
        """The keys of the calls that matter to this one."""
        others = (key for one in self.foreign for key in (one.told, one.key))
        return tuple(dict.fromkeys(filter(None, (*self.own, self.query, *others))))

    def follows(self, earlier: "Facts") -> bool:
        """True when `earlier` had ended before this call began: what it did was done by then."""
        return earlier.ended <= self.started

    def concerns(self, other: "Facts") -> bool:
        """True when `other` speaks of the same things: it is of the same hospital, and not sent by HISight."""
        same_hospital = self.hospital == other.hospital or not (self.hospital and other.hospital)
        return self.peer == other.peer and same_hospital and not other.replayed

    def to_json(self) -> str:
        """All of it as text."""
        facts = {name: getattr(self, name) for name in _NAMES}
        return json.dumps(facts, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Self | None:
        """What `to_json` wrote; None for a text that it did not write, as in a damaged file."""
        try:
            facts = json.loads(text)
            facts["own"] = tuple(facts["own"])
            facts["bills"] = tuple(Bill(tuple(keys), name, amount) for keys, name, amount in facts["bills"])
            facts["foreign"] = tuple(Foreign(*one) for one in facts["foreign"])
            return cls(**facts)
        except (ValueError, TypeError, LookupError, RecursionError):
            return None


_NAMES = tuple(field.name for field in fields(Facts))
