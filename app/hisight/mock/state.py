"""What the mock hospital knows while it runs: patients, locks, orders, and how many places are left. In memory only."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from hisight.mock import hospital
from hisight.mock.hospital import DEPARTMENTS, DOCTORS, Department, Doctor, Shift

LOCK_LIFE = timedelta(minutes=10)
"""How long a lock holds its place (section 3.1.3.6)."""


class Refusal(Exception):  # noqa: N818 - the hospital says no; nothing went wrong
    """The hospital refuses, with a code of section 4.1 or of the function."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
        """RETURN_CODE."""


@dataclass(frozen=True, slots=True)
class Patient:
    """Somebody in the hospital's files."""

    id: str
    """HOSP_PATIENT_ID."""
    name: str
    """NAME."""
    id_number: str
    """ID_NO; a guardian's for a child without one."""
    card: str
    """CARD_NO."""
    card_type: str
    """Code of table 卡类型."""


@dataclass(frozen=True, slots=True)
class Lock:
    """A place held for somebody who is about to order."""

    lock_id: str
    """LOCK_ID, from the platform."""
    hosp_lock_id: str
    """HOSP_LOCK_ID."""
    reg_id: str
    """The shift."""
    number: int
    """CLINIC_NO: the place, from 1."""
    until: datetime
    """When it lapses."""


@dataclass(frozen=True, slots=True)
class Order:
    """A place that somebody has."""

    order_id: str
    """ORDER_ID, from the platform."""
    hosp_order_id: str
    """HOSP_ORDER_ID."""
    reg_id: str
    """The shift."""
    number: int
    """CLINIC_NO: the place, from 1."""
    patient: Patient
    """Whose it is."""
    paid: bool
    """Whether it is paid; then it cannot be cancelled, only refunded."""
    cancelled: bool = False
    """Whether it was cancelled."""


class State:
    """The hospital's books. Not for several threads at once: its HIS lets one in at a time."""

    def __init__(self, clock: Callable[[], datetime] = datetime.now) -> None:
        self.clock = clock
        """Tells the time, local."""
        self.departments: dict[str, Department] = {department.id: department for department in DEPARTMENTS}
        """By DEPT_ID."""
        self.doctors: dict[str, Doctor] = {doctor.id: doctor for doctor in DOCTORS}
        """By DOCTOR_ID."""
        self.shifts: dict[str, Shift] = {shift.reg_id: shift for shift in hospital.shifts(clock().date())}
        """By REG_ID."""
        self._patients: dict[str, Patient] = {}
        self._locks: dict[str, Lock] = {}
        self._orders: dict[str, Order] = {}
        self._serial = itertools.count(1)

    # places

    def free_numbers(self, shift: Shift) -> list[int]:
        """The places of `shift` that nobody has, in order."""
        held = {lock.number for lock in self._live_locks() if lock.reg_id == shift.reg_id}
        held |= {
            order.number for order in self._orders.values() if order.reg_id == shift.reg_id and not order.cancelled
        }
        return [number for number in range(shift.sold + 1, shift.total + 1) if number not in held]

    def _take(self, shift: Shift, wanted: str, full: str, taken: str) -> int:
        """The place `wanted` of `shift`, or its first free one; refuses with `full` or `taken`."""
        free = self.free_numbers(shift)
        if not free:
            raise Refusal(full)
        if wanted and wanted not in map(str, free):
            raise Refusal(taken)
        return int(wanted) if wanted else free[0]

    # patients

    def patient(self, patient_id: str) -> Patient | None:
        """The patient with this HOSP_PATIENT_ID."""
        return next((patient for patient in self._patients.values() if patient.id == patient_id), None)

    def register(self, name: str, id_number: str, card: str, card_type: str) -> Patient | None:
        """The patient with this identity number, new or known; None when the number belongs to another name."""
        known = self._patients.get(id_number)
        if known:
            return known if known.name == name else None
        serial = next(self._serial)
        patient = Patient(f"P{serial:06d}", name, id_number, card or f"000000{serial:06d}", card_type or "7")
        self._patients[id_number] = patient
        return patient

    # locks

    def lock(self, lock_id: str, shift: Shift, wanted: str) -> Lock:
        """Hold a place of `shift`; refuses with 200504, 200505 or 200506."""
        if self._live_lock(lock_id):
            raise Refusal("200504")
        number = self._take(shift, wanted, full="200505", taken="200506")
        held = Lock(lock_id, f"L{next(self._serial):06d}", shift.reg_id, number, self.clock() + LOCK_LIFE)
        self._locks[lock_id] = held
        return held

    def unlock(self, lock_id: str) -> None:
        """Let a place go; refuses with 200601 when nothing is held, or not any more."""
        if not self._live_lock(lock_id):
            raise Refusal("200601")
        del self._locks[lock_id]

    def _live_lock(self, lock_id: str) -> Lock | None:
        return next((lock for lock in self._live_locks() if lock.lock_id == lock_id), None)

    def _live_locks(self) -> list[Lock]:
        now = self.clock()
        self._locks = {lock_id: lock for lock_id, lock in self._locks.items() if lock.until > now}
        return list(self._locks.values())

    # orders

    def order(self, order_id: str, shift: Shift, patient: Patient, wanted: str, *, paid: bool) -> Order:
        """Give `patient` the place locked as `order_id`, or else a free one; refuses with 200708, 200709 or 200710."""
        if order_id in self._orders:
            raise Refusal("200708")
        lock = self._live_lock(order_id)
        if lock and lock.reg_id == shift.reg_id:
            number = lock.number
            del self._locks[order_id]
        else:
            number = self._take(shift, wanted, full="200709", taken="200710")
        made = Order(order_id, f"H{next(self._serial):06d}", shift.reg_id, number, patient, paid)
        self._orders[order_id] = made
        return made

    def cancel(self, order_id: str, hosp_order_id: str) -> None:
        """Cancel an order, once or again (section 3.1.3.10); refuses with 200901 or 200902."""
        order = self._orders.get(order_id)
        if order is None or order.hosp_order_id != hosp_order_id:
            raise Refusal("200901")
        if order.paid:
            raise Refusal("200902")
        self._orders[order_id] = replace(order, cancelled=True)
