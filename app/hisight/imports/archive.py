"""A ZIP, which anybody may have made: nothing of it is unpacked to disk, and nothing larger than it may be."""

import hashlib
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Self

from hisight.imports.errors import UnreadableFileError
from hisight.wording import NOTHING, Words

MOST_MEMBERS = 1_000_000
MOST_BYTES = 1 << 30
"""Of one file in it, unpacked; a body that the proxy takes is smaller."""

_PIECE = 1 << 20
_SUSPICIOUS = 1 << 26  # a smaller file is no bomb, however well it packs
_MOST_TIMES = 200  # XML packs 8:1, and a list of one department 100 times over perhaps 100:1
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)


class Archive:
    """A ZIP that is read member by member. Raises UnreadableFileError at once when it is none, or is meant to do harm."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._zip = zipfile.ZipFile(path)
        except (*_DAMAGE, OSError) as error:
            raise self.unreadable(Words(f"不是完整的 ZIP（{error}）", f"it is no whole ZIP ({error})")) from None
        try:
            self._members = dict(self._safe(self._zip.infolist()))
            self.names = frozenset(self._members)
            """The files in it, with `/` between folders."""
        except BaseException:
            self._zip.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()

    def read(self, name: str, most: int = MOST_BYTES) -> bytes:
        """The file called `name`, which must be there. Raises UnreadableFileError when it is damaged or longer than `most`."""
        return b"".join(self._pieces(name, most))

    def digest(self, name: str) -> str:
        """SHA-256 in hex of the file called `name`, without holding it."""
        digest = hashlib.sha256()
        for piece in self._pieces(name, MOST_BYTES):
            digest.update(piece)
        return digest.hexdigest()

    def unreadable(self, why: Words, remedy: Words = NOTHING) -> UnreadableFileError:
        """The error that this file cannot be read, and why."""
        name = self._path.name
        return UnreadableFileError(Words(f"{name} 无法读取：{why.zh}。", f"{name} cannot be read: {why.en}."), remedy)

    def _pieces(self, name: str, most: int) -> Iterator[bytes]:
        length = 0
        try:
            with self._zip.open(self._members[name]) as member:
                while piece := member.read(_PIECE):
                    length += len(piece)
                    if length > most:  # whatever its head says
                        raise self.unreadable(
                            Words(f"其中的 {_shown(name)} 太大", f"{_shown(name)} in it is too large")
                        )
                    yield piece
        except (*_DAMAGE, OSError) as error:
            raise self.unreadable(
                Words(f"其中的 {_shown(name)} 已损坏（{error}）", f"{_shown(name)} in it is damaged ({error})")
            ) from None

    def _safe(self, members: list[zipfile.ZipInfo]) -> Iterator[tuple[str, zipfile.ZipInfo]]:
        """The files among `members` by name. Raises UnreadableFileError when a name, a size or a second file of a name is a trick."""
        if len(members) > MOST_MEMBERS:
            raise self.unreadable(Words("文件太多", "it has too many files"))
        packed = sum(info.compress_size for info in members)
        if packed > self._path.stat().st_size:
            raise self.unreadable(Words("其中的文件互相重叠", "the files in it overlap"))
        seen: set[str] = set()
        for info in members:
            name = info.filename.replace("\\", "/")  # as old Fiddlers write it
            if name in seen:
                raise self.unreadable(Words(f"{_shown(name)} 有两份", f"it has {_shown(name)} twice"))
            seen.add(name)
            if not name or name.startswith("/") or ":" in name or ".." in PurePosixPath(name).parts:
                raise self.unreadable(
                    Words(f"文件名 {_shown(name)} 指向外面", f"the name {_shown(name)} points outside")
                )
            if info.file_size > _SUSPICIOUS and info.file_size > _MOST_TIMES * max(1, info.compress_size):
                raise self.unreadable(
                    Words(
                        f"{_shown(name)} 解压后过大，像压缩炸弹", f"{_shown(name)} unpacks to far too much, like a bomb"
                    )
                )
            if not name.endswith("/"):
                yield name, info


def _shown(name: str) -> str:
    """`name` so that it can stand in a line."""
    return repr(name if len(name) <= 80 else f"{name[:80]}…")
