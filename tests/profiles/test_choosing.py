import pytest

from hisight import profiles
from hisight.profiles import Profile, ProfileError, Traits
from hisight.protocol import Scheme

CITY = Profile("city", "his.example:8080", "/his", "0001")
KNOWN = (CITY, Profile("any"))
CALL = Traits("his.example:8080", "/his/ws", "0001", "PubService", "127.0.0.1:9000")


@pytest.mark.parametrize(
    ("traits", "name"),
    [
        (CALL, "city"),
        (Traits("his.example:8080", "/his/ws", "0002"), "any"),
        (Traits("his.example:8080", "/other", "0001"), "any"),
        (Traits("other", "/his", "0001"), "any"),
        (Traits(), "any"),
    ],
)
def test_a_profile_is_chosen_by_host_path_and_user(traits, name):
    assert profiles.choose(KNOWN, traits).name == name


@pytest.mark.parametrize(
    ("profile", "fits"),
    [
        (Profile("h", "his.example"), True),
        (Profile("h", "example"), False),
        (Profile("o", operation="PubService"), True),
        (Profile("o", operation="NetTest"), False),
        (Profile("l", listen="9000"), True),
        (Profile("l", listen="127.0.0.1:9000"), True),
        (Profile("l", listen="900"), False),
        (Profile("l", listen="10.0.0.1:9000"), False),
    ],
)
def test_every_match_must_fit(profile, fits):
    assert (profiles.choose([profile], CALL) is profile) is fits


@pytest.mark.parametrize("match", ["host", "user_id", "operation", "listen", "hospital_id"])
def test_what_a_call_does_not_tell_fits_no_profile_that_asks_for_it(match):
    assert profiles.choose([Profile("x", **{match: "1"})], Traits()) is None


def test_a_hospital_is_found_by_opening_the_payload_with_each_profile_in_turn():
    tried = []

    def hospital_id(scheme):
        tried.append(scheme)
        return {"des": "H1", "none": "H2"}.get(scheme.cipher, "")

    known = [
        Profile("by host", host="other", hospital_id="H1", cipher="des"),
        Profile("wrong key", hospital_id="H1", cipher="aes"),
        Profile("second", hospital_id="H2", cipher="none"),
        Profile("rest"),
    ]
    scheme_of = lambda profile: Scheme(profile.cipher)  # noqa: E731
    assert profiles.choose(known, Traits(hospital_id=hospital_id), scheme_of).name == "second"
    assert [scheme.cipher for scheme in tried] == ["aes", "none"]  # what does not fit otherwise is not opened
    assert profiles.choose([known[0], known[1], known[3]], Traits(hospital_id=hospital_id), scheme_of).name == "rest"


def test_a_profile_is_found_by_name_or_the_names_are_told():
    assert profiles.named("any", KNOWN) is KNOWN[1]
    with pytest.raises(ProfileError, match="There are: city, any"):
        profiles.named("nobody", KNOWN)
    with pytest.raises(ProfileError, match=r"Write one in .*profiles\.toml"):
        profiles.named("nobody", ())
