"""File names that every system takes, whatever a message calls itself."""

import re

from hisight.export.evidence import Evidence

_UNSAFE = re.compile(r"[^A-Za-z0-9]+")
_LONGEST = 40


def name_of(call: Evidence) -> str:
    """The name of `call` without an ending: `0042-2005-LockReg`.

    It begins with the number in the session, so no two calls share one, and none is a device of Windows (CON, NUL).
    """
    reading = call.reading
    called = reading.function.label if reading.function else f"{reading.call.fun_code} {reading.call.operation}"
    safe = _UNSAFE.sub("-", called)[:_LONGEST].strip("-")
    return f"{call.exchange.id:04d}-{safe}".rstrip("-")


def title_of(call: Evidence) -> str:
    """What a person calls `call`: `#42 2005 LockReg 号源锁定`; on one line."""
    reading, exchange = call.reading, call.exchange
    function = reading.function
    called = f"{function.label} {function.title}" if function else f"{reading.call.fun_code} {reading.call.operation}"
    if not called.strip():
        called = reading.call.request.head.start_line if reading.call.request else ""
    return one_line(f"#{exchange.id} {called}")


def one_line(text: str) -> str:
    """`text` on one line, and without control characters: what stands in a comment must not end it."""
    return " ".join("".join(character if character.isprintable() else " " for character in text).split())
