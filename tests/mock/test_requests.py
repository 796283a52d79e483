from datetime import datetime
from random import Random

import pytest

from hisight import catalog
from hisight.mock import PEERS
from hisight.mock.content import write
from hisight.mock.his import functions
from hisight.mock.requests import REQUESTS
from hisight.mock.visit import Visit
from hisight.protocol import document


@pytest.fixture
def visit():
    visit = Visit(PEERS[0], Random(1), datetime(2026, 11, 23, 9, 30))
    visit.hosp_lock_id, visit.patient_id, visit.hosp_order_id = "L1", "P1", "H1"
    names = [
        "REG_ID",
        "REG_LEVEL",
        "DEPT_ID",
        "DOCTOR_ID",
        "REG_DATE",
        "TIME_FLAG",
        "REG_FEE",
        "REG_FEE_HIS",
        "TREAT_FEE",
    ]
    visit.shift = dict.fromkeys(names, "1")
    visit.choose_shift("free")
    visit.hosp_lock_id, visit.hosp_order_id = "L1", "H1"
    return visit


def test_what_is_asked_can_be_answered():
    assert set(REQUESTS) <= {function.code for function in functions()}


@pytest.mark.parametrize("fun_code", REQUESTS)
def test_a_request_has_what_the_catalog_requires_in_published_order(visit, fun_code):
    part = catalog.published().function(fun_code).request
    root = document.read(write("REQ", REQUESTS[fun_code](visit))).root
    names = [child.name for child in root.children]
    known = list(dict.fromkeys(field.name for field in part.fields))
    assert names == sorted(names, key=known.index)
    for child in part.tree.children:
        if child.field.required:
            found = next(node for node in root.children if node.name == child.name)
            assert found.value or found.children


def test_an_order_says_whether_it_is_paid(visit):
    assert ("IS_PAY", "1") in REQUESTS["2007"](visit)
    visit.paid = True
    assert ("IS_PAY", "0") in REQUESTS["2007"](visit)


def test_what_the_hospital_has_not_told_is_left_out(visit):
    visit.hosp_lock_id = visit.patient_id = ""
    names = [name for name, _value in REQUESTS["2007"](visit)]
    assert "HOSP_LOCK_ID" not in names
    assert "HOSP_PATIENT_ID" not in names
