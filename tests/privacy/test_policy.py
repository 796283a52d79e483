from hisight.privacy import STANDARD, Policy, collect
from hisight.wording import Words

PATIENT = "<REQ><NAME>李望舒</NAME><MOBILE>10012345678</MOBILE><CONTACT>李望舒 10012345678</CONTACT></REQ>"


def test_everything_is_replaced_unless_somebody_chooses_otherwise():
    assert {STANDARD.treatment(kind, "ANY") for kind in ("name", "result", "card")} == {"replace"}


def test_a_field_is_asked_before_its_kind():
    policy = Policy("mine", Words("", ""), {"name": "remove"}, {"DOCTOR_NAME": "keep"})
    assert policy.treatment("name", "NAME") == "remove"
    assert policy.treatment("name", "DOCTOR_NAME") == "keep"
    assert policy.choosing("NAME", "replace").treatment("name", "NAME") == "replace"


def test_what_is_kept_in_one_field_stays_everywhere_and_what_is_removed_goes_everywhere(read, catalog):
    policy = STANDARD.choosing("NAME", "keep").choosing("MOBILE", "remove")
    values = collect([read(PATIENT, "")], catalog, policy)
    assert values.replaced("李望舒：10012345678") == "李望舒：***********"
    assert values.stand_in("name", "李望舒") == "李望舒"
    assert values.replaced_by_kind() == {"phone": 1}
