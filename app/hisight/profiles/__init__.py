"""Profiles: how each peer encodes and signs, and where its keys are kept.

Profiles are TOML in the data folder (`profiles.toml`). A key never stands in one: it is named by reference, `env:NAME` for an
environment variable, `keyring:NAME` for the system's keyring, `file:NAME` for the encrypted file beside `profiles.toml`. The
variable HISIGHT_KEY serves where no profile names a key.
"""

from hisight.profiles.choosing import Traits, choose, named, ready
from hisight.profiles.errors import LockedError, ProfileError
from hisight.profiles.file import load
from hisight.profiles.keys import KEY_VARIABLE, environment_keys, fetch_key, keep_in_file, keep_in_keyring
from hisight.profiles.profile import Profile, given, own_file, wrong

__all__ = [
    "KEY_VARIABLE",
    "LockedError",
    "Profile",
    "ProfileError",
    "Traits",
    "choose",
    "environment_keys",
    "fetch_key",
    "given",
    "keep_in_file",
    "keep_in_keyring",
    "load",
    "named",
    "own_file",
    "ready",
    "wrong",
]
