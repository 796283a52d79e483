import keyring
import keyring.errors
import pytest
from hypothesis import given
from hypothesis import strategies as st
from keyring.backend import KeyringBackend

from hisight import paths, profiles
from hisight.profiles import Profile, ProfileError
from hisight.protocol import Key

FILE = """
[city-test]
host = "his.example:8080"
path = "/his"
user_id = "0001"
cipher = "aes-128-ecb"
rule = "sorted-query-key"
keys = ["env:CITY_KEY", "keyring:city-old"]

[any]
"""


class Memory(KeyringBackend):
    """A keyring that keeps what it is given for one test."""

    priority = 1  # type: ignore[assignment]

    def __init__(self) -> None:
        self.kept = {}

    def get_password(self, service, username):
        return self.kept.get((service, username))

    def set_password(self, service, username, password):
        self.kept[service, username] = password


class Broken(Memory):
    def get_password(self, service, username):
        raise keyring.errors.KeyringLocked("it is locked")

    def set_password(self, service, username, password):
        raise keyring.errors.PasswordSetError("it is read-only")


@pytest.fixture
def keyring_of(monkeypatch):
    before = keyring.get_keyring()
    yield keyring.set_keyring
    keyring.set_keyring(before)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "profiles.toml"
    path.write_text(FILE, "utf-8")
    return path


def test_profiles_are_read_in_order(file):
    city, other = profiles.load(file)
    assert city == Profile(
        "city-test",
        "his.example:8080",
        "/his",
        "0001",
        "aes-128-ecb",
        "sorted-query-key",
        ("env:CITY_KEY", "keyring:city-old"),
    )
    assert other == Profile("any")


def test_severities_are_kept_as_written_and_the_profile_knows_its_file(tmp_path):
    path = tmp_path / "profiles.toml"
    path.write_text('[a]\nseverity = { unknown-field = "note", FLD010 = "off" }', "utf-8")
    (profile,) = profiles.load(path)
    assert (profile.severity, profile.file) == ({"unknown-field": "note", "FLD010": "off"}, path)


def test_the_users_own_file_is_read_and_need_not_exist():
    assert profiles.load() == ()
    (paths.user_data() / "profiles.toml").write_text("[mine]", "utf-8")
    assert profiles.load() == (Profile("mine"),)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[a", "cannot be read"),
        ("a = 1", "should be a section [name]"),
        ("[a]\nhots = 'x'", "[a] hots: there is no such entry"),
        ("[a]\nhost = 1", "[a] host: should be text"),
        ("[a]\ncipher = 'rot13'", "[a] cipher: should be one of auto, none, aes-128-ecb"),
        ("[a]\nrule = 'x'", "[a] rule: should be one of auto, sorted-query-key"),
        ("[a]\nkeys = 'x'", "[a] keys: should be a list of references"),
        ("[a]\nseverity = 'off'", "[a] severity: should be written like { unknown-field = "),
        ("[a]\nseverity = { X = 1 }", "[a] severity: should be written like"),
        ("[a]\nkeys = [1]", "[a] keys: should be a list of references"),
    ],
)
def test_a_mistake_names_file_profile_and_entry(tmp_path, text, words):
    path = tmp_path / "profiles.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(ProfileError) as caught:
        profiles.load(path)
    assert "profiles.toml" in str(caught.value)
    assert words in str(caught.value)


@given(st.binary(max_size=60))
def test_any_file_gives_profiles_or_a_profile_error(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("profiles") / "profiles.toml"
    path.write_bytes(data)
    try:
        profiles.load(path)
    except ProfileError as error:
        assert str(error)  # noqa: PT017 - one or the other may happen


def test_a_profile_is_chosen_by_host_path_and_user(file):
    known = profiles.load(file)
    assert profiles.choose(known, "his.example:8080", "/his/ws", "0001").name == "city-test"
    assert profiles.choose(known, "his.example:8080", "/his/ws", "0002").name == "any"
    assert profiles.choose(known, "his.example:8080", "/other", "0001").name == "any"
    assert profiles.choose(known, "other", "/his", "0001").name == "any"
    assert profiles.choose((Profile("h", "his.example"),), "his.example:81", "/", "").name == "h"
    assert profiles.choose((Profile("h", "his.example"),), "x", "/", "") is None


def test_a_profile_is_found_by_name_or_the_names_are_told(file):
    known = profiles.load(file)
    assert profiles.named("any", known) is known[1]
    with pytest.raises(ProfileError, match="city-test"):
        profiles.named("nobody", known)
    with pytest.raises(ProfileError, match=r"Write one in .*profiles\.toml"):
        profiles.named("nobody", ())


def test_keys_come_from_variables_and_the_keyring(monkeypatch, keyring_of):
    keyring_of(Memory())
    monkeypatch.setenv("CITY_KEY", "0123456789ABCDEF\n")
    assert profiles.save_key("city-old", " FEDCBA9876543210 ") == "keyring:city-old"
    scheme = Profile("x", keys=("env:CITY_KEY", "keyring:city-old")).scheme()
    assert [key.secret for key in scheme.keys] == [b"0123456789ABCDEF", b"FEDCBA9876543210"]


def test_hisight_key_serves_where_no_profile_names_one(monkeypatch):
    assert Profile("x").scheme().keys == ()
    monkeypatch.setenv("HISIGHT_KEY", "0123456789ABCDEF")
    assert Profile("x").scheme().keys == (Key("HISIGHT_KEY", b"0123456789ABCDEF"),)
    assert profiles.given("").keys == (Key("HISIGHT_KEY", b"0123456789ABCDEF"),)
    assert profiles.given("other", "none", "elements-keyless").keys == (Key("--key", b"other"),)


@pytest.mark.parametrize(
    ("reference", "words"),
    [
        ("env:NOT_THERE", "missing or empty"),
        ("keyring:none", "missing or empty"),
        ("0123456789ABCDEF", "is not understood"),
    ],
)
def test_a_key_that_cannot_be_had_says_why(keyring_of, reference, words):
    keyring_of(Memory())
    with pytest.raises(ProfileError, match=words):
        profiles.fetch_key(reference)


def test_a_keyring_that_is_locked_or_read_only_says_so(keyring_of):
    keyring_of(Broken())
    with pytest.raises(ProfileError, match="it is locked"):
        profiles.fetch_key("keyring:any")
    with pytest.raises(ProfileError, match="it is read-only"):
        profiles.save_key("any", "secret")


@pytest.mark.parametrize(
    "text", ["a = " + "[" * 5000, "[a]\nb = " + "9" * 5000, "[" + ".".join("a" * 500) + "]\na = {}\na.b = 1"]
)
def test_a_file_that_the_reader_of_toml_chokes_on_is_refused_too(tmp_path, text):
    path = tmp_path / "x.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(ProfileError, match=r"x\.toml"):
        profiles.load(path)
