"""What the simulated platform remembers of one hospital while it brings patients and doctors together."""

from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Literal

from hisight.mock.content import rows, values
from hisight.mock.peers import Peer
from hisight.mock.people import Person, invent
from hisight.protocol.document import Node

_EVERYWHERE = {"DEPT_ID": "-1", "DEPT_NAME": "全部科室"}


@dataclass(slots=True)
class Visit:
    """One patient after the other at one hospital."""

    peer: Peer
    """The hospital."""
    random: Random
    """Makes the patients and the choices, the same ones for the same seed."""
    now: datetime
    """When the next request is made, local time."""
    person: Person = field(init=False)
    """Who wants to see a doctor."""
    patient_id: str = ""
    """HOSP_PATIENT_ID, once the hospital has told it."""
    department: dict[str, str] = field(default_factory=lambda: _EVERYWHERE)
    """The row of DEPT_LIST that was chosen."""
    shift: dict[str, str] = field(default_factory=dict)
    """The row of REG_TIME_LIST that was chosen, with its doctor, day and department."""
    paid: bool = False
    """Whether the patient pays with the order."""
    channel: str = "1"
    """Code of table 挂号渠道."""
    lock_id: str = ""
    """LOCK_ID, and then ORDER_ID (section 3.1.3.8 wants them to be the same)."""
    hosp_lock_id: str = ""
    """HOSP_LOCK_ID."""
    hosp_order_id: str = ""
    """HOSP_ORDER_ID."""
    departments: list[dict[str, str]] = field(default_factory=list)
    """The departments open to every adult, as the hospital listed them."""
    shifts: list[dict[str, str]] = field(default_factory=list)
    """The shifts as the hospital listed them last."""

    def __post_init__(self) -> None:
        self.person = invent(self.random)

    def next_patient(self) -> None:
        """Let the next patient in, unless this one is still waiting to be registered."""
        if self.patient_id:
            self.person, self.patient_id = invent(self.random), ""

    def choose_department(self) -> None:
        """Choose a department, once the hospital has listed any."""
        if self.departments:
            self.department = self.random.choice(self.departments)

    def choose_shift(self, wanted: Literal["free", "full"]) -> None:
        """Choose a shift with places left or without, and make a new LOCK_ID for it."""
        held = [shift for shift in self.shifts if shift.get("REG_STATUS") == "1"]
        suitable = [shift for shift in held if (shift.get("OVER_COUNT") == "0") == (wanted == "full")]
        if suitable or held:
            self.shift = self.random.choice(suitable or held)
        self.channel = self.random.choice("123")
        self.lock_id = f"{self.now:%Y%m%d}{self.random.randrange(10**8):08d}"
        self.hosp_lock_id = self.hosp_order_id = ""

    def learn(self, fun_code: str, answer: Node | None) -> None:
        """Remember what the answer to `fun_code` told; an answer without content tells nothing."""
        told = values(answer)
        self.patient_id = told.get("HOSP_PATIENT_ID", self.patient_id)
        self.hosp_lock_id = told.get("HOSP_LOCK_ID", self.hosp_lock_id)
        self.hosp_order_id = told.get("HOSP_ORDER_ID", self.hosp_order_id)
        if fun_code == "2001":
            self.departments = [row for row in rows(answer, "DEPT_LIST") if _is_for_adults(row)] or self.departments
        if fun_code == "2003":
            of_department = {"DEPT_ID": self.department["DEPT_ID"]}
            self.shifts = [row | of_department for row in rows(answer, "REG_TIME_LIST")] or self.shifts


def _is_for_adults(department: dict[str, str]) -> bool:
    named = bool(department.get("DEPT_NAME"))
    return named and department.get("DEPART_SEX") == "0" and department.get("BABY_FLAG") == "0"
