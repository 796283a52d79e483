import pytest

from hisight import profiles
from hisight.profiles import Profile
from hisight.protocol import RULES, Key, SignatureRule
from hisight.wording import Words

SECRET = "0123456789ABCDEF"
OWN = RULES["sorted-query-key"]._replace(name="city", key_part="&key={key}")


def test_the_scheme_of_a_profile_has_its_keys_and_its_own_rule(monkeypatch):
    monkeypatch.setenv("CITY_KEY", f"{SECRET}\n")
    scheme = Profile("city", cipher="none", rule="city", keys=("env:CITY_KEY",), own_rule=OWN).scheme()
    assert (scheme.cipher, scheme.agreed_rule, [key.secret for key in scheme.keys]) == ("none", OWN, [SECRET.encode()])
    assert "env:CITY_KEY" in repr(scheme)
    assert SECRET not in repr(scheme)


def test_hisight_key_serves_where_no_profile_names_one(monkeypatch):
    assert Profile("x").scheme().keys == ()
    monkeypatch.setenv("HISIGHT_KEY", SECRET)
    assert Profile("x").scheme().keys == (Key("HISIGHT_KEY", SECRET.encode()),)
    assert profiles.given("").keys == (Key("HISIGHT_KEY", SECRET.encode()),)
    assert profiles.given("other", "none", "elements-keyless").keys == (Key("--key", b"other"),)


def test_another_set_of_keys_may_be_tried_with_it():
    key = Key("new", b"k")
    assert Profile("x", keys=("env:NOT_THERE",), own_rule=OWN).scheme_with((key,)).keys == (key,)


def test_an_error_names_file_profile_and_entry(tmp_path):
    error = profiles.wrong(Profile("a", file=tmp_path / "p.toml"), "host", Words("不对", "is wrong"))
    assert str(error) == f"{tmp_path / 'p.toml'}, [a] host: is wrong."


@pytest.mark.parametrize("entry", ["listen", "operation", "hospital_id", "own_rule"])
def test_what_it_matches_is_shown_to_those_who_compare_profiles(entry):
    other = Profile("x", **{entry: OWN if entry == "own_rule" else "9"})
    assert str(other) != str(Profile("x"))
    assert isinstance(OWN, SignatureRule)
