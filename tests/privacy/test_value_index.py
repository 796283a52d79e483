import re

from hypothesis import given
from hypothesis import strategies as st

from hisight.privacy.value_index import PatientValue, ValueIndex, occurs, stands_alone

TEXTS = st.text("ab李张0123 \ud800", min_size=1, max_size=6)


def values(*texts: str, kind: str = "card") -> list[PatientValue]:
    return [PatientValue(kind, text, "#1") for text in texts]


@given(st.lists(TEXTS, max_size=8), st.text("aAbB李张0123 \ud800\ud83d\ude00", max_size=40))
def test_every_value_is_found_where_it_stands_by_itself_as_one_by_one(texts, text):
    index = ValueIndex(values(*texts), public="")
    found = {(one.start, one.end) for one in index.occurrences(text)}
    plain = re.sub("[\ud800-\udfff]", "\ufffd", text).upper()
    expected = {
        (start, start + len(one))
        for one in texts
        for start in range(len(text))
        if plain.startswith(re.sub("[\ud800-\udfff]", "\ufffd", one).upper(), start)
        and stands_alone(plain, start, start + len(one), "card")
    }
    assert found == expected


def test_the_first_of_several_at_a_place_is_the_longest():
    index = ValueIndex(values("张三", "张三丰", "三丰", kind="name"), public="")
    assert [one.value.text for one in index.occurrences("张三丰")] == ["张三丰", "张三", "三丰"]


def test_what_is_public_is_not_looked_for():
    index = ValueIndex(values("2005", "3006"), public="2005 LockReg 3006x")
    assert [one.value.text for one in index.occurrences("2005 3006")] == ["3006"]


def test_a_value_in_two_spellings_of_case_is_one():
    index = ValueIndex([*values("c88x"), *values("C88X", kind="name")], public="")
    assert [one.value.kind for one in index.occurrences("C88x")] == ["card"]


def test_a_value_occurs_as_it_would_be_found():
    (value,) = values("1234")
    assert occurs(value, "took 1234 ms")
    assert not occurs(value, "took 12345 ms, a1234")


def test_eight_digits_within_a_digest_are_chance_and_twelve_are_not():
    digest = "9F86D081884C7D659A2FEAA0C55AD015"
    short, long = "08188419900101", "19900101"
    index = ValueIndex(values(long, short), public="")
    assert index.occurrences(f"{digest[:10]}{long}{digest[18:]}") == []
    assert len(index.occurrences(f"{digest[:10]}{long}{digest[18:]}F")) == 1  # 33 digits are no digest
    assert [one.value.text for one in index.occurrences(f"{digest[:10]}{short}{digest[24:]}")] == [short]
    token = "000000199001010059" + "20261126100203"
    assert len(ValueIndex(values("00000019"), public="").occurrences(token)) == 1  # what is all decimal is no digest
