"""Which columns the call list shows, in which order and how wide: kept as text, because the columns of fields come and go."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

_WIDEST = 4000


@dataclass(frozen=True, slots=True)
class PlacedColumn:
    """One column, as it stands in the header."""

    key: str
    """Its key in `call_columns`."""
    width: int
    """In logical pixels."""
    shown: bool
    """False while the user does not want to see it."""


def to_text(columns: Iterable[PlacedColumn]) -> str:
    """`columns`, from left to right, as text."""
    return json.dumps([asdict(column) for column in columns])


def from_text(text: str) -> Sequence[PlacedColumn]:
    """The columns in `text`, from left to right; none where it is not a layout."""
    try:
        entries = json.loads(text)
    except ValueError:
        return ()
    return tuple(column for entry in entries if (column := _placed(entry))) if isinstance(entries, list) else ()


def _placed(entry: object) -> PlacedColumn | None:
    match entry:
        case {"key": str(key), "width": int(width), "shown": bool(shown)} if 0 <= width <= _WIDEST:
            return PlacedColumn(key, width, shown)
    return None
