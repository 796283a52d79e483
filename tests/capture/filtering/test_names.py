"""hisight.capture.filtering.names"""

import pytest

from hisight.capture.filtering.names import NAMES, named, spelling


def test_every_name_is_explained_in_both_languages_and_means_one_thing():
    written = [spelled for name in NAMES.values() for spelled in (name.name, name.chinese)]
    assert len(set(written)) == len(written)
    assert all(name.help.zh and name.help.en and name.operators for name in NAMES.values())
    for name in NAMES.values():
        choices = [spelled for one in name.choices for spelled in (one.value, one.meaning.zh)]
        assert len(set(choices)) == len(choices)


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("fun", "code"), ("功能", "code"), ("Fun", "code"), ("FUN", "field"), ("LOCK_ID", "field"),
        ("Plat12320SN", "field"), ("@id", "field"), ("fnu", None), ("姓名", None),
    ],
)  # fmt: skip
def test_a_capital_letter_or_the_mark_makes_a_field(written, kind):
    known = named(written)
    assert (known.kind if known else None) == kind


def test_a_field_is_spelled_so_that_it_is_read_back():
    for field in ("LOCK_ID", "hospital_id", "id", "Fun", "名称"):
        assert named(spelling(field)).name == field
