"""A keyring for one test, and a key file that costs little to open."""

import keyring
import keyring.errors
import pytest
from keyring.backend import KeyringBackend

from hisight.profiles import key_file


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
    """One that is locked."""

    def get_password(self, service, username):
        raise keyring.errors.KeyringLocked("it is locked")

    def set_password(self, service, username, password):
        raise keyring.errors.PasswordSetError("it is read-only")


@pytest.fixture
def memory():
    before = keyring.get_keyring()
    keyring.set_keyring(made := Memory())
    yield made
    keyring.set_keyring(before)


@pytest.fixture
def broken_keyring(memory):
    keyring.set_keyring(Broken())


@pytest.fixture(autouse=True)
def _cheap_and_locked(monkeypatch):
    monkeypatch.setattr(key_file, "_COST", {"n": 16, "r": 1, "p": 1})
    monkeypatch.delenv(key_file.PASSPHRASE_VARIABLE, raising=False)
    yield
    key_file.lock()
    key_file.ask_with(None)
