"""A file or a folder that is there whole or not at all."""

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from hisight.errors import HisightError
from hisight.wording import Words


def write_file(file: Path, data: bytes) -> None:
    """Write `data` into `file`, under another name until it is whole. Raises HisightError."""
    with _under_another_name(file) as temporary:
        temporary.write_bytes(data)


def write_folder(folder: Path, members: Mapping[str, bytes]) -> None:
    """Write `members` by name into the new `folder`, which has another name until it is whole. Raises HisightError."""
    with _under_another_name(folder) as temporary:
        temporary.mkdir()
        for member, data in members.items():
            (temporary / member).write_bytes(data)


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
