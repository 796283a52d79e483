"""The time that a log or a chat gives an entry."""

import re
from datetime import UTC, datetime, timedelta, timezone

_MONTHS = {name: number for number, name in enumerate(
    (b"jan", b"feb", b"mar", b"apr", b"may", b"jun", b"jul", b"aug", b"sep", b"oct", b"nov", b"dec"), 1)}  # fmt: skip
_CLOCK = rb"(?P<hour>\d\d?):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,:](?P<fraction>\d{1,9}))?)?"
_ZONE = rb"(?:\s?(?P<zone>Z|[+-]\d\d:?\d\d))?"
_DATED = re.compile(
    rb"(?<!\d)(?:(?P<year>\d{4})(?:[-/.]|\xe5\xb9\xb4|\xc4\xea)(?P<month>\d\d?)(?:[-/.]|\xe6\x9c\x88|\xd4\xc2)(?P<day>\d\d?)(?:\xe6\x97\xa5|\xc8\xd5)?"
    rb"|(?P<day_>\d\d?)[/ -](?P<name>[A-Za-z]{3})[/ -](?P<year_>\d{4}))[T :_]{1,2}" + _CLOCK + _ZONE
)
_CLOCK_ALONE = re.compile(rb"(?<![\d:.])" + _CLOCK + rb"(?![\d:])")
_SINCE_1970 = re.compile(rb"(?<!\d)(1[5-9]\d{8})(\d{3})?(?!\d)")


class Times:
    """Reads times; one without a date is of the day of the last that had one."""

    def __init__(self, day: datetime) -> None:
        """`day` is what counts where the text has no date at all: the day on which the file was written."""
        self._day = day
        self.seen = False
        """True once a time was read."""

    def last_in(self, text: bytes) -> float:
        """The last time in `text`, in seconds since 1970; 0 when there is none."""
        dated = list(_DATED.finditer(text))
        moment = self._dated(dated[-1]) if dated else self._alone(text)
        if moment is None:
            return self._counted(text)
        self._day, self.seen = moment, True
        return moment.timestamp()

    def _dated(self, found: re.Match[bytes]) -> datetime | None:
        month = int(found["month"]) if found["month"] else _MONTHS.get(found["name"].lower(), 0)
        return _moment(int(found["year"] or found["year_"]), month, int(found["day"] or found["day_"]), found)

    def _alone(self, text: bytes) -> datetime | None:
        found = list(_CLOCK_ALONE.finditer(text))
        return _moment(self._day.year, self._day.month, self._day.day, found[-1]) if found else None

    def _counted(self, text: bytes) -> float:
        found = _SINCE_1970.search(text)
        if not found:
            return 0.0
        self.seen = True
        return int(found[1]) + int(found[2] or 0) / 1000


def _moment(year: int, month: int, day: int, clock: re.Match[bytes]) -> datetime | None:
    parts = clock.groupdict()
    try:
        moment = datetime(year, month, day, int(parts["hour"]), int(parts["minute"]), int(parts["second"] or 0))
    except ValueError:
        return None
    moment += timedelta(seconds=float(b"0." + (parts["fraction"] or b"0")))
    zone = (parts.get("zone") or b"").replace(b":", b"")
    if not 1971 <= year <= 9000:
        return None
    if zone == b"Z":
        return moment.replace(tzinfo=UTC)
    if zone:
        offset = timedelta(hours=int(zone[1:3]), minutes=int(zone[3:5])) * (-1 if zone[:1] == b"-" else 1)
        return moment.replace(tzinfo=timezone(offset)) if abs(offset) < timedelta(hours=24) else None
    return moment
