"""The half-hours of a shift, each with its share of the places."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from hisight.mock.hospital import Shift

_LENGTH = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class TimeSlot:
    """A row of TIME_REG_LIST."""

    id: str
    """TIME_ID."""
    begin: str
    """BEGIN_TIME, as HH24:MI."""
    end: str
    """END_TIME."""
    numbers: range
    """Its places, of those of the shift."""


def slots(shift: Shift) -> Iterator[TimeSlot]:
    """The half-hours of `shift` in order; every place of it is in one of them."""
    begin, end = (datetime.strptime(hour, "%H:%M") for hour in shift.hours)
    count = (end - begin) // _LENGTH
    for number in range(count):
        first, last = (1 + shift.total * step // count for step in (number, number + 1))
        if first < last:
            start = begin + number * _LENGTH
            yield TimeSlot(
                f"{shift.reg_id}{number + 1:02d}", f"{start:%H:%M}", f"{start + _LENGTH:%H:%M}", range(first, last)
            )


def slot_of(shift: Shift, place: int) -> TimeSlot:
    """The half-hour of one of its places."""
    return next(slot for slot in slots(shift) if place in slot.numbers)
