"""Invented people. Nobody has an ID number of region 000000, and no mobile number begins with 100."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from hisight.privacy.stand_ins import check_digit

_FAMILY_NAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨"
_GIVEN_NAMES = ("小满", "知秋", "望舒", "清和", "若谷", "如初", "安然", "一诺", "长风", "云舒", "见山", "南星")
_LONG_NAME = "阿依古丽·买买提依明"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who wants to see a doctor."""

    name: str
    """Family name and given name."""
    sex: str
    """Code of table 性别."""
    birthday: date
    """Date of birth."""
    id_number: str
    """18 characters with a right check digit."""
    mobile: str
    """11 digits."""
    address: str
    """Street and number."""


def id_number(birthday: date, serial: int) -> str:
    """An identity number of region 000000 for the `serial`-th person born on `birthday` (GB 11643: odd for men)."""
    digits = f"000000{birthday:%Y%m%d}{serial:03d}"
    return digits + check_digit(digits)


def invent(random: Random) -> Person:
    """The next person that `random` gives, an adult."""
    sex = random.choice("12")
    name = random.choice(_FAMILY_NAMES) + random.choice(_GIVEN_NAMES) if random.random() < 0.9 else _LONG_NAME
    birthday = date(1950, 1, 1) + timedelta(days=random.randrange(50 * 365))
    serial = random.randrange(0, 998, 2) + (1 if sex == "1" else 2)
    return Person(
        name,
        sex,
        birthday,
        id_number(birthday, serial),
        mobile=f"100{random.randrange(10**8):08d}",
        address=f"示例市示例路 {random.randrange(1, 300)} 号",
    )
