import json
from dataclasses import replace

import pytest

from hisight.capture import Exchange, Session
from hisight.capture.bringing import Brought, bring
from hisight.profiles import Profile, ProfileError
from hisight.protocol import Key, Scheme, SignatureRule, compose_root
from hisight.reading import Reader
from hisight.reading.brought import THROWAWAY, entries_of, from_json, to_json
from hisight.reading.leniency import leniency_of

SENT = Key.from_text("0123456789abcdef", "theirs")
OWN = SignatureRule("own", key_part="&k={key}")
SCHEME = Scheme("aes-128-ecb", "own", (SENT,), OWN)


@pytest.fixture
def session(tmp_path):
    with Session.open(tmp_path / "opened.hisight", create=True) as opened:
        yield opened


def call(number: int, scheme: Scheme = SCHEME) -> Exchange:
    root = compose_root(
        "request", {"FUN_CODE": "1001", "USER_ID": "u"}, "<REQ><HOSPITAL_ID>1</HOSPITAL_ID></REQ>", scheme
    )
    return Exchange(b"POST / HTTP/1.1\r\n\r\n", root.encode(), id=number)


def profile_with(key: str, **severity: str) -> str:
    leniency = leniency_of(Profile("city", severity=severity))
    return to_json("city", entries_of(SCHEME, leniency), key)


def test_a_call_is_read_with_what_it_brought_and_no_other_is(session, catalog):
    bring(session, [Brought(call(1), profile_with("0123456789abcdef")), Brought(call(2))])
    reader = Reader(catalog)
    assert reader.read(call(1)).call.request.signature.verdict == "unknown-key"
    own = reader.of(session)
    first, second = (own.read(one) for one in session.since(0))
    assert first.call.request.signature.verdict == "valid"
    assert first.call.key_label == THROWAWAY
    assert second.call.request.signature.verdict == "unknown-key"
    assert own.fingerprint != reader.fingerprint
    assert own.of(session) is own


def test_a_call_that_is_sent_again_is_read_with_either_key(session, catalog):
    own = Scheme("aes-128-ecb", "own", (Key.from_text("fedcba9876543210", "mine"),), OWN)
    bring(session, [Brought(replace(call(1), origin="import"), profile_with("0123456789abcdef"))])
    session.append([replace(call(0, scheme), origin="replay", parent=1) for scheme in (SCHEME, own)])
    reader = Reader(catalog, scheme=own).of(session)
    readings = [reader.read(one) for one in session.since(0)]
    assert [one.call.request.signature.verdict for one in readings] == ["valid"] * 3
    assert [one.call.key_label for one in readings] == [THROWAWAY, THROWAWAY, "mine"]


def test_where_no_key_was_sent_along_those_of_this_machine_serve(session, catalog):
    bring(session, [Brought(call(1), profile_with(""))])
    known = Reader(catalog, scheme=Scheme(keys=(SENT,))).of(session)
    assert known.read(session.get(1)).call.request.signature.verdict == "valid"
    assert Reader(catalog).of(session).read(session.get(1)).call.request.signature.verdict == "unknown-key"


def test_it_is_judged_as_leniently_as_its_profile_did(session, catalog):
    bring(session, [Brought(call(1), profile_with("0123456789abcdef", **{"unknown-field": "off"}))])
    reading = Reader(catalog).of(session).read(session.get(1))
    assert reading.leniency.profile == "city"
    assert list(reading.leniency.worst.values()) == [None]


def test_what_is_no_secret_goes_there_and_back():
    brought = from_json(profile_with("k" * 16, **{"unknown-field": "note"}))
    assert brought.scheme(Scheme()) == Scheme("aes-128-ecb", "own", (Key.from_text("k" * 16, THROWAWAY),), OWN)
    assert brought.leniency == leniency_of(Profile("city", severity={"unknown-field": "note"}))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        "[" * 100_000,
        json.dumps({"name": 1, "entries": {}, "key": ""}),
        json.dumps({"name": "", "entries": [], "key": ""}),
        json.dumps({"name": "", "entries": {}, "key": None}),
        json.dumps({"name": "", "entries": {"cipher": "rot13"}, "key": ""}),
        json.dumps({"name": "", "entries": {"keys": ["env:HOME"]}, "key": ""}),
        json.dumps({"name": "", "entries": {"host": "his"}, "key": ""}),
        json.dumps({"name": "", "entries": {"severity": {"no-such-rule": "off"}}, "key": ""}),
    ],
)
def test_nonsense_and_what_is_not_theirs_to_give_is_one_line(text):
    with pytest.raises(ProfileError):
        from_json(text)
