"""The in-patients, and what they have paid in advance."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from hisight.mock import records
from hisight.mock.cashier import yuan
from hisight.mock.refusal import SENT_TWICE, WRONG_PARAMETER, Refusal


@dataclass(slots=True)
class Stay:
    """Somebody in a bed."""

    number: str
    """INPATIENT_NO."""
    patient_id: str
    """PATIENT_ID."""
    name: str
    """PATIENT_NAME."""
    id_number: str
    """ID_NO."""
    sex: str
    """Code of table 性别."""
    age: str
    """In years."""
    days: int
    """Since when, in days before today."""
    ward: str
    """WARD_NAME."""
    bed: str
    """BED_NO."""
    charged: Decimal
    """CHARGE_AMOUNT: what the stay has cost so far, in yuan."""
    deposited: Decimal
    """DEPO_AMOUNT: what was paid in advance, in yuan."""

    @property
    def balance(self) -> Decimal:
        """What is left of the deposit, in yuan; negative when it has run out."""
        return self.deposited - self.charged


@dataclass(frozen=True, slots=True)
class Deposit:
    """One payment in advance."""

    stay: Stay
    """For whom."""
    trade: str
    """OUT_TRADE_NO: the platform's number."""
    receipt: str
    """RECEIPT_NO."""
    amount: Decimal
    """In yuan."""
    paid: datetime
    """When."""


class Wards:
    """The books of the wards."""

    def __init__(self) -> None:
        self.stays = [
            Stay(**{**row, "charged": Decimal(row["charged"]), "deposited": Decimal(row["deposited"])})
            for row in records.rows("stays")
        ]
        """Everybody who is in."""
        self._deposits: dict[str, Deposit] = {}

    def found(self, id_number: str, name: str) -> list[Stay]:
        """The in-patients with that number and name; an empty one fits everybody."""
        return [stay for stay in self.stays if id_number in ("", stay.id_number) and name in ("", stay.name)]

    def deposits(self) -> Iterator[Deposit]:
        """All deposits that came through the platform, in order."""
        return iter(self._deposits.values())

    def pay_in(self, number: str, name: str, amount: str, trade: str, now: datetime) -> Deposit:
        """Take money in advance; refuses with 1 or 10."""
        stay = next((one for one in self.stays if one.number == number and one.name == name), None)
        money = yuan(amount)
        if stay is None or money is None:
            raise Refusal(WRONG_PARAMETER)
        if trade in self._deposits:
            raise Refusal(SENT_TWICE)
        stay.deposited += money
        self._deposits[trade] = Deposit(stay, trade, f"Y{number[1:]}{len(self._deposits) + 1}", money, now)
        return self._deposits[trade]
