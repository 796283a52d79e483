"""A file, a ZIP or a folder that is written piece by piece, and is there whole or not at all."""

import os
import shutil
import zipfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from hisight.errors import HisightError
from hisight.wording import Words

Add = Callable[[str, bytes], object]
"""Takes the next piece: the name of the file that it belongs to, and its bytes."""
Writing = Callable[[Path], AbstractContextManager[Add]]
"""Begins to write at a path."""


@contextmanager
def one_file(file: Path) -> Iterator[Add]:
    """A `file` that every piece belongs to, whatever name it gives. Raises HisightError."""
    with _under_another_name(file) as temporary, temporary.open("xb") as out:
        yield lambda _name, data: out.write(data)


@contextmanager
def archive(file: Path) -> Iterator[Add]:
    """A ZIP at `file` in which each piece is a file. Raises HisightError."""
    with _under_another_name(file) as temporary, zipfile.ZipFile(temporary, "x", zipfile.ZIP_DEFLATED) as out:
        yield out.writestr


@contextmanager
def folder(path: Path) -> Iterator[Add]:
    """A new folder at `path` in which each piece is a file. Raises HisightError."""
    with _under_another_name(path) as temporary:
        temporary.mkdir()
        yield lambda name, data: (temporary / name).write_bytes(data)


@contextmanager
def _under_another_name(file: Path) -> Iterator[Path]:
    """A name beside `file` for what is being written. It takes the name of `file` in the end; after an error nothing is left."""
    temporary = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        yield temporary
        temporary.replace(file)
    except OSError as error:
        reason = error.strerror or str(error)
        raise HisightError(Words(f"无法写入 {file}：{reason}。", f"{file} cannot be written: {reason}.")) from None
    finally:
        if temporary.is_dir():
            shutil.rmtree(temporary, ignore_errors=True)
        else:
            temporary.unlink(missing_ok=True)
