from datetime import date

from hisight.mock.hospital import shifts
from hisight.mock.time_slots import slot_of, slots


def test_every_place_of_a_shift_is_in_one_half_hour_in_order():
    for shift in shifts(date(2026, 11, 23)):
        parts = list(slots(shift))
        assert [place for part in parts for place in part.numbers] == list(range(1, shift.total + 1))
        assert [part.begin for part in parts] == sorted(part.begin for part in parts)
        assert (parts[0].begin, parts[-1].end) == shift.hours
        assert len({part.id for part in parts}) == len(parts)
        assert all(slot_of(shift, place) == part for part in parts for place in part.numbers)
