from hisight.explain.near_keys import near_keys
from hisight.protocol import Key

CITY, OLD = Key.from_text("Demo-Key", "city"), Key.from_text("OLD", "old")


def test_other_keys_come_first_then_slips_of_the_hand():
    near = list(near_keys((CITY, OLD)))
    assert (near[0].value, near[0].key) == ("old", OLD)
    assert [one.key.secret for one in near[1:6]] == [
        b"Demo-Key\n",
        b"Demo-Key\r\n",
        b"Demo-Key ",
        b"DEMO-KEY",
        b"demo-key",
    ]
    assert [one.value for one in near[1:6]] == [
        "city a line feed",
        "city CR LF",
        "city a blank",
        "city upper",
        "city lower",
    ]
    # In upper case already: there is nothing to turn.
    assert [one.value for one in near[6:]] == ["old a line feed", "old CR LF", "old a blank", "old lower"]


def test_without_keys_nothing_is_near():
    assert list(near_keys(())) == []


def test_the_words_name_no_key():
    for near in near_keys((CITY, OLD)):
        assert "Demo-Key" not in near.words.zh + near.words.en
