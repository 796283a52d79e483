from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hisight.capture import Exchange
from hisight.checks import Occasion, Subject, all_rules
from hisight.protocol import Key, Scheme, compose_root, soap_answer, soap_request
from hisight.reading import Reader

SCHEMES = tuple(
    Scheme(cipher, rule, (Key.from_text("0123456789ABCDEF"),))
    for cipher, rule in (("aes-128-ecb", "sorted-query-key"), ("none", "elements-keyless"), ("auto", "auto"))
)
SEEDS = sorted((Path(__file__).parents[1] / "fuzz" / "seeds" / "message").iterdir())
PIECES = (
    *(
        b"<",
        b">",
        b"&",
        b"&amp;",
        b"&lt;X&gt;1&lt;/X&gt;",
        b"\\u5185",
        b"?",
        b"\xff",
        b"\r\n",
        b"\x01",
        b" ",
        b"0",
        b"<!DOCTYPE a>",
    ),
    *("鍐呯", "\ufeff", "中", "…"),
)


@pytest.fixture(scope="module")
def reader(catalog) -> Reader:
    return Reader(catalog, scheme=SCHEMES[0])


def nothing_is_missed(subject: Subject) -> None:
    """A rule that is not asked for want of its occasions finds nothing."""
    for rule in all_rules().values():
        if (
            rule.check
            and rule.side in (None, subject.direction)
            and rule.when.isdisjoint(subject.occasions)
            and rule.when
        ):
            assert list(rule.check(subject)) == [], rule.name


@given(
    st.data(),
    st.sampled_from(SCHEMES),
    st.sampled_from(("0", "1", "99", "", "200501")),
    st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 3), st.sampled_from(PIECES)), max_size=3),
)
def test_a_rule_that_is_not_asked_would_have_found_nothing(catalog, reader, good_payload, data, scheme, code, edits):
    function = data.draw(st.sampled_from([one for one in catalog.functions if one.code]))
    asked = compose_root(
        "request", {"FUN_CODE": function.code, "USER_ID": "u"}, good_payload(function.code, "request"), scheme
    )
    told = compose_root(
        "response", {"RETURN_CODE": code, "RETURN_MSG": "交易成功"}, good_payload(function.code, "response"), scheme
    )
    bodies = [
        soap_request(function.name, "xml", asked, "http://his.example/").encode(),
        soap_answer(function.name, told, "http://his.example/").encode(),
    ]
    for place, length, piece in edits:
        side = place % 2
        at = place % len(bodies[side])
        inserted = piece if isinstance(piece, bytes) else piece.encode()
        bodies[side] = bodies[side][:at] + inserted + bodies[side][at + length :]
    call = Exchange(b"POST /his HTTP/1.1\r\n\r\n", bodies[0], b"HTTP/1.1 200 OK\r\n\r\n", bodies[1], id=1)
    for subject in reader.read(call).subjects:
        nothing_is_missed(subject)


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.name)
def test_nor_in_what_real_stacks_send(reader, seed):
    for direction in ("request", "response", None):
        nothing_is_missed(reader.read_alone(direction, seed.read_bytes()).subjects[0])


def test_a_good_call_has_no_occasion(reader):
    root = compose_root(
        "request",
        {"FUN_CODE": "1001", "USER_ID": "u"},
        "<REQ><HOSPITAL_ID>1001</HOSPITAL_ID><IP>127.0.0.1</IP></REQ>",
        SCHEMES[0],
    )
    body = soap_request("NetTest", "xml", root, "http://his.example/").encode()
    subject = reader.read_alone("request", body).subjects[0]
    assert subject.occasions == {Occasion.REFUSAL}  # alone, without an answer that says yes
