from dataclasses import replace
from datetime import datetime

from hisight.mock.patients import Patient, Patients

ONE = Patient("P000001", "赵小满", "000000198001010011", "77", "7", datetime(2026, 11, 23))
OTHER = replace(ONE, id="P000002", id_number="00000019750101002X", card="78")


def test_a_patient_is_found_by_every_number():
    patients = Patients()
    for one in (ONE, OTHER):
        patients.add(one)
    assert list(patients) == [ONE, OTHER]
    assert patients.by_id("P000002") is patients.by_card("78") is patients.by_id_number("00000019750101002X") is OTHER
    assert patients.by_digits("T0000021") is patients.by_digits("E0000022") is OTHER
    assert [patients.by_id("0"), patients.by_card("0"), patients.by_id_number("0"), patients.by_digits("T9")] == [
        None
    ] * 4


def test_a_file_is_replaced_by_the_one_with_its_identity_number():
    patients = Patients()
    patients.add(ONE)
    patients.add(replace(ONE, mobile="10000000009"))
    assert [one.mobile for one in patients] == ["10000000009"]
