"""What may be compared with a name: numbers, times, and one of a few words."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from hisight.capture.filtering.names import Name, Operator
from hisight.capture.filtering.tokens import fold
from hisight.wording import Words, nearest

_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?")
_CLOCK = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])(?::([0-5][0-9]))?")
_DAY = re.compile(r"(19[7-9][0-9]|2[0-9]{3})-([0-9]{1,2})-([0-9]{1,2})")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time: a day, a minute or a second; of a certain day or of any."""

    start: float | str
    """Its begin: seconds since 1970, or `HH:MM:SS` of any day."""
    end: float | str
    """Its end, which is no longer in it."""


def number(value: str) -> float | None:
    """`value` as a number; None when it is none."""
    return float(value) if _NUMBER.fullmatch(value) else None


def span(value: str) -> Span | None:
    """The stretch of time that `value` names, in local time; None when it names none."""
    day, _, clock = value.replace("T", " ", 1).partition(" ")
    if not clock and ":" in day:
        day, clock = "", day
    time = _CLOCK.fullmatch(clock)
    if (clock or not day) and time is None:
        return None
    hour, minute, second = (int(part or 0) for part in time.groups()) if time else (0, 0, 0)
    length = timedelta(days=1) if time is None else timedelta(seconds=1) if time[3] else timedelta(minutes=1)
    if not day:
        begin = datetime(2000, 1, 1, hour, minute, second)
        end = begin + length
        return Span(f"{begin:%H:%M:%S}", f"{end:%H:%M:%S}" if end.day == begin.day else "24:00:00")
    date = _DAY.fullmatch(day)
    if date is None:
        return None
    try:
        begin = datetime(int(date[1]), int(date[2]), int(date[3]), hour, minute, second)
        return Span(begin.timestamp(), (begin + length).timestamp())
    except (ValueError, OverflowError, OSError):  # 30 February; what the C library cannot do
        return None


def complaint(name: Name, operator: Operator, value: str) -> Words | None:
    """Why `name` cannot be compared with `value` by `operator`; None when it can."""
    if operator not in name.operators:
        zh, en = "、".join(name.operators), ", ".join(name.operators)
        return Words(
            f"{name.name} 不能用 {operator} 比较，可用 {zh}",
            f"{name.name} is not compared by {operator}, but by {en}",
        )
    if not value and name.kind not in ("text", "field", "code"):
        return Words(f"{name.name}{operator} 后面缺少值", f"A value is missing after {name.name}{operator}")
    if name.choices and name.choice(value) is None:
        return _no_choice(name, value)
    if name.kind == "number" and number(fold(value)) is None:
        return Words(f"{name.name} 应与数字比较，{value} 不是数字", f"{name.name} takes a number, which {value} is not")
    if name.kind == "time" and span(fold(value)) is None:
        return Words(
            f"{value} 不是时间，应如 10:02、10:02:30、2026-11-26 或 2026-11-26T10:02",
            f"{value} is no time: write 10:02, 10:02:30, 2026-11-26 or 2026-11-26T10:02",
        )
    return None


def _no_choice(name: Name, value: str) -> Words:
    choices = [one.value for one in name.choices]
    near = nearest(value.lower(), choices)
    if near.en:
        return Words(
            f"{name.name} 没有值 {value}，是否指 {near.zh.removeprefix('是否应为 ')}",
            f"{name.name} has no value {value}: {near.en[0].lower()}{near.en[1:]}",
        )
    return Words(
        f"{name.name} 没有值 {value}，可用 {'、'.join(choices)}",
        f"{name.name} has no value {value}, but {', '.join(choices)}",
    )
