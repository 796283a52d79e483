from datetime import datetime

import pytest

from hisight.mock import records
from hisight.mock.people import id_number

KINDS = ("bills", "laboratory", "examinations", "prices", "physical", "recipes", "stays", "daily")


@pytest.mark.parametrize("kind", KINDS)
def test_there_are_rows_of_each_kind(kind):
    assert records.rows(kind)


def test_in_patients_are_invented():
    for stay in records.rows("stays"):
        number = stay["id_number"]
        born = datetime.strptime(number[6:14], "%Y%m%d").date()
        assert number == id_number(born, int(number[14:17]))
        assert int(number[16]) % 2 == int(stay["sex"]) % 2
