from datetime import date, timedelta

from hisight.mock.hospital import DAYS, DEPARTMENTS, DOCTORS, shifts

TODAY = date(2026, 12, 29)


def test_every_doctor_and_every_sub_department_belongs_to_a_department():
    known = {department.id for department in DEPARTMENTS}
    assert all(doctor.department in known for doctor in DOCTORS)
    assert all(department.parent in known | {"-1"} for department in DEPARTMENTS)


def test_shifts_begin_today_and_have_numbers_of_their_own():
    made = list(shifts(TODAY))
    assert len({shift.reg_id for shift in made}) == len(made)
    assert {shift.day for shift in made} == {TODAY + timedelta(days=day) for day in range(DAYS)}


def test_every_doctor_has_places_left_a_shift_sold_out_and_one_called_off():
    made = list(shifts(TODAY))
    for doctor in DOCTORS:
        own = [shift for shift in made if shift.doctor == doctor]
        assert any(shift.held and shift.sold == shift.total for shift in own)
        assert any(shift.held and shift.sold < shift.total for shift in own)
        assert any(not shift.held for shift in own)


def test_fees_add_up():
    assert all(shift.fee == shift.own_fee + shift.treat_fee for shift in shifts(TODAY))


def test_doctors_have_invented_identity_numbers():
    assert all(doctor.id_number.startswith("000000") for doctor in DOCTORS)
    assert len({doctor.id_number for doctor in DOCTORS}) == len(DOCTORS)
