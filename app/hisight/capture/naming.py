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
    return _not_taken(folder / f"{datetime.now():%Y-%m-%d-%H%M%S}.hisight")


def beside(session: Path) -> Path:
    """A path beside `session`, not taken, for calls that cannot be written into it."""
    return _not_taken(session.with_name(f"{session.stem}-saved.hisight"))


def _not_taken(wanted: Path) -> Path:
    numbers = itertools.chain([""], (f"-{number}" for number in itertools.count(2)))
    return next(path for number in numbers if not (path := wanted.with_stem(wanted.stem + number)).exists())
