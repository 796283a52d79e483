"""Which decoder this is: a digest that changes whenever something changes by which a call would be read otherwise.

A version number does not tell two commits apart, and summaries that an older decoder made would never be made anew.
"""

import hashlib
from functools import cache
from pathlib import Path

from hisight import paths

PARTS = ("calls.py", "catalog", "checks", "explain", "profiles", "protocol", "reading", "wording.py")
"""What makes a reading of an exchange, in the package."""


@cache
def fingerprint() -> str:
    """That of the code that runs and of the catalog that it brings: 16 hex digits, made once in a few milliseconds."""
    return of(Path(__file__).parents[1], paths.resources() / "catalog")


def of(package: Path, catalog: Path) -> str:
    """That of the sources below `package`, and of the files of the `catalog`."""
    files = [
        file
        for part in (*(package / name for name in PARTS), catalog)
        for file in (sorted(part.rglob("*.*")) if part.is_dir() else [part])
        if file.suffix in (".py", ".toml")
    ]
    digest = hashlib.sha256()
    for file in files:
        digest.update(f"\n{file.name}\n".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]
