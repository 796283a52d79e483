import keyring
import keyring.errors
import pytest

from hisight import profiles
from hisight.profiles import Profile, ProfileError, key_file
from hisight.profiles.keys import is_reference


def test_keys_come_from_variables_the_keyring_and_the_encrypted_file(monkeypatch, memory):
    monkeypatch.setenv("CITY_KEY", "0123456789ABCDEF\n")
    key_file.unlock("open sesame")
    assert profiles.keep_in_keyring("city-old", " FEDCBA9876543210 ") == "keyring:city-old"
    assert profiles.keep_in_file("city-test", " test-key ") == "file:city-test"
    keys = Profile("x", keys=("env:CITY_KEY", "keyring:city-old", "file:city-test")).scheme().keys
    assert [key.secret for key in keys] == [b"0123456789ABCDEF", b"FEDCBA9876543210", b"test-key"]
    assert [key.label for key in keys] == ["env:CITY_KEY", "keyring:city-old", "file:city-test"]


@pytest.mark.parametrize(
    ("reference", "words"),
    [
        ("env:NOT_THERE", "env:NOT_THERE is missing or empty"),
        ("keyring:none", "missing or empty"),
        ("file:none", "missing or empty"),
        ("0123456789ABCDEF", "is not understood"),
        ("env:", "is not understood"),
    ],
)
def test_a_key_that_cannot_be_had_says_why(memory, reference, words):
    with pytest.raises(ProfileError, match=words):
        profiles.fetch_key(reference)


def test_a_key_that_somebody_wrote_in_place_of_its_name_is_not_repeated():
    with pytest.raises(ProfileError) as caught:
        profiles.fetch_key("0123456789ABCDEF")
    assert "0123456789ABCDEF" not in str(caught.value)
    assert "0123456789ABCDEF" not in repr(caught.value)


def test_a_keyring_that_is_locked_or_read_only_says_so_and_what_works_without_one(broken_keyring):
    with pytest.raises(ProfileError, match=r"it is locked\. The encrypted file"):
        profiles.fetch_key("keyring:any")
    with pytest.raises(ProfileError, match=r"it is read-only\. The encrypted key file"):
        profiles.keep_in_keyring("any", "secret")


def test_a_machine_without_a_keyring_is_told_what_works_without_one(memory, monkeypatch):
    def refuse(*_):
        raise keyring.errors.NoKeyringError("Install one of many packages.")

    monkeypatch.setattr(keyring, "get_password", refuse)
    with pytest.raises(ProfileError, match=r"cannot be read: this machine has none\. The encrypted file"):
        profiles.fetch_key("keyring:any")


def test_the_variable_for_all_is_taken_without_its_line_end(monkeypatch):
    assert profiles.environment_keys() == ()
    monkeypatch.setenv(profiles.KEY_VARIABLE, " k\n")
    (key,) = profiles.environment_keys()
    assert (key.label, key.secret) == (profiles.KEY_VARIABLE, b"k")


def test_a_reference_is_told_from_a_key():
    assert all(map(is_reference, ("env:A", "keyring:a b", "file:市一院")))
    assert not any(map(is_reference, ("A", "env:", "disk:a", "2098D32C4D1399EC", "")))
