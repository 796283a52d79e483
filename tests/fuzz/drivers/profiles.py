"""`profiles.toml`, as an engineer edits it, and what is made of it."""

import tempfile
from contextlib import suppress
from pathlib import Path

from hisight import profiles
from hisight.profiles import ProfileError, Traits
from hisight.protocol import Scheme
from hisight.reading.leniency import leniency_of


def read(data: bytes) -> None:
    """Read `data` as the file."""
    with tempfile.TemporaryDirectory() as folder, suppress(ProfileError):
        file = Path(folder) / "profiles.toml"
        file.write_bytes(data)
        for profile in profiles.load(file):
            assert profile.name is not None
            with suppress(ProfileError):
                leniency_of(profile)
            profiles.choose([profile], Traits(host="his.example:8080", path="/his", user_id="0001"), lambda _: Scheme())
