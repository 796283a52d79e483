"""The mitmdump of `hisight capture`, started before anything else: it takes longer to load than we to know what to tell it."""

import subprocess
from collections.abc import Sequence
from contextlib import suppress

from hisight import proxy

_waiting: "subprocess.Popen[bytes] | None" = None


def begin(words: Sequence[str]) -> None:
    """Start mitmdump when the words of the command line are those of a capture. It does nothing until it is told what to do."""
    global _waiting
    if words[:1] == ["capture"] and "--help" not in words:
        _waiting = _start(proxy.waiting())


def start(command: Sequence[str]) -> "subprocess.Popen[bytes]":
    """The process that runs `command` (hisight.proxy.command): the one that waits, told so; without one a new one."""
    global _waiting
    if _waiting is None:
        return _start(command)
    process, _waiting = _waiting, None
    assert process.stdin is not None
    with suppress(OSError):  # it has ended already, and what it said will be shown
        process.stdin.write(proxy.told(command))
        process.stdin.flush()
    return process


def give_up() -> None:
    """End the one that waits, if it still does: nobody will tell it what to do."""
    global _waiting
    if _waiting is not None:
        _waiting.kill()
        _waiting.communicate()
        _waiting = None


def _start(command: Sequence[str]) -> "subprocess.Popen[bytes]":
    # In a process group of its own, so that Ctrl+C reaches only us, and we stop it in order.
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
    )
