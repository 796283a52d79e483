from datetime import date, datetime

import pytest

from hisight.mock.people import Person
from hisight.scenarios.references import References, UnknownReferenceError, names

NOW = datetime(2026, 11, 23, 9, 30, 15)
PERSON = Person("赵小满", "1", date(1980, 1, 1), "000000198001010011", "10000000001", "示例路 1 号")


@pytest.fixture
def known():
    return References(NOW, PERSON, "SL01", {"dept": "101", "person.MOBILE": "10000000009"})


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("plain $ {x}", "plain $ {x}"),
        ("${today}", "2026-11-23"),
        ("${today+10} ${ today-23 }", "2026-12-03 2026-10-31"),
        ("${now}", "2026-11-23 09:30:15"),
        ("${hospital}/${dept}", "SL01/101"),
        ("${person.NAME} ${person.BIRTHDAY} ${person.MOBILE}", "赵小满 1980-01-01 10000000009"),
        ("${lock.HOSP_LOCK_ID}", "L1"),
    ],
)
def test_a_reference_becomes_what_it_names(known, text, value):
    known.learn("lock", {"HOSP_LOCK_ID": "L1"})
    assert known.resolved(text) == value


def test_what_nobody_has_told_is_unknown(known):
    for name in ("lock.X", "", "today+x", "person.X"):
        with pytest.raises(UnknownReferenceError):
            known.resolved(f"${{{name}}}")


def test_a_new_number_is_another_each_time(known):
    assert len({known.resolved("${new_id}") for _ in range(50)}) == 50
    assert known.resolved("${new_id}").isdecimal()


def test_all_that_is_nested_is_resolved(known):
    assert known.all_resolved({"A": {"B": [{"C": "${dept}"}]}, "D": "x"}) == {"A": {"B": [{"C": "101"}]}, "D": "x"}


def test_names_are_what_is_referred_to():
    assert list(names("${today+3} ${lock.X}${}")) == ["today", "lock.X", ""]
