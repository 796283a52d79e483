from datetime import datetime
from random import Random

import pytest

from hisight.mock import PLAIN
from hisight.mock.visit import Visit
from hisight.protocol import document


@pytest.fixture
def visit():
    return Visit(PLAIN, Random(1), datetime(2026, 11, 23, 9, 30))


def _shifts(*counts):
    rows = "".join(
        f"<REG_TIME_LIST><REG_ID>{n}</REG_ID><REG_STATUS>1</REG_STATUS><OVER_COUNT>{count}</OVER_COUNT></REG_TIME_LIST>"
        for n, count in enumerate(counts)
    )
    doctor = "<REG_DOCTOR_LIST><DOCTOR_ID>7</DOCTOR_ID><REG_LIST><REG_DATE>2026-11-24</REG_DATE>"
    return document.read(f"<RES>{doctor}{rows}</REG_LIST></REG_DOCTOR_LIST></RES>").root


def test_it_goes_where_every_adult_may_go(visit):
    rows = [("A", "0", "0"), ("B", "2", "0"), ("C", "0", "1")]
    listed = "".join(
        f"<DEPT_LIST><DEPT_ID>{n}</DEPT_ID><DEPT_NAME>{n}</DEPT_NAME><DEPART_SEX>{sex}</DEPART_SEX>"
        f"<BABY_FLAG>{child}</BABY_FLAG></DEPT_LIST>"
        for n, sex, child in rows
    )
    visit.choose_department()
    assert visit.department["DEPT_ID"] == "-1"
    visit.learn("2001", document.read(f"<RES>{listed}</RES>").root)
    visit.choose_department()
    assert visit.department["DEPT_ID"] == "A"


def test_it_chooses_a_shift_with_places_or_without(visit):
    visit.learn("2003", _shifts(0, 5, 0))
    visit.choose_shift("free")
    assert (visit.shift["REG_ID"], visit.shift["DOCTOR_ID"], visit.shift["REG_DATE"]) == ("1", "7", "2026-11-24")
    visit.choose_shift("full")
    assert visit.shift["REG_ID"] in ("0", "2")


def test_when_all_is_sold_it_asks_all_the_same(visit):
    visit.learn("2003", _shifts(0))
    visit.choose_shift("free")
    assert visit.shift["REG_ID"] == "0"


def test_every_lock_has_an_id_of_its_own(visit):
    visit.choose_shift("free")
    first = visit.lock_id
    visit.choose_shift("free")
    assert visit.lock_id != first
    assert visit.lock_id.startswith("20261123")


def test_a_refused_patient_tries_again_and_a_registered_one_makes_room(visit):
    first = visit.person
    visit.next_patient()
    assert visit.person == first
    visit.learn("1002", document.read("<RES><HOSP_PATIENT_ID>P1</HOSP_PATIENT_ID></RES>").root)
    assert visit.patient_id == "P1"
    visit.next_patient()
    assert visit.person != first
    assert visit.patient_id == ""


def test_an_answer_without_content_tells_nothing(visit):
    visit.learn("2003", _shifts(3))
    visit.learn("2003", None)
    visit.learn("2001", None)
    assert len(visit.shifts) == 1
