import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hisight.profiles import Profile, ProfileError
from hisight.profiles.entries import ENTRIES, read_profile, write_profile
from hisight.protocol import CIPHERS, RULES, SignatureRule
from hisight.protocol.sealing import Sealing

FILE = Path("profiles.toml")


def read(text: str) -> Profile:
    return read_profile(FILE, "a", tomllib.loads(text))


@pytest.mark.parametrize("value", [0, 65536, 99999, "abc", "127.0.0.1:", "127.0.0.1:0", "127.0.0.1:http"])
def test_a_listen_that_no_call_comes_in_at_is_refused(value):
    with pytest.raises(ProfileError, match=r"\[city\] listen: should be a port"):
        read_profile(FILE, "city", {"listen": value})


@pytest.mark.parametrize("value", [9000, "9000", "127.0.0.1:9000", "[::1]:9000", ""])
def test_a_listen_is_a_port_with_or_without_its_host(value):
    assert read_profile(FILE, "city", {"listen": value}).listen == str(value)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('host = "http://his-server:8080"', "host: should be a host, or HOST:PORT, without http:// and path"),
        ('host = "his-server/his"', "host: should be a host, or HOST:PORT, without http:// and path"),
        ('path = "his"', "path: should begin with /"),
    ],
)
def test_a_match_that_no_address_can_fit_is_refused(text, why):
    with pytest.raises(ProfileError, match=why):
        read(text)


def test_every_match_is_read_and_a_port_may_be_a_number():
    profile = read('listen = 9000\noperation = "PubService"\nhospital_id = "SL01"')
    assert profile == Profile("a", listen="9000", operation="PubService", hospital_id="SL01")


def test_a_rule_may_be_described():
    profile = read('rule = { like = "sorted-query-key", key_part = "&key={key}", uppercase = false }')
    assert profile.rule == "a"
    assert profile.own_rule == SignatureRule("a", key_part="&key={key}", uppercase=False)
    assert profile.scheme().agreed_rule == profile.own_rule


def test_what_goes_with_the_cipher_stands_beside_it():
    profile = read('cipher = "sm4-cbc"\niv = "0123456789abcdef"\nkey_form = "md5"')
    assert profile.scheme().sealing == Sealing("md5", "0123456789abcdef")


def test_severities_are_kept_as_written():
    assert read('severity = { unknown-field = "note", FLD010 = "off" }').severity == {
        "unknown-field": "note",
        "FLD010": "off",
    }


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("hots = 'x'", "[a] hots: there is no such entry. Did you mean host?"),
        ("host = 1", "[a] host: should be text"),
        ("listen = true", "[a] listen: should be text"),
        ("cipher = 'rot13'", "[a] cipher: should be one of auto, none, aes-128-ecb"),
        ("cipher = 'aes128'", "Did you mean aes-128-ecb?"),
        ("cipher = 'des-cbc'\niv = 'x'", "[a] iv: des-cbc needs an IV of 8 characters"),
        ("rule = 'x'", "[a] rule: should be one of auto, sorted-query-key"),
        ("rule = 1", "[a] rule: should be the name of a rule, or { like ="),
        ("rule = { order = 'x' }", "[a] rule.order: 'x' is not known. It takes sorted, document."),
        ("keys = 'x'", "[a] keys: should be a list of references"),
        ("keys = [1]", "[a] keys: should be a list of references"),
        ("keys = ['env:A', 'SECRET']", "[a] keys: number 2 is no reference to a key"),
        ("severity = 'off'", "[a] severity: should be written like { unknown-field = "),
        ("severity = { X = 1 }", "[a] severity: should be written like"),
    ],
)
def test_a_mistake_names_file_profile_and_entry(text, words):
    with pytest.raises(ProfileError) as caught:
        read(text)
    assert "profiles.toml" in str(caught.value)
    assert words in str(caught.value)
    assert "SECRET" not in str(caught.value)


def test_what_is_no_section_is_refused():
    with pytest.raises(ProfileError, match=r"\[a\]: should be a section"):
        read_profile(FILE, "a", 1)


def test_what_is_as_it_would_be_anyway_is_left_out():
    assert write_profile(Profile("a")) == {}
    assert list(write_profile(Profile("a", "h", keys=("env:K",), severity={"x": "off"}))) == [
        "host",
        "keys",
        "severity",
    ]


@given(
    st.fixed_dictionaries(
        {},
        optional={
            **{entry: st.text(max_size=5) for entry in ("operation", "user_id", "hospital_id")},
            "host": st.from_regex(r"[^/\s]{0,5}", fullmatch=True),
            "path": st.text(max_size=5).map(lambda text: f"/{text}" if "\n" not in text else ""),
            "listen": st.integers(1, 65535).map(str),
            "cipher": st.sampled_from(("auto", *CIPHERS)),
            "sealing": st.just(Sealing("md5", padding="zero")),
            "rule": st.sampled_from(("auto", *RULES)),
            "keys": st.just(("env:A", "file:b")),
            "severity": st.just({"x": "off"}),
        },
    ),
    st.booleans(),
)
def test_what_is_written_is_read_as_it_was_meant(entries, own):
    rule = {"rule": "a", "own_rule": SignatureRule("a", digest="sm3")} if own else {}
    profile = Profile("a", **{**entries, **rule})
    written = write_profile(profile)
    assert read_profile(FILE, "a", written) == profile
    assert set(written) <= set(ENTRIES)
