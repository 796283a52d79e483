"""hisight.capture.filtering.terms"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hisight.capture.filtering import only, parse, without


@pytest.mark.parametrize(
    ("name", "value", "shown", "hidden"),
    [
        ("fun", "2007", "fun:2007", "fun!=2007"),
        ("sev", "", "sev:none", "sev!=none"),
        ("sign", "valid-with-deviation", "sign:differs", "sign!=differs"),
        ("failed", "1", "failed:yes", "failed!=yes"),
        ("comment", "", 'comment=""', 'comment!=""'),
        ("LOCK_ID", "A 1", 'LOCK_ID="A 1"', 'LOCK_ID!="A 1"'),
        ("hospital_id", "号(1)", '@hospital_id="号(1)"', '@hospital_id!="号(1)"'),
        ("@id", "7", "@id=7", "@id!=7"),
        ("@LOCK_ID", "or", 'LOCK_ID="or"', 'LOCK_ID!="or"'),
    ],
)
def test_what_is_pointed_at_becomes_a_term(name, value, shown, hidden):
    assert (only(name, value), without(name, value)) == (shown, hidden)


@given(st.sampled_from(["NAME", "id_no", "Plat12320SN", "@url"]), st.text())
def test_a_term_of_any_value_is_read_back_as_that_value(name, value):
    for term in (only(name, value), f"({without(name, value)})"):
        root = parse(term).root
        assert (root.name.name, root.name.kind, root.value) == (name.removeprefix("@"), "field", value)
