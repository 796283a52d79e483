"""What patient values are replaced by: invented, of the same shape, and the same for the same value all through one export.

Nothing is computed from the original but its shape, and what was chosen is forgotten with the export: there is no way back.
"""

import random
import re
import string
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from hisight.privacy.misread import misread
from hisight.privacy.patterns import ANY_ID_NUMBER, DATE, ID_NUMBER, MOBILE, OLD_ID_NUMBER, day_of

_REGION = "000000"
_PHONE = "100"
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"
_SERIAL = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"
_NAME = "测试"
_TEXTS = {
    "address": "示例市示例区示例路示例小区",
    "diagnosis": "示例诊断",
    "result": "示例结果",
    "company": "示例单位",
}
_UNSAFE = "&<>\"'"
_ATTEMPTS = 200
_ATTEMPTS_AT_A_DAY = 50  # of ten years' days each is soon somebody's


def check_digit(digits: str) -> str:
    """The 18th character for the first 17 `digits` of an ID number (GB 11643)."""
    return _CHECK_DIGITS[sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=True)) % 11]


class StandIns:
    """The stand-ins of one export."""

    def __init__(
        self, *, is_taken: Callable[[str], bool] = lambda _text: False, chance: random.Random | None = None
    ) -> None:
        """`is_taken` tells that a text holds a patient's value, and so is no stand-in; `chance` is the system's by default."""
        self._is_taken = is_taken
        self._chance = chance or random.SystemRandom()
        self._chosen: dict[str, str] = {}
        self._given: set[str] = set()
        self._days: dict[date, date] = {}
        self._given_days: set[date] = set()

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in self.__dict__.items() if name != "_chance"}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__ = {**state, "_chance": random.SystemRandom()}

    def of(self, kind: str, value: str) -> str:
        """The stand-in for `value`, a patient value of `kind` (one of `values.KINDS`); the case of ASCII does not count.

        It is never the value itself, and another for another value as long as the shape leaves any. A value without a letter
        or digit says nothing, and stays.
        """
        if not any(character.isalnum() for character in value):
            return value
        known = self._chosen.get(value.upper())
        if known is None:
            known = self._chosen[value.upper()] = self._choose(kind, value)
            self._given.add(known)
        return known

    def gave(self, text: str) -> bool:
        """True when `text` is a stand-in: somebody's value too, where the shape leaves nothing that is nobody's.

        Of ten years' days each is soon the birthday of somebody.
        """
        if text in self._given:
            return True
        born = DATE.fullmatch(text)
        return born is not None and day_of(born) in self._given_days

    def _choose(self, kind: str, value: str) -> str:
        born = DATE.fullmatch(value) if kind == "birthday" else None
        if born and day_of(born):
            return self._birthday(born, value)  # the day decides: there is no other to try
        if not value.isascii() and (spoiled := misread(value)):
            candidate = spoiled.again(self.of(kind, spoiled.meant))
            if candidate != value and not self._is_taken(candidate):
                return candidate
        best = ""
        for attempt in range(_ATTEMPTS):
            candidate = self._invented(kind, value, attempt)
            if candidate.upper() == value.upper():
                continue
            best = best or candidate
            if candidate not in self._given and not self._is_taken(candidate):
                return candidate
        assert best
        return best

    def _invented(self, kind: str, value: str, attempt: int) -> str:
        """One candidate; later attempts keep less of what makes a stand-in pleasant to read."""
        if ID_NUMBER.fullmatch(value) or (kind == "id-number" and ANY_ID_NUMBER.fullmatch(value)):
            return self._id_number(value)
        if kind == "id-number" and OLD_ID_NUMBER.fullmatch(value):
            return f"{_REGION}{self._eight_digits('19' + value[6:12])[2:]}{self._order(value[12:15])}"
        if kind == "birthday" and (born := DATE.fullmatch(value)):
            return self._birthday(born, value)
        if (kind == "phone" or MOBILE.fullmatch(value)) and attempt < _ATTEMPTS // 2:
            return self._phone(value)
        if kind == "name" and not value.isascii():
            return self._name(value, attempt)
        if kind in _TEXTS and not value.isascii():
            return self._filled(_TEXTS[kind], len(value), attempt)
        return self._alike(value)

    def _id_number(self, value: str) -> str:
        digits = f"{_REGION}{self._eight_digits(value[6:14])}{self._order(value[14:17])}"
        right = check_digit(digits)
        if value[17:].upper() in ("", check_digit(value[:17])):
            return (digits + right)[: len(value)]
        # A wrong one stays wrong: that is what the export is to show.
        return digits + self._chance.choice([last for last in _CHECK_DIGITS if last != right])

    def _order(self, order: str) -> str:
        """The three digits that tell people of one birthday apart: odd stays odd, which is the sex."""
        return f"{self._chance.randrange(int(order[-1]) % 2, 1000, 2):03d}"

    def _eight_digits(self, born: str) -> str:
        """The birthday in an ID number, moved; for a day that no calendar has, any day of its ten years."""
        found = DATE.fullmatch(born)
        day = day_of(found) if found else None
        if day is None:
            return f"{born[:3]}{self._chance.randrange(10)}{self._chance.randrange(1, 13):02d}{self._chance.randrange(1, 29):02d}"
        return self._moved(day).strftime("%Y%m%d").zfill(8)

    def _birthday(self, born: re.Match[str], value: str) -> str:
        day = day_of(born)
        if day is None:
            # It must stay a day that no calendar has: the finding about it is what the export is to show.
            others = [value[:3] + last + value[4:] for last in string.digits if last != value[3]]
            wrong = [other for other in others if (found := DATE.fullmatch(other)) and day_of(found) is None]
            return self._chance.choice(wrong) if wrong else self._alike(value)
        moved = self._moved(day)
        month, date_of_month = str(moved.month).zfill(len(born["month"])), str(moved.day).zfill(len(born["day"]))
        return f"{moved.year:04d}{born['a']}{month}{born['b']}{date_of_month}{born['rest']}"

    def _moved(self, day: date) -> date:
        """Another day of the same ten years, the same for the same day."""
        if day not in self._days:
            first, last = date(max(1, day.year // 10 * 10), 1, 1), date(day.year // 10 * 10 + 9, 12, 31)
            today = date.today()
            if day <= today < last:
                last = today
            if first == last:
                first -= timedelta(days=365)
            self._days[day] = self._another(day, first, (last - first).days)
            self._given_days.add(self._days[day])
        return self._days[day]

    def _another(self, day: date, first: date, days: int) -> date:
        best = first if first != day else first + timedelta(days=1)
        for _ in range(_ATTEMPTS_AT_A_DAY):
            candidate = first + timedelta(days=self._chance.randrange(days + 1))
            if candidate == day:
                continue
            if candidate not in self._given_days and not self._is_taken(candidate.isoformat()):
                return candidate
            best = candidate
        return best

    def _phone(self, value: str) -> str:
        prefix = iter(_PHONE)
        return "".join(
            next(prefix, None) or self._chance.choice(string.digits) if character.isdecimal() else self._like(character)
            for character in value
        )

    def _name(self, value: str, attempt: int) -> str:
        length = sum(character.isalnum() for character in value)
        beginning = iter(_NAME[: max(0, min(2, length - 1) - attempt // 50)])
        return "".join(
            next(beginning, None) or self._chance.choice(_SERIAL)
            if character.isalpha() and not character.isascii()
            else self._like(character)
            for character in value
        )

    def _filled(self, words: str, length: int, attempt: int) -> str:
        """`words`, over and over, and at the end a few characters that tell one from the other."""
        beginning = max(0, length - 2 - attempt // 50)
        repeated = words * (beginning // len(words) + 1)
        return repeated[:beginning] + "".join(self._chance.choice(_SERIAL) for _ in range(length - beginning))

    def _alike(self, value: str) -> str:
        alike = "".join(self._like(character) for character in value)
        if value[0] in "123456789":
            alike = self._chance.choice("123456789") + alike[1:]
        return alike

    def _like(self, character: str) -> str:
        """A character of the same kind; punctuation stays, but for what XML would have to escape."""
        if not character.isalnum():
            return "-" if character in _UNSAFE else character
        for kind in (string.digits, string.ascii_uppercase, string.ascii_lowercase):
            if character in kind:
                return self._chance.choice(kind)
        return self._chance.choice(_SERIAL)
