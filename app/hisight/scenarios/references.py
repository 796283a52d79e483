"""References in the values of a scenario: `${lock.HOSP_LOCK_ID}`, `${today+1}`, `${new_id}`, `${person.NAME}`."""

import re
import secrets
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from hisight.mock.filling import Known
from hisight.mock.people import Person

BUILT_IN = ("today", "now", "new_id", "person", "hospital")
"""What is known without any step: the day, the moment, a number never used before, the patient of this run, HOSPITAL_ID."""

_REFERENCE = re.compile(r"\$\{([^{}]*)\}")
_DAY = re.compile(r"today\s*(?P<step>[+-]\d{1,3})?")


def names(text: str) -> Iterator[str]:
    """What `text` refers to: `lock.HOSP_LOCK_ID`, `today`."""
    for found in _REFERENCE.finditer(text):
        name = found[1].strip()
        yield "today" if _DAY.fullmatch(name) else name


class UnknownReferenceError(Exception):
    """A reference to a value that no answer has."""


class References:
    """What the steps so far have made known."""

    def __init__(self, now: datetime, person: Person, hospital: str, given: Mapping[str, str]) -> None:
        self._now = now
        self._known: dict[str, str] = {
            "hospital": hospital,
            "person.NAME": person.name,
            "person.SEX": person.sex,
            "person.BIRTHDAY": person.birthday.isoformat(),
            "person.ID_NO": person.id_number,
            "person.MOBILE": person.mobile,
            "person.ADDRESS": person.address,
            **given,
        }

    def learn(self, step: str, values: Mapping[str, str]) -> None:
        """Let `${step.NAME}` be the value of NAME."""
        self._known |= {f"{step}.{name}": value for name, value in values.items()}

    def person(self, field: str) -> str:
        """A value of the patient of this run, by field; empty for one that is not known."""
        return self._known.get(f"person.{field}", "")

    def resolved(self, text: str) -> str:
        """`text` with its references replaced. Raises UnknownReferenceError with the first that cannot be."""
        return _REFERENCE.sub(lambda found: self._value(found[1].strip()), text)

    def all_resolved(self, known: Known) -> Known:
        """The same for all that is in `known`."""
        return {name: self._resolved(value) for name, value in known.items()}

    def _resolved(self, value: "str | Known | list[Known] | object") -> "str | Known | list[Known]":
        if isinstance(value, str):
            return self.resolved(value)
        if isinstance(value, Mapping):
            return self.all_resolved(value)
        assert isinstance(value, list)
        return [self.all_resolved(one) for one in value]

    def _value(self, name: str) -> str:
        if name in self._known:
            return self._known[name]
        day = _DAY.fullmatch(name)
        if day:
            return f"{self._now + timedelta(days=int(day['step'] or 0)):%Y-%m-%d}"
        if name == "now":
            return f"{self._now:%Y-%m-%d %H:%M:%S}"
        if name == "new_id":
            return f"{self._now:%Y%m%d%H%M%S}{secrets.randbelow(10**6):06d}"
        raise UnknownReferenceError(name)
