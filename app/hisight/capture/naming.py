"""What a new session file is called."""

import itertools
from datetime import datetime
from pathlib import Path

from hisight.capture.errors import SessionError
from hisight.wording import Words


def new_file(folder: Path) -> Path:
    """A path in `folder`, made when it is missing, for a new session: named by the time, and not taken."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SessionError(
            Words(
                f"无法建立文件夹 {folder}：{error.strerror}。", f"the folder {folder} cannot be made: {error.strerror}."
            )
        ) from None
    name = f"{datetime.now():%Y-%m-%d-%H%M%S}"
    numbers = itertools.chain([""], (f"-{number}" for number in itertools.count(2)))
    return next(path for number in numbers if not (path := folder / f"{name}{number}.hisight").exists())
