import json
import os
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hisight.profiles import LockedError, ProfileError, key_file


@pytest.fixture
def filled():
    key_file.unlock("open sesame")
    key_file.keep("city", "0123456789ABCDEF")
    key_file.lock()


def test_a_key_comes_back_with_the_passphrase_and_only_with_it(filled):
    assert key_file.is_locked()
    with pytest.raises(LockedError, match=r"is locked\. Set the variable HISIGHT_PASSPHRASE"):
        key_file.fetch("city")
    with pytest.raises(LockedError, match="the passphrase does not open the key file"):
        key_file.unlock("open barley")
    assert key_file.passphrase() is None
    key_file.unlock("open sesame")
    assert (key_file.fetch("city"), key_file.fetch("other"), key_file.names()) == ("0123456789ABCDEF", None, ("city",))


def test_the_passphrase_may_stand_in_a_variable(filled, monkeypatch):
    monkeypatch.setenv(key_file.PASSPHRASE_VARIABLE, "open sesame")
    assert not key_file.is_locked()
    assert key_file.fetch("city") == "0123456789ABCDEF"
    monkeypatch.setenv(key_file.PASSPHRASE_VARIABLE, "wrong")
    with pytest.raises(LockedError, match="the passphrase does not open"):
        key_file.fetch("city")


def test_it_is_asked_for_once_in_a_run_and_again_when_it_was_wrong(filled):
    answers = iter(["wrong", "open sesame"])
    key_file.ask_with(lambda: next(answers))
    with pytest.raises(LockedError, match="does not open"):
        key_file.fetch("city")
    assert key_file.fetch("city") == key_file.fetch("city") == "0123456789ABCDEF"


def test_a_look_beforehand_refuses_a_wrong_passphrase_and_lets_an_unknown_one_be(filled, monkeypatch):
    key_file.check()
    key_file.ask_with(lambda: None)
    key_file.check()
    key_file.ask_with(lambda: "wrong")
    with pytest.raises(LockedError, match="does not open"):
        key_file.check()
    monkeypatch.setenv(key_file.PASSPHRASE_VARIABLE, "open sesame")
    key_file.check()


def test_nobody_answers_nothing_opens(filled):
    key_file.ask_with(lambda: None)
    with pytest.raises(LockedError, match="is locked"):
        key_file.fetch("city")


def test_without_a_file_nothing_is_asked_and_a_new_one_takes_the_passphrase_of_the_run():
    assert not key_file.is_locked()
    assert (key_file.fetch("city"), key_file.names()) == (None, ())
    with pytest.raises(LockedError):
        key_file.keep("city", "x")
    assert not key_file.path().exists()


def test_neither_key_nor_passphrase_stands_in_the_file_and_nobody_else_may_read_it(filled):
    content = key_file.path().read_bytes()
    assert not any(
        word in content for word in (b"0123456789ABCDEF", b"sesame", b"city", b"0123456789ABCDEF".hex().encode())
    )
    if sys.platform != "win32":
        assert key_file.path().stat().st_mode & 0o777 == 0o600


def test_a_second_key_joins_the_first_under_a_new_salt(filled):
    before = json.loads(key_file.path().read_bytes())
    key_file.unlock("open sesame")
    key_file.keep("old", "x")
    after = json.loads(key_file.path().read_bytes())
    assert key_file.names() == ("city", "old")
    assert before["salt"] != after["salt"]
    assert before["nonce"] != after["nonce"]


def test_a_passphrase_is_the_same_however_its_accents_were_typed():
    key_file.unlock("caf\u00e9")
    key_file.keep("a", "x")
    key_file.lock()
    key_file.unlock("cafe\u0301")
    assert key_file.fetch("a") == "x"


def test_the_file_is_as_before_when_it_cannot_be_written(filled, monkeypatch):
    before = key_file.path().read_bytes()
    key_file.unlock("open sesame")

    def refuse(*_):
        raise OSError("disk full")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(ProfileError, match="cannot be written: disk full"):
        key_file.keep("b", "y")
    assert key_file.path().read_bytes() == before


def test_a_file_that_cannot_be_read_says_so():
    key_file.path().mkdir()
    with pytest.raises(ProfileError, match=r"keys\.sealed cannot be read"):
        key_file.unlock("x")


@pytest.mark.parametrize(
    "change",
    [
        {"n": 2**40},
        {"n": 17},
        {"p": 0},
        {"r": "8"},
        {"format": "other"},
        {"salt": "zz"},
        {"nonce": ""},
        {"sealed": None},
    ],
)
def test_a_file_that_is_damaged_or_asks_for_all_memory_is_refused(filled, change):
    said = json.loads(key_file.path().read_bytes())
    key_file.path().write_text(json.dumps(said | change))
    with pytest.raises(ProfileError, match="cannot be read"):
        key_file.unlock("open sesame")


NESTED = st.recursive(
    st.none() | st.text(max_size=5) | st.integers(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["format", "n", "salt", "x"]), inner, max_size=3)
    ),
)


@given(st.binary(max_size=80) | NESTED.map(lambda value: json.dumps(value).encode()))
def test_any_content_is_refused_in_one_line(tmp_path_factory, content):
    with pytest.MonkeyPatch.context() as patched:
        file = tmp_path_factory.mktemp("keys") / "keys.sealed"
        patched.setattr(key_file, "path", lambda: file)
        file.write_bytes(content)
        with pytest.raises(ProfileError, match="cannot be read"):
            key_file.unlock("x")
