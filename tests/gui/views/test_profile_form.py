import pytest

from hisight.gui.profile_words import OWN
from hisight.gui.views.profile_form import ProfileForm
from hisight.profiles.entries import read_profile, write_profile
from hisight.profiles.profile import BEING_EDITED
from hisight.protocol import RULES, Payload
from hisight.protocol.sealing import Sealing

FULL = {
    "host": "his:80",
    "path": "/his",
    "listen": "9000",
    "operation": "PubService",
    "user_id": "0001",
    "hospital_id": "1001",
    "cipher": "sm4-cbc",
    "iv": "0123456789abcdef",
    "key_form": "md5",
    "padding": "zero",
    "dialect": "hex",
    "rule": {"like": "sorted-query-key", "key_part": "&key={key}"},
    "keys": ["env:A", "keyring:b"],
    "severity": {"unknown-field": "note"},
}


@pytest.fixture
def form(qtbot):
    made = ProfileForm()
    qtbot.addWidget(made)
    made.show()
    return made


def written(form) -> dict:
    return write_profile(read_profile(BEING_EDITED, "city", form.entries()))


def test_a_profile_that_is_shown_is_given_back_whole(form, qtbot):
    with qtbot.assertNotEmitted(form.edited):
        form.show_profile("city", FULL)
    assert written(form) == FULL
    assert form.own_rule.isVisible()
    assert "unknown-field = note" in form.severity.text()
    form.show_profile("any", {})
    assert written(form) == {}
    assert not form.own_rule.isVisible()


def test_the_name_of_a_rule_is_kept(form):
    named = {"rule": {"like": "sorted-query-key", "name": "vendor", "digest": "sm3"}}
    form.show_profile("city", named)
    assert written(form) == named


def test_what_the_cipher_has_no_use_for_is_out_of_reach_and_not_written(form):
    form.show_profile("city", FULL)
    form.cipher.choose("aes-128-ecb")
    assert not form.iv.isEnabled()
    assert "iv" not in form.entries()
    form.cipher.choose("none")
    assert not form.sealing["padding"].isEnabled()
    assert {"padding", "key_form", "dialect"}.isdisjoint(form.entries())


def test_a_rule_of_its_own_begins_as_the_one_that_was_chosen_before(form):
    form.show_profile("city", {})
    form.rule.choose("elements-keyless")
    form.rule.choose(OWN)
    assert form.own_rule.fields["layout"].value == "elements"


def test_a_rule_that_fits_is_taken_over_by_name_or_entry_by_entry(form, qtbot):
    form.show_profile("city", {})
    with qtbot.waitSignal(form.edited):
        form.take_rule(RULES["elements-keyless"]._replace(name="city"))
    assert written(form) == {"rule": "elements-keyless"}
    form.take_rule(RULES["sorted-query-key"]._replace(name="city", digest="sm3"))
    assert written(form) == {"rule": {"like": "sorted-query-key", "digest": "sm3"}}


def test_the_way_in_which_a_payload_opens_is_taken_over(form):
    form.show_profile("city", {"cipher": "aes-128-ecb"})
    sealing = Sealing("md5", "0123456789abcdef")
    form.take_cipher(Payload("decrypted", "sm4-cbc", sealing=sealing))
    assert written(form) == {"cipher": "sm4-cbc", "iv": "0123456789abcdef", "key_form": "md5"}
    form.take_cipher(Payload("decrypted", "sm4-cbc-iv", sealing=sealing))
    assert written(form) == {"cipher": "sm4-cbc-iv", "key_form": "md5"}
    form.take_cipher(Payload("plain"))
    assert written(form) == {"cipher": "none"}


def test_a_mistake_in_a_rule_is_shown_to_be_mended(form):
    form.show_profile("city", {"rule": {"like": "sorted-query-key", "key_part": "&key="}})
    assert form.own_rule.fields["key_part"].text() == "&key="


def test_every_field_has_a_name_for_those_who_cannot_see_it(form):
    fields = [form.name, form.cipher, form.iv, form.rule, *form.matches.values(), *form.sealing.values()]
    assert all(field.accessibleName() for field in fields)
