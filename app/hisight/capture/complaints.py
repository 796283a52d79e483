"""What SQLite complains about, in words of ours."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hisight.capture import bodies
from hisight.capture.errors import SessionError, TooLargeError
from hisight.wording import Words

_ANOTHER = Words("请另选一个会话文件。", "Choose another session file.")
_FOLDER = Words("请检查文件夹是否存在、是否可写。", "See that its folder exists and can be written.")
_COMPLAINTS = {
    "not a database": (Words("不是 HISight 会话", "it is not a HISight session"), _ANOTHER),
    "malformed": (Words("文件已损坏", "it is damaged"), _ANOTHER),
    "locked": (
        Words("文件被占用", "it is locked"),
        Words("另一个程序占用着它，请先关闭那个程序。", "Another program holds it; close that one first."),
    ),
    "readonly": (Words("文件是只读的", "it is read-only"), _FOLDER),
    "unable to open": (Words("文件打不开", "it cannot be opened"), _FOLDER),
    "disk is full": (Words("磁盘已满", "the disk is full"), Words("请腾出空间。", "Make room on it.")),
}
"""What SQLite may complain about: a part of its words, then ours, and the remedy."""


def told(complaint: str) -> tuple[Words, Words]:
    """What SQLite complains about, and what to do."""
    known = (told for part, told in _COMPLAINTS.items() if part in complaint)
    return next(known, (Words(complaint, complaint), _ANOTHER))


_DAMAGED = (bodies.DamagedBodyError, UnicodeDecodeError)  # sqlite3 quotes a damaged table in its own complaint


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn SQLite's complaints about the file at `path` into a SessionError."""
    try:
        yield
    except (sqlite3.DataError, OverflowError) as error:
        raise TooLargeError(Words(f"调用太大，无法写入 {path}。", f"a call is too large for {path}.")) from error
    except (sqlite3.Error, *_DAMAGED) as error:
        reason, remedy = told("malformed" if isinstance(error, _DAMAGED) else str(error))
        raise SessionError(
            Words(f"会话文件 {path} 无法使用：{reason.zh}。", f"the session file {path} cannot be used: {reason.en}."),
            remedy,
        ) from error
