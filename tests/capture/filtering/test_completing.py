"""hisight.capture.filtering.completing"""

from hypothesis import given
from hypothesis import strategies as st

from hisight.capture.filtering import complete
from hisight.capture.filtering.names import NAMES

_KNOWN = {"fun": ["2007", "1200", "2005"], "": ["LOCK_ID", "id_no"], "comment": ["ask Li", "ok"], "LOCK_ID": ["A1"]}


def completed(text: str, cursor: int | None = None) -> list[str]:
    cursor = len(text) if cursor is None else cursor
    found = complete(text, cursor, lambda name: _KNOWN.get(name, []))
    return [text[: one.start] + one.text + text[one.end :] for one in found]


def test_names_are_offered_by_how_they_begin_and_fields_by_what_they_contain():
    assert completed("co") == ["code:", "comment:"]
    assert completed("功") == ["fun:"]
    assert completed("a (LOCK") == ["a (LOCK_ID="]
    assert completed("id") == ["id:", "LOCK_ID=", "@id_no="]
    assert [one.help.en for one in complete("ms", 2, lambda _: [])] == ["milliseconds it took"]


def test_an_empty_place_offers_every_name():
    assert completed("") == [f"{name}:" for name in NAMES]
    assert completed("fun:2007 ")[0] == "fun:2007 fun:"
    assert completed("a (")[0] == "a (fun:"


def test_values_are_offered_those_that_begin_so_first():
    assert completed("fun:20") == ["fun:2007", "fun:2005", "fun:1200"]
    assert completed("sign:u") == ["sign:unsigned", "sign:unknown-key"]
    assert completed("签名：未") == ["签名：unsigned"]
    assert completed("comment:a") == ['comment:"ask Li"']
    assert completed("LOCK_ID=") == ["LOCK_ID=A1"]
    assert completed("fnu:2") == []


def test_only_what_stands_before_the_cursor_counts():
    assert completed("co fun:2007", 2) == ["code: fun:2007", "comment: fun:2007"]
    assert completed("fun:2007", -3)[0] == "fun:fun:2007"


def test_nothing_is_offered_within_quotation_marks():
    assert completed('"co') == []


@given(st.text(), st.integers())
def test_whatever_is_typed_completing_does_not_fail(text, cursor):
    for one in complete(text, cursor, lambda name: ["a b", name]):
        assert 0 <= one.start <= one.end <= len(text)
