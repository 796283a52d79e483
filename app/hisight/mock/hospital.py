"""示例医院: its departments, its doctors, and when they see patients. All of it is invented."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from hisight import paths
from hisight.mock.people import id_number

DAYS = 7
"""How many days, from today on, have shifts."""


@dataclass(frozen=True, slots=True)
class Department:
    """A row of DEPT_LIST."""

    id: str
    """DEPT_ID."""
    name: str
    """DEPT_NAME."""
    parent: str
    """PARENT_ID; -1 at the top."""
    address: str
    """ADDRESS: building and floor."""
    expertise: str
    """EXPERTISE: what it treats."""
    sex: str = "0"
    """DEPART_SEX: 0 for both, 1 for men, 2 for women only."""
    child: str = "0"
    """BABY_FLAG: 1 for children only."""
    age: int = 0
    """BABY_AGE: in years; counts where `child` is not 0."""
    kind: str = "1"
    """DEPART_TYPE: 1 ordinary, 3 experts."""


@dataclass(frozen=True, slots=True)
class Doctor:
    """A row of DOCTOR_LIST."""

    id: str
    """DOCTOR_ID."""
    department: str
    """DEPT_ID of the department."""
    name: str
    """NAME."""
    title: str
    """JOB_TITLE: code of table 医生技术职称."""
    sex: str
    """Code of table 性别."""
    birthday: date
    """BIRTHDAY."""
    special: str
    """SPECIAL: what the doctor is good at."""

    @property
    def expert(self) -> bool:
        """Whether it is a chief physician or a deputy."""
        return self.title in ("231", "232")

    @property
    def id_number(self) -> str:
        """IDCARD, of region 000000."""
        return id_number(self.birthday, 100 + 2 * int(self.id) % 800 + (1 if self.sex == "1" else 0))


@dataclass(frozen=True, slots=True)
class Shift:
    """A row of REG_TIME_LIST: one doctor on one morning or afternoon."""

    reg_id: str
    """REG_ID."""
    doctor: Doctor
    """Who sees patients."""
    day: date
    """REG_DATE."""
    time_flag: str
    """TIME_FLAG: 1 morning, 2 afternoon."""
    total: int
    """TOTAL: how many patients it takes."""
    sold: int
    """How many of those places the hospital's own window had sold before the platform asked."""
    held: bool = True
    """False when it is called off."""

    @property
    def hours(self) -> tuple[str, str]:
        """From when to when, as HH24:MI."""
        return ("08:00", "11:30") if self.time_flag == "1" else ("13:30", "17:00")

    @property
    def own_fee(self) -> int:
        """REG_FEE_HIS, in fen."""
        return 100

    @property
    def treat_fee(self) -> int:
        """TREAT_FEE, in fen."""
        return 2400 if self.doctor.expert else 900

    @property
    def fee(self) -> int:
        """REG_FEE: both together, in fen."""
        return self.own_fee + self.treat_fee


_READ = tomllib.loads((paths.resources() / "mock" / "hospital.toml").read_text("utf-8"))

DEPARTMENTS = tuple(Department(**row) for row in _READ["departments"])
DOCTORS = tuple(Doctor(**row) for row in _READ["doctors"])
FACTS: Mapping[str, str] = MappingProxyType(_READ["facts"])
"""What the hospital says of itself, by field of GetHosInfo."""


def shifts(today: date) -> Iterator[Shift]:
    """The shifts of all doctors from `today` on.

    Of each doctor's first day the afternoon is sold out, and one shift of the week is called off, so that every list shows
    all that a list can show.
    """
    for doctor in DOCTORS:
        off = int(doctor.id) % 3
        days = [day for day in range(DAYS) if day % 3 != off]
        for day in days:
            for time_flag in "12":
                total = 10 if doctor.expert else 20
                sold_out = day == days[0] and time_flag == "2"
                yield Shift(
                    reg_id=f"{today + timedelta(days=day):%m%d}{doctor.id}{time_flag}",
                    doctor=doctor,
                    day=today + timedelta(days=day),
                    time_flag=time_flag,
                    total=total,
                    sold=total if sold_out else (day * 2 + int(time_flag)) % 5,
                    held=not (day == days[-1] and time_flag == "2"),
                )
