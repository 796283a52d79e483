"""A ZIP file that is there whole or not at all."""

import hashlib
import os
import time
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from hisight.errors import HisightError
from hisight.wording import Words


def require_free(file: Path, *, overwrite: bool, source: Path | None = None) -> None:
    """Raise HisightError when `file` cannot be written, exists and may not be overwritten, or is the session `source`."""
    if not file.parent.is_dir():
        raise HisightError(Words(f"没有文件夹 {file.parent}。", f"there is no folder {file.parent}."))
    if file.is_dir():
        raise HisightError(Words(f"{file} 是文件夹。", f"{file} is a folder."))
    if source is not None and file.exists() and file.samefile(source):
        raise HisightError(
            Words(f"{file} 就是会话文件，不能覆盖。", f"{file} is the session itself."),
            Words("请换一个文件名，如 evidence.zip。", "Choose another name, e.g. evidence.zip."),
        )
    if file.exists() and not overwrite:
        raise HisightError(
            Words(f"{file} 已存在。", f"{file} exists."),
            Words("请换一个文件名，或用 --force 覆盖。", "Choose another name, or overwrite it with --force."),
        )


class Archive:
    """A ZIP that is being written, under another name until it is whole; after an error nothing of it is left.

    An OSError from within `with` becomes a HisightError: it is the disk's.
    """

    def __init__(self, file: Path) -> None:
        self.digests: dict[str, str] = {}
        """SHA-256 in hex of every member so far, by its name."""
        self._file = file
        self._temporary = file.with_name(f".{file.name}.{os.getpid()}.part")
        self._zip: zipfile.ZipFile | None = None

    def __enter__(self) -> Self:
        with self._explained():
            self._zip = zipfile.ZipFile(self._temporary, "x", zipfile.ZIP_DEFLATED)
        return self

    def add(self, member: str, *pieces: bytes | Iterable[bytes]) -> None:
        """Write one member, whose bytes are `pieces`, or come from them. Raises HisightError when the disk will not take it."""
        assert self._zip is not None
        digest = hashlib.sha256()
        info = zipfile.ZipInfo(member, time.localtime()[:6])
        info.compress_type = zipfile.ZIP_DEFLATED
        with self._explained(), self._zip.open(info, "w", force_zip64=True) as writing:
            for piece in pieces:
                for part in (piece,) if isinstance(piece, bytes) else piece:
                    digest.update(part)
                    writing.write(part)
        self.digests[member] = digest.hexdigest()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._zip is not None
        try:
            with self._explained():
                self._zip.close()
                if isinstance(error, OSError):
                    raise error
                if error is None:
                    self._temporary.replace(self._file)
        finally:
            self._temporary.unlink(missing_ok=True)

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            file, reason = self._file, error.strerror or str(error)
            raise HisightError(Words(f"无法写入 {file}：{reason}。", f"{file} cannot be written: {reason}.")) from None


def write(file: Path, members: Mapping[str, bytes]) -> None:
    """Write `members` by name into the ZIP `file`, under another name until it is whole. Raises HisightError."""
    with Archive(file) as archive:
        for member, data in members.items():
            archive.add(member, data)
