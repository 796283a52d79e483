from hisight.explain.near_keys import MISSPELLINGS, misspelled
from hisight.protocol import Key


def test_every_misspelling_has_a_name_and_says_what_happened_in_both_languages():
    assert len({way.name for way in MISSPELLINGS}) == len(MISSPELLINGS)
    assert all(way.words.zh.startswith("密钥") and way.words.en.startswith("the key") for way in MISSPELLINGS)


def test_a_key_is_misspelled_in_every_way_that_changes_it():
    wrong = {way.name: key.secret for way, key in misspelled(Key.from_text("Demo-Key", "city"))}
    assert wrong == {
        "LF": b"Demo-Key\n",
        "CR LF": b"Demo-Key\r\n",
        "blank": b"Demo-Key ",
        "upper": b"DEMO-KEY",
        "lower": b"demo-key",
    }
    assert [way.name for way, _ in misspelled(Key.from_text("DEMO-KEY"))] == ["LF", "CR LF", "blank", "lower"]


def test_a_misspelled_key_keeps_its_label_and_does_not_show():
    key = MISSPELLINGS[0].of(Key.from_text("Demo-Key", "city"))
    assert key.label == "city"
    assert "Demo" not in repr(key)
