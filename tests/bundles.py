"""Bundles of the mock peers' calls, and bundles that somebody has tampered with."""

import json
import zipfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.gui.recorded import READER, exchanges

from hisight.capture import Session
from hisight.export import export_calls

Change = Callable[[dict[str, bytes]], None]
"""Changes the files of a bundle, by name, in place."""


@cache
def bundle(**options: Any) -> bytes:
    """A bundle of one round of the script, or of its `ids`, as it leaves; `options` are those of `export_calls`."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "out.hisight.zip"
        with Session.open(Path(folder) / "recorded.hisight", create=True) as session:
            numbers = session.append(exchanges())
            session.mark(3, 2, "see the department names")
            export_calls(session, options.pop("ids", numbers), READER, file, language="en", **options)
        return file.read_bytes()


def written(folder: Path, change: Change | None = None, **options: Any) -> Path:
    """A bundle in `folder`, after `change`."""
    file = folder / "evidence.hisight.zip"
    file.write_bytes(bundle(**options))
    if change:
        with zipfile.ZipFile(file) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
        change(members)
        pack(file, members)
    return file


def pack(file: Path, members: Mapping[str, bytes]) -> None:
    """Write `members` as a ZIP."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)


def manifest_with(change: Callable[[dict[str, Any]], None]) -> Change:
    """What changes the manifest as `change` does."""

    def changed(members: dict[str, bytes]) -> None:
        told = json.loads(members["manifest.json"])
        change(told)
        members["manifest.json"] = json.dumps(told, ensure_ascii=False).encode()

    return changed
