from dataclasses import replace

import pytest
from tests.reading.conftest import OTHER, SCHEME

from hisight.capture import Exchange
from hisight.profiles import Profile, ProfileError
from hisight.protocol import RULES, Key
from hisight.protocol.sealing import Sealing
from hisight.reading.trial import try_out
from hisight.wording import Words

KEYS = {"env:OLD": replace(OTHER.key, label="env:OLD"), "env:CITY": replace(SCHEME.key, label="env:CITY")}
CITY = Profile("city", host="his.example", keys=("env:OLD", "env:CITY"))


def fetch(reference: str) -> Key:
    if reference not in KEYS:
        raise ProfileError(Words("没有", f"{reference} is missing"))
    return KEYS[reference]


@pytest.fixture
def exchange(read):
    return read().call.exchange


def test_it_says_with_which_key_both_sides_open_and_fit(exchange):
    trial = try_out(CITY, exchange, fetch)
    assert (trial.unmatched, trial.fits, trial.missing, trial.locked) == ((), True, (), False)
    assert [side.direction for side in trial.sides] == ["request", "response"]
    assert trial.sides[0].payload.en == "opened with aes-128-ecb, key env:CITY"
    assert trial.sides[0].signature.key.label == "env:CITY"


def test_a_profile_for_other_calls_is_tried_all_the_same(exchange):
    trial = try_out(replace(CITY, host="other"), exchange, fetch)
    assert (trial.unmatched, trial.fits) == (("host",), True)
    assert try_out(replace(CITY, hospital_id="1001"), exchange, fetch).unmatched == ()
    assert try_out(replace(CITY, hospital_id="2", listen="1"), exchange, fetch).unmatched == ("listen", "hospital_id")


def test_a_wrong_key_opens_nothing(exchange):
    trial = try_out(replace(CITY, keys=("env:OLD",)), exchange, fetch)
    assert not trial.fits
    assert not trial.sides[0].opens
    assert "another key" in trial.sides[0].payload.en


def test_a_key_that_is_missing_is_told_and_the_others_are_tried(exchange):
    trial = try_out(replace(CITY, keys=("env:GONE", "env:CITY")), exchange, fetch)
    assert trial.fits
    assert [str(error) for error in trial.missing] == ["env:GONE is missing"]


def test_what_would_fit_is_told_where_the_rule_does_not(exchange):
    own = RULES["sorted-query-key"]._replace(name="city", key_part="&key={key}")
    trial = try_out(replace(CITY, rule="city", own_rule=own), exchange, fetch)
    assert not trial.fits
    assert trial.sides[0].opens
    assert trial.sides[0].signature.how.key_part == "&KEY={key}"


def test_what_would_open_it_is_told_where_the_cipher_does_not(read):
    sealing = Sealing("md5", "0123456789abcdef")
    exchange = read(request_scheme=replace(SCHEME, cipher="sm4-cbc", sealing=sealing)).call.exchange
    side = try_out(CITY, exchange, fetch).sides[0]
    assert not side.opens
    assert "sm4-cbc" in side.payload.en
    assert (side.fitting.cipher, side.fitting.sealing.key_form) == ("sm4-cbc", "md5")


def test_another_cipher_than_the_profile_says_does_not_fit(exchange, read):
    trial = try_out(replace(CITY, cipher="none"), exchange, fetch)
    assert not trial.fits
    assert trial.sides[0].payload.en == "opened with aes-128-ecb, key env:CITY, while the profile says none"
    plain = read(request_scheme=replace(SCHEME, cipher="none")).call.exchange
    assert "in the clear" in try_out(CITY, plain, fetch).sides[0].payload.en
    side = try_out(replace(CITY, cipher="des-cbc"), plain, fetch).sides[0]
    assert (side.opens, side.fitting.cipher) == (False, "none")


def test_what_is_no_call_has_no_sides():
    assert try_out(CITY, Exchange(b"GET / HTTP/1.1\r\n\r\n", b""), fetch).sides == ()
