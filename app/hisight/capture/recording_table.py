"""The runs of the proxy that recorded into a session: when each began, was last seen, and ended, if it did."""

import ctypes
import os
import socket
import sqlite3
import sys
import time
from dataclasses import dataclass

from hisight.wording import Words

_PROCESS_QUERY_LIMITED_INFORMATION = 0x1000
_STILL_ACTIVE = 259


@dataclass(frozen=True, slots=True)
class Cut:
    """A run of the proxy that ended without saying so: it was killed, or the machine stopped."""

    began: float
    """When it began, in seconds since 1970 (UTC)."""
    seen: float
    """When it last wrote."""
    under_way: int
    """How many calls it had not finished then; they are not in the session."""

    @property
    def words(self) -> Words:
        """What to tell the user."""
        at = time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(self.seen))
        if not self.under_way:
            return Words(
                f"上次抓包于 {at} 之后意外中断；已应答的调用都在，中断前最后 0.25 秒内的除外。",
                f"the last recording was cut off after {at}. Every call answered until a quarter second before is here.",
            )
        one = self.under_way == 1
        return Words(
            f"上次抓包于 {at} 之后意外中断，当时有 {self.under_way} 次调用尚未完成，不在会话中；更早应答的都在。",
            f"the last recording was cut off after {at}. {self.under_way} call{'' if one else 's'} under way then "
            f"{'is' if one else 'are'} not here; those answered earlier are.",
        )


def begin(connection: sqlite3.Connection) -> int:
    """Note that this process records from now on, and return the number of the run."""
    now = time.time()
    cursor = connection.execute(
        "INSERT INTO recording (host, process, began, beat, under_way) VALUES (?, ?, ?, ?, 0)",
        (socket.gethostname(), os.getpid(), now, now),
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def beat(connection: sqlite3.Connection, number: int, under_way: int) -> None:
    """Note that the run still records, and how many calls it has not finished."""
    connection.execute("UPDATE recording SET beat = ?, under_way = ? WHERE id = ?", (time.time(), under_way, number))


def end(connection: sqlite3.Connection, number: int) -> None:
    """Note that the run ended in order."""
    now = time.time()
    connection.execute("UPDATE recording SET beat = ?, ended = ?, under_way = 0 WHERE id = ?", (now, now, number))


def cut(connection: sqlite3.Connection) -> Cut | None:
    """The newest run, if it was cut off; None when it ended in order, goes on, or there was none."""
    newest = connection.execute(
        "SELECT began, beat, under_way, ended, host, process FROM recording ORDER BY id DESC LIMIT 1"
    ).fetchone()
    if newest is None or newest[3] is not None:
        return None
    *facts, _ended, host, process = newest
    # Of another machine's processes nothing is known; its session is on a shared folder, and may be in use.
    return None if host != socket.gethostname() or _is_running(process) else Cut(*facts)


def _is_running(process: int) -> bool:
    if sys.platform == "win32":
        kernel = ctypes.windll.kernel32
        handle = kernel.OpenProcess(_PROCESS_QUERY_LIMITED_INFORMATION, 0, process)
        code = ctypes.c_ulong()
        running = bool(handle and kernel.GetExitCodeProcess(handle, ctypes.byref(code))) and code.value == _STILL_ACTIVE
        kernel.CloseHandle(handle)
        return running
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
