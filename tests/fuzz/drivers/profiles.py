"""`profiles.toml`, as an engineer edits it, and what is made of it."""

import tempfile
from contextlib import suppress
from pathlib import Path

from hisight import profiles
from hisight.profiles import ProfileError
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
            profiles.choose([profile], "his.example:8080", "/his", "0001")
