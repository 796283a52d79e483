"""What the mock hospital knows while it runs: patients, locks, orders, and how many places are left. In memory only."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from hisight.mock import hospital
from hisight.mock.cashier import Cashier
from hisight.mock.hospital import DEPARTMENTS, DOCTORS, Department, Doctor, Shift
from hisight.mock.patients import Patient, Patients
from hisight.mock.refusal import SENT_TWICE, WRONG_PARAMETER, Refusal
from hisight.mock.wards import Wards

LOCK_LIFE = timedelta(minutes=10)
"""How long a lock holds its place (section 3.1.3.6)."""


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
    channel: str
    """CHANNEL_ID: code of table 挂号渠道."""
    made: datetime
    """When."""
    paid: datetime | None
    """When it was paid: then it cannot be cancelled."""
    cancelled: datetime | None = None
    """When it was cancelled."""


class State:
    """The hospital's books. Not for several threads at once: its HIS lets one in at a time."""

    def __init__(self, clock: Callable[[], datetime] = datetime.now) -> None:
        self.clock = clock
        """Tells the time, local."""
        self.departments: dict[str, Department] = {department.id: department for department in DEPARTMENTS}
        """By DEPT_ID."""
        self.doctors: dict[str, Doctor] = {doctor.id: doctor for doctor in DOCTORS}
        """By DOCTOR_ID."""
        self.shifts: dict[str, Shift] = {}
        """By REG_ID."""
        self.patients = Patients()
        """Everybody with a file."""
        self.cashier = Cashier()
        """What out-patients owe and pay."""
        self.wards = Wards()
        """The in-patients."""
        self._opened = date.min
        self._locks: dict[str, Lock] = {}
        self._orders: dict[str, Order] = {}
        self._serial = itertools.count(1)
        self.open_days()

    def new_number(self, prefix: str) -> str:
        """A number of the hospital's own, never used before."""
        return f"{prefix}{next(self._serial):06d}"

    # places

    def open_days(self) -> None:
        """Open the shifts of the days to come, once a day; what has been called off or sold stays so."""
        today = self.clock().date()
        if today != self._opened:
            self._opened = today
            self.shifts = {shift.reg_id: shift for shift in hospital.shifts(today)} | self.shifts

    def call_off(self, doctor_id: str, day: date, time_flags: str, *, held: bool) -> int:
        """Call the shifts of a doctor on a day off, or hold them after all; returns how many there are."""
        found = [
            shift for shift in self.shifts.values()
            if (shift.doctor.id, shift.day) == (doctor_id, day) and shift.time_flag in time_flags
        ]  # fmt: skip
        self.shifts |= {shift.reg_id: replace(shift, held=held) for shift in found}
        return len(found)

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

    def register(self, name: str, id_number: str, card: str, card_type: str, **known: str) -> Patient | None:
        """The patient with this identity number, new or known; None when the number belongs to another name.

        `known` is what else a new file says (sex, birthday, mobile, address).
        """
        patient = self.patients.by_id_number(id_number)
        if patient:
            return patient if patient.name == name else None
        patient_id = self.new_number("P")
        patient = Patient(
            patient_id,
            name,
            id_number,
            card or f"000000{patient_id[1:]}",
            card_type or "7",
            self.clock(),
            **{name: value for name, value in known.items() if value},  # type: ignore[arg-type]
        )
        self.patients.add(patient)
        self.cashier.prescribe(patient, self.clock())
        return patient

    # locks

    def lock(self, lock_id: str, shift: Shift, wanted: str) -> Lock:
        """Hold a place of `shift`; refuses with 200504, 200505 or 200506."""
        if self._live_lock(lock_id):
            raise Refusal("200504")
        number = self._take(shift, wanted, full="200505", taken="200506")
        held = Lock(lock_id, self.new_number("L"), shift.reg_id, number, self.clock() + LOCK_LIFE)
        self._locks[lock_id] = held
        return held

    def unlock(self, lock_id: str) -> None:
        """Let a place go; refuses with 200601 when nothing is held, or not any more."""
        if not self._live_lock(lock_id):
            raise Refusal("200601")
        del self._locks[lock_id]

    def holds(self, lock_id: str, shift: Shift) -> bool:
        """Whether a lock with this number holds a place of `shift`."""
        lock = self._live_lock(lock_id)
        return lock is not None and lock.reg_id == shift.reg_id

    def _live_lock(self, lock_id: str) -> Lock | None:
        return next((lock for lock in self._live_locks() if lock.lock_id == lock_id), None)

    def _live_locks(self) -> list[Lock]:
        now = self.clock()
        self._locks = {lock_id: lock for lock_id, lock in self._locks.items() if lock.until > now}
        return list(self._locks.values())

    # orders

    def order(
        self, order_id: str, shift: Shift, patient: Patient, wanted: str, *, paid: bool, channel: str = "3"
    ) -> Order:
        """Give `patient` the place locked as `order_id`, or else a free one; refuses with 200708, 200709 or 200710."""
        if order_id in self._orders:
            raise Refusal("200708")
        lock = self._live_lock(order_id)
        if lock and lock.reg_id == shift.reg_id:
            number = lock.number
            del self._locks[order_id]
        else:
            number = self._take(shift, wanted, full="200709", taken="200710")
        now = self.clock()
        hosp_order_id = self.new_number("H")
        made = Order(order_id, hosp_order_id, shift.reg_id, number, patient, channel, now, now if paid else None)
        self._orders[order_id] = made
        return made

    def orders(self) -> list[Order]:
        """All orders, cancelled ones too, in order."""
        return list(self._orders.values())

    def find_order(self, number: str) -> Order | None:
        """The order with this number, the platform's or the hospital's."""
        return next((order for order in self.orders() if number in (order.order_id, order.hosp_order_id)), None)

    def update(self, order: Order) -> None:
        """Put `order` in the place of the one with its number."""
        self._orders[order.order_id] = order

    def pay(self, hosp_order_id: str, fee: str) -> None:
        """Take the fee of an order, in fen; refuses with 1 or 10."""
        order = self.find_order(hosp_order_id)
        if order is None or order.cancelled or fee != str(self.shifts[order.reg_id].fee):
            raise Refusal(WRONG_PARAMETER)
        if order.paid:
            raise Refusal(SENT_TWICE)
        self.update(replace(order, paid=self.clock()))

    def cancel(self, order_id: str, hosp_order_id: str) -> None:
        """Cancel an order, once or again (section 3.1.3.10); refuses with 200901 or 200902."""
        order = self.find_order(order_id or hosp_order_id)
        if order is None or hosp_order_id not in ("", order.hosp_order_id):
            raise Refusal("200901")
        if order.paid:
            raise Refusal("200902")
        if not order.cancelled:
            self.update(replace(order, cancelled=self.clock()))
