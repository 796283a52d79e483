"""A ZIP file that is there whole or not at all."""

import os
import zipfile
from collections.abc import Mapping
from pathlib import Path

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


def write(file: Path, members: Mapping[str, bytes]) -> None:
    """Write `members` by name into the ZIP `file`, under another name until it is whole. Raises HisightError."""
    temporary = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        with zipfile.ZipFile(temporary, "x", zipfile.ZIP_DEFLATED) as archive:
            for member, data in members.items():
                archive.writestr(member, data)
        temporary.replace(file)
    except OSError as error:
        reason = error.strerror or str(error)
        raise HisightError(Words(f"无法写入 {file}：{reason}。", f"{file} cannot be written: {reason}.")) from None
    finally:
        temporary.unlink(missing_ok=True)
