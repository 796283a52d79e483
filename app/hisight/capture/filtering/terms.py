"""Terms for a filter, from a name and a value that somebody points at."""

from hisight.capture.filtering.names import NAMES, Kind, spelling
from hisight.capture.filtering.tokens import quoted

_BY_COLON: tuple[Kind, ...] = ("choice", "severity", "flag", "code", "number", "time")


def only(name: str, value: str) -> str:
    """The term that lets through only what has `value`.

    `name` is one of NAMES (`value` may then be as it is stored), or the name of a field of a message; with `@` before it, it
    is a field in any case.
    """
    known = NAMES.get(name)
    operator = ":" if known is not None and known.kind in _BY_COLON else "="
    return f"{_written(name)}{operator}{_value(name, value)}"


def without(name: str, value: str) -> str:
    """The term that hides what has `value`; `name` as in `only`."""
    return f"{_written(name)}!={_value(name, value)}"


def _written(name: str) -> str:
    return name if name in NAMES else spelling(name.removeprefix("@"))


def _value(name: str, value: str) -> str:
    """What a list shows as an empty cell has a word in the filter."""
    choices = NAMES[name].choices if name in NAMES else ()
    return quoted(next((one.value for one in choices if one.stored == (value,)), value))
