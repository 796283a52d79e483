import dataclasses
import json

from hypothesis import given
from hypothesis import strategies as st

from hisight.checks.facts import Bill, Facts, Foreign

TEXT = st.text(max_size=20)
SOME = st.dictionaries(TEXT, TEXT, max_size=3)
FACTS = st.builds(
    Facts,
    number=st.integers(0, 10**9),
    started=st.floats(0, 1e10),
    ended=st.floats(0, 1e10),
    own=st.lists(TEXT, max_size=3).map(tuple),
    asked=SOME,
    told=SOME,
    bills=st.lists(st.builds(Bill, st.lists(TEXT, max_size=2).map(tuple), TEXT, TEXT), max_size=2).map(tuple),
    foreign=st.lists(st.builds(Foreign, TEXT, TEXT, TEXT), max_size=2).map(tuple),
    rows=st.integers(0, 10**6),
)


@given(FACTS)
def test_what_is_written_is_read_again(facts):
    assert Facts.from_json(facts.to_json()) == facts


@given(FACTS)
def test_its_relatives_are_looked_up_by_keys_that_say_something(facts):
    assert "" not in facts.relatives
    assert set(facts.own) - {""} <= set(facts.relatives)


@given(FACTS)
def test_it_concerns_itself_unless_it_was_replayed(facts):
    assert facts.concerns(facts) is not facts.replayed


def test_another_hospital_behind_the_same_address_is_another_matter():
    facts = dataclasses.replace(_plain(), hospital="1")
    assert not facts.concerns(dataclasses.replace(facts, hospital="2"))
    assert facts.concerns(dataclasses.replace(facts, hospital=""))
    assert not facts.concerns(dataclasses.replace(facts, peer="b u"))


def test_a_call_follows_what_had_ended_before_it_began():
    first = dataclasses.replace(_plain(), started=1.0, ended=2.0)
    assert dataclasses.replace(first, started=2.0, ended=3.0).follows(first)
    assert not dataclasses.replace(first, started=1.5, ended=3.0).follows(first)


def _plain() -> Facts:
    return Facts(
        1,
        0.0,
        0.0,
        False,
        "a u",
        "",
        "2007",
        "2007 OrderReg",
        "order",
        "0",
        True,
        "K",
        (),
        {},
        {},
        (),
        (),
        0,
        "",
        "",
        "",
    )


@given(
    st.text()
    | st.dictionaries(st.sampled_from(["own", "bills", "foreign", "number"]), st.lists(st.text())).map(json.dumps)
)
def test_what_was_never_written_is_none(text):
    assert Facts.from_json(text) is None


def test_what_is_nested_without_end_is_none():
    assert Facts.from_json("[" * 100_000) is None
