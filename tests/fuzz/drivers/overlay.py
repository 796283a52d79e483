"""A catalog overlay, as an engineer edits it."""

import tempfile
from contextlib import suppress
from pathlib import Path

from hisight.catalog import CatalogError, in_use

_FILES = ("functions/a.toml", "interface.toml", "code_tables.toml", "return_codes.toml")


def read(data: bytes) -> None:
    """Read `data` as one of the files of an overlay; its first byte says which."""
    with tempfile.TemporaryDirectory() as folder, suppress(CatalogError):
        file = Path(folder) / _FILES[data[0] % len(_FILES) if data else 0]
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(data[1:])
        in_use(Path(folder))
