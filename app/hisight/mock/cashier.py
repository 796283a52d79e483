"""What out-patients owe, have paid and got back."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal, InvalidOperation

from hisight.mock import records
from hisight.mock.patients import Patient
from hisight.mock.records import Row
from hisight.mock.refusal import SENT_TWICE, WRONG_PARAMETER, Refusal

_TOO_MUCH = 10**9
_REFUSED = "0001"  # Result_Code 失败


@dataclass(frozen=True, slots=True)
class Bill:
    """One thing that a doctor has ordered."""

    serial: str
    """SERIAL_NO."""
    prescription: str
    """PRESC_NO."""
    patient: Patient
    """Who owes it."""
    amount: Decimal
    """PAY_COSTS, in yuan."""
    ordered: datetime
    """When the doctor ordered it."""
    item: Row
    """What it is for, by field."""


@dataclass(frozen=True, slots=True)
class Payment:
    """A bill paid."""

    bill: Bill
    """Which."""
    trade: str
    """FLOW_NO: the platform's number."""
    receipt: str
    """RECEIPT_NO."""
    paid: datetime
    """When."""
    refunded: bool = False
    """Whether the money went back."""


class Cashier:
    """The books of the window where out-patients pay."""

    def __init__(self) -> None:
        self._bills: dict[str, Bill] = {}
        self._payments: dict[str, Payment] = {}

    def prescribe(self, patient: Patient, now: datetime) -> None:
        """Let a new patient owe one bill of each kind."""
        for number, item in enumerate(records.rows("bills"), 1):
            serial, amount = f"S{patient.digits}{number}", Decimal(item["PAY_COSTS"])
            self._bills[serial] = Bill(serial, f"C{patient.digits}{number}", patient, amount, now, item)

    def owed(self, patient_id: str) -> list[Bill]:
        """The unpaid bills of a patient."""
        paid = {payment.bill.serial for payment in self.payments() if not payment.refunded}
        return [bill for bill in self._bills.values() if bill.patient.id == patient_id and bill.serial not in paid]

    def payments(self) -> Iterator[Payment]:
        """All payments, refunded ones too, in order."""
        return iter(self._payments.values())

    def pay(self, serial: str, patient_id: str, amount: str, trade: str, now: datetime) -> Payment:
        """Take the money for a bill. Refuses with Result_Code 0001 and the reason."""
        bill = self._bills.get(serial)
        if bill is None or patient_id not in ("", bill.patient.id):
            raise Refusal(_REFUSED, "未找到待缴费记录")
        if trade in self._payments:
            raise Refusal(_REFUSED, "交易流水号重复")
        if bill not in self.owed(bill.patient.id):
            raise Refusal(_REFUSED, "该费用已支付")
        if yuan(amount) != bill.amount:
            raise Refusal(_REFUSED, f"金额不符，应为 {bill.amount}")
        self._payments[trade] = Payment(bill, trade, f"R{serial[1:]}{len(self._payments) + 1}", now)
        return self._payments[trade]

    def refund(self, trade: str, **known: str) -> Payment:
        """Give the money of a payment back; `known` are what else names it, where not empty. Refuses with 1 or 10."""
        payment = self._payments.get(trade)
        if payment is None:
            raise Refusal(WRONG_PARAMETER)
        facts = {
            "PATIENT_ID": payment.bill.patient.id,
            "PRESC_NO": payment.bill.prescription,
            "SERIAL_NO": payment.bill.serial,
            "RECEIPT_NO": payment.receipt,
        }
        if any(value not in ("", facts[name]) for name, value in known.items()):
            raise Refusal(WRONG_PARAMETER)
        if payment.refunded:
            raise Refusal(SENT_TWICE)
        self._payments[trade] = replace(payment, refunded=True)
        return payment


def yuan(text: str) -> Decimal | None:
    """An amount in yuan, as a message writes it; None for what is none, for nothing, and for more than anybody has."""
    try:
        amount = Decimal(text)
    except InvalidOperation:
        return None
    return amount if amount.is_finite() and 0 < amount < _TOO_MUCH else None
