"""Another session of ours (`*.hisight`): its calls, to be merged into this one."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from hisight.capture import Exchange, SessionError, complaints, exchange_table, schema
from hisight.imports.errors import UnreadableFileError
from hisight.imports.format import BEGINNING, Losses
from hisight.wording import Words

NAME = Words("HISight 会话", "HISight session")

_MAGIC = b"SQLite format 3\0"
_APPLICATION = slice(68, 72)  # where SQLite keeps the number of the program whose file it is
_AT_ONCE = 100
_ENDING = ".hisight"
_MARKS = Words("颜色标记和备注不随调用合并。", "Colours and comments are not merged with their calls.")


def recognises(beginning: bytes, path: Path) -> bool:  # noqa: ARG001 - its bytes tell
    """True for an SQLite file of ours."""
    return beginning.startswith(_MAGIC) and beginning[_APPLICATION] == schema.APPLICATION_ID.to_bytes(4, "big")


def may_be_session(path: Path) -> bool:
    """True for a session, and for what can only be opened as one, to hear why it cannot: a file that is called one, or is none."""
    try:
        with path.open("rb") as file:
            return path.suffix.lower() == _ENDING or recognises(file.read(BEGINNING), path)
    except OSError:
        return True


def exchanges(path: Path, lost: Losses) -> Iterator[Exchange]:
    """The calls of the session, which is not changed; a damaged one comes without its bytes, and its error says so.

    What triggers or views somebody put into it are not run. Raises HisightError.
    """
    try:
        with complaints.explained(path), closing(_read_only(path)) as connection:
            if not schema.is_current(connection):
                raise UnreadableFileError(
                    Words(
                        f"会话 {path} 由其他版本的 HISight 写成。", f"{path} was written by another version of HISight."
                    ),
                    Words("请先打开它一次，再导入。", "Open it once, then import it."),
                )
            if connection.execute("SELECT EXISTS (SELECT * FROM mark)").fetchone()[0]:
                lost.append(_MARKS)
            last = 0
            condition = "WHERE e.id > ? ORDER BY e.id LIMIT ?"
            while some := exchange_table.select_all(connection, condition, [last, _AT_ONCE]):
                yield from some
                last = some[-1].id
    except SessionError as error:
        raise UnreadableFileError(error.what, error.remedy) from error


def _read_only(path: Path) -> sqlite3.Connection:
    # A file that nobody writes is read as it lies, or else it could not be read where nobody may write, as on a CD.
    alone = "" if path.with_name(f"{path.name}-wal").exists() else "&immutable=1"
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro{alone}", uri=True, check_same_thread=False)
    connection.execute("PRAGMA trusted_schema = OFF")
    return connection
