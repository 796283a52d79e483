from datetime import date
from random import Random

from hisight.mock.people import id_number, invent


def _check_digit(seventeen: str) -> str:
    # GB 11643: a digit at place p (18 for the first) weighs 2**(p-1) modulo 11.
    total = sum(int(digit) * pow(2, 17 - index, 11) for index, digit in enumerate(seventeen))
    return "10X98765432"[total % 11]


def test_identity_numbers_are_of_no_real_region_and_have_a_right_check_digit():
    for serial in range(1, 40):
        number = id_number(date(1980, 2, 29), serial)
        assert number.startswith("00000019800229")
        assert number[17] == _check_digit(number[:17])


def test_a_person_agrees_with_itself():
    random = Random(7)
    for _ in range(200):
        person = invent(random)
        assert person.id_number[6:14] == f"{person.birthday:%Y%m%d}"
        assert int(person.id_number[16]) % 2 == int(person.sex) % 2
        assert person.mobile.startswith("100")
        assert len(person.mobile) == 11
        assert 2 <= len(person.name) <= 16


def test_the_same_seed_makes_the_same_people():
    assert [invent(Random(3)) for _ in range(3)] == [invent(Random(3)) for _ in range(3)]
