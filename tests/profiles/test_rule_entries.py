import pytest
from hypothesis import given
from hypothesis import strategies as st

from hisight.profiles import ProfileError
from hisight.profiles.rule_entries import CHOICES, ENTRIES, read_rule, write_rule
from hisight.protocol import RULES, SignatureRule
from hisight.wording import Words

OTHER = {
    **{entry: values[-1] for entry, values in CHOICES.items()},
    "separator": "|",
    "key_part": "{key}",
    "request_fields": ["USER_ID"],
    "response_fields": ["RETURN_CODE"],
    "uppercase": False,
}


def complain(entry: str, why: Words, remedy: Words) -> ProfileError:
    return ProfileError(Words(entry, f"{entry}: {why.en}."), remedy)


def test_a_rule_is_the_one_it_is_like_with_some_entries_changed():
    entries = {"like": "sorted-query-key", "key_part": "&key={key}", "uppercase": False}
    rule = read_rule(entries, "city", complain)
    assert rule == SignatureRule("city", key_part="&key={key}", uppercase=False)
    assert write_rule(rule, "city") == {"like": "sorted-query-key-lower", "key_part": "&key={key}"}


def test_it_may_have_a_name_of_its_own_and_is_like_the_first_rule_unless_it_says():
    rule = read_rule({"name": "vendor-x", "digest": "sm3"}, "city", complain)
    assert rule == RULES["sorted-query-key"]._replace(name="vendor-x", digest="sm3")
    assert write_rule(rule, "city") == {"like": "sorted-query-key", "name": "vendor-x", "digest": "sm3"}


@pytest.mark.parametrize("entry", ENTRIES)
def test_every_entry_may_be_set_alone(entry):
    rule = read_rule({entry: OTHER[entry]}, "r", complain)
    assert getattr(rule, entry) == (tuple(OTHER[entry]) if isinstance(OTHER[entry], list) else OTHER[entry])


@pytest.mark.parametrize(
    ("entries", "words"),
    [
        ({"like": "sorted-query"}, "like: 'sorted-query' is not known. Did you mean sorted-query-key?"),
        ({"like": ["a"]}, "like: ['a'] is not known"),
        ({"keypart": "x"}, "keypart: there is no such entry. Did you mean key_part?"),
        ({"zzz": "x"}, "zzz: there is no such entry. It takes like, name, layout, order"),
        ({"order": "sort"}, "order: 'sort' is not known. Did you mean sorted?"),
        ({"empty": "x"}, "empty: 'x' is not known. It takes dropped, kept."),
        ({"digest": "sha256"}, "digest: 'sha256' is not known. Did you mean sha-256?"),
        ({"digest": 5}, "digest: should be text"),
        ({"uppercase": "no"}, "uppercase: should be true or false"),
        ({"key_part": "&KEY="}, "key_part: should hold {key}"),
        ({"request_fields": "USER_ID"}, "request_fields: should be a list of names"),
        ({"request_fields": []}, "request_fields: should be a list of names"),
        ({"response_fields": ["SIGN"]}, "response_fields: SIGN cannot sign itself"),
        ({"name": "auto"}, "name: should be a name that no other rule has"),
        ({"name": "elements-keyless"}, "name: should be a name that no other rule has"),
        ({"name": 1}, "name: should be a name"),
    ],
)
def test_a_mistake_names_the_entry_and_the_nearest_that_is_valid(entries, words):
    with pytest.raises(ProfileError) as caught:
        read_rule(entries, "r", complain)
    assert str(caught.value).startswith(words)


@given(st.data())
def test_what_is_written_is_read_as_it_was_meant(data):
    chosen = {
        entry: data.draw(st.sampled_from(values)) for entry, values in CHOICES.items() if data.draw(st.booleans())
    }
    rule = SignatureRule(data.draw(st.sampled_from(["city", "x"])), **chosen, uppercase=data.draw(st.booleans()))
    assert read_rule(write_rule(rule, "city"), "city", complain) == rule
