"""Which field a misspelled tag means."""

import unicodedata
from collections.abc import Iterable, Mapping
from itertools import islice

from hisight.catalog import FieldNode

FAMILY_NAMES = {"HOS_ID": "HOSPITAL_ID"}
"""Names that older interfaces of the family use for the same field."""

_MOST_COMPARED = 100  # a group with more tags that nobody knows speaks of something else


def meant_fields(names: Iterable[str], fields: Mapping[str, FieldNode]) -> dict[str, FieldNode]:
    """Which field each tag of one group means: by its name, else the nearest field not there under its own name."""
    distinct = dict.fromkeys(names)
    meant = {name: fields[name] for name in distinct if name in fields}
    free = {name: field for name, field in fields.items() if name not in meant}
    for name in islice((name for name in distinct if name not in fields), _MOST_COMPARED):
        nearest = _nearest(name, free)
        if nearest is not None:
            meant[name] = free.pop(nearest)
    return meant


def _nearest(name: str, fields: dict[str, FieldNode]) -> str | None:
    """The field that `name` is a misspelling of; None when it is none."""
    plain = _plain(name)
    best: tuple[int, str] | None = None
    for candidate, node in fields.items():
        spellings = node.field.doubted("sample-spelling") if node.field else ()
        if name in spellings or FAMILY_NAMES.get(name) == candidate or _plain(candidate) == plain:
            return candidate
        distance = _distance(plain, _plain(candidate), _tolerance(candidate))
        if distance is not None and (best is None or distance < best[0]):
            best = (distance, candidate)
    return best[1] if best else None


def _plain(name: str) -> str:
    """`name` without case, separators, blanks and full-width forms."""
    return "".join(char for char in unicodedata.normalize("NFKC", name).upper() if char.isalnum())


def _tolerance(name: str) -> int:
    # One letter off in a short name is another name (DEPT_ID, DEPT_IP); long names bear two.
    return 2 if len(name) >= 8 else 1 if len(name) >= 4 else 0


def _distance(one: str, other: str, limit: int) -> int | None:
    """Letters to add, drop, change or swap to make `one` from `other`; None when more than `limit`."""
    if abs(len(one) - len(other)) > limit:
        return None
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, left in enumerate(one, start=1):
        before, above, row = row, before, [i]
        for j, right in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (left != right))
            if i > 1 and j > 1 and left == other[j - 2] and one[i - 2] == right:
                cost = min(cost, above[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return None
    return row[-1] if row[-1] <= limit else None
