"""The patients in the hospital's files."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime


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
    since: datetime
    """When the file was opened."""
    sex: str = "1"
    """Code of table 性别."""
    birthday: str = "1990-01-01"
    """YYYY-MM-DD."""
    mobile: str = "10000000000"
    """11 digits."""
    address: str = ""
    """Street and number; empty when nobody has said."""
    has_papers: bool = True
    """False for a child that goes by its guardian's number."""

    @property
    def digits(self) -> str:
        """The six digits of HOSP_PATIENT_ID: those of bills and reports begin with them."""
        return self.id[1:]


class Patients:
    """Everybody, by identity number."""

    def __init__(self) -> None:
        self._by_number: dict[str, Patient] = {}

    def __iter__(self) -> Iterator[Patient]:
        return iter(self._by_number.values())

    def add(self, patient: Patient) -> None:
        """Open a file, or replace the one with the same identity number."""
        self._by_number[patient.id_number] = patient

    def by_id_number(self, number: str) -> Patient | None:
        """The patient with this identity number."""
        return self._by_number.get(number)

    def by_id(self, patient_id: str) -> Patient | None:
        """The patient with this HOSP_PATIENT_ID."""
        return next((patient for patient in self if patient.id == patient_id), None)

    def by_card(self, card: str) -> Patient | None:
        """The patient with this card."""
        return next((patient for patient in self if patient.card == card), None)

    def by_digits(self, number: str) -> Patient | None:
        """Whose bill or report this is: after a prefix of letters its number begins with the digits of the patient's."""
        digits = number.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        return next((patient for patient in self if digits.startswith(patient.digits)), None)
