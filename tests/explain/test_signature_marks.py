import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.explain.test_signature import KEY, MESSAGES, changes_of, made_by

from hisight.explain.signature import explain
from hisight.explain.signature_marks import differing
from hisight.protocol import RULES, Scheme, open_message
from hisight.protocol.signature import attempt
from hisight.protocol.signature_rule import Signable

ANSWER = "<ROOT><RETURN_CODE>0</RETURN_CODE><RETURN_MSG>成功 ok 完</RETURN_MSG><SIGN/><RES_ENCRYPTED>{}</RES_ENCRYPTED></ROOT>"
PLAIN = "<RES><A>1</A></RES>"
RULE = RULES["sorted-query-key"]
DOTS = "●" * 8


def marked(text: str = ANSWER.format(PLAIN), **entries) -> list[str]:
    """The marked pieces of the base string when a rule with these `entries` made it."""
    message = open_message("response", text.encode(), lambda _: Scheme("none", RULE.name, (KEY,)))
    signable = Signable("response", message.envelope, message.payload.xml)
    made = attempt(signable, RULE._replace(**entries), KEY, "")
    return [made.base_string[start:end] for start, end in differing(message, made)]


@pytest.mark.parametrize(
    ("entries", "pieces"),
    [
        ({}, []),
        ({"key_part": "&key={key}"}, ["key"]),
        ({"key_part": "KEY{key}"}, ["KEY"]),
        ({"key_part": ""}, ["完"]),
        ({"charset": "gb18030"}, ["成功", "完"]),
        ({"charset": "utf-8-sig"}, ["R"]),
        ({"payload": "plain-inner"}, ["A>1</A"]),
        ({"string_case": "lower"}, None),
        ({"layout": "values", "separator": ""}, None),
    ],
)
def test_what_is_not_as_agreed_is_marked_and_nothing_else(entries, pieces):
    found = marked(**entries)
    assert found if pieces is None else found == pieces


def test_a_field_that_stands_elsewhere_is_marked_where_it_stands():
    assert "".join(marked(order="document")).count("RES_ENCRYPTED=") == 1


def test_wide_characters_are_other_bytes_throughout():
    whole = f"RES_ENCRYPTED={PLAIN}&RETURN_CODE=0&RETURN_MSG=成功 ok 完&KEY={DOTS}"
    assert marked(charset="utf-16-le") == [whole]
    assert marked(ANSWER.format(PLAIN).replace("成功 ok 完", "ok"), charset="gb18030") == []


@given(data=st.data())
def test_marks_lie_within_the_string_and_in_order(data):
    message = MESSAGES[data.draw(st.integers(0, len(MESSAGES) - 1))]
    change = data.draw(st.sampled_from([one for options in changes_of(message) for one in options]))
    status = made_by(message, change).signature
    how = (change.rule or status.how)._replace(**dict(change.entries))
    status = attempt(Signable(message.direction, message.envelope, message.payload.xml), how, KEY, "")
    places = differing(message, status)
    assert list(places) == sorted(places)
    assert all(0 <= start < end <= len(status.base_string) for start, end in places)


def test_an_explained_message_is_marked_against_what_was_agreed():
    (change,) = (one for one in changes_of(MESSAGES[0])[2] if one.value == "&key={key}")
    sent = made_by(MESSAGES[0], change)
    status = explain(sent).status
    assert [status.base_string[start:end] for start, end in differing(sent, status)] == ["key"]


def test_a_payload_of_a_megabyte_is_marked_at_once():
    long = ANSWER.format(f"<RES>{'<A>成</A>' * 100_000}</RES>")
    assert len(marked(long, payload="plain-inner")) == 1
