"""Rows and codes of an overlay, merged into the published ones."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from hisight.catalog.files import CatalogFile
from hisight.catalog.loader import FIELD_ENTRIES
from hisight.wording import nearest

Row = Mapping[str, Any]

_OWN_ENTRIES = (FIELD_ENTRIES - {"overlay"}) | {"after", "remove"}
_TEXTS = ("parent", "type", "place", "table", "after")
_NEEDED_IN_A_NEW_ROW = ("parent", "type", "required", "description")

_SETTLED_BY = {
    "required": ("optional", "conditional"),
    "length": ("too-short",),
    "type": ("type",),
    "codes": ("enumeration",),
    "table": ("enumeration",),
    "unit": ("unit",),
    "format": ("date-format",),
    "place": ("wrong-parent", "sample-parent"),
}
"""Doubts that no longer count once an overlay gives the entry."""


def merge_codes(published: Mapping[str, str], own: Mapping[str, str]) -> dict[str, str]:
    """The published codes with those of an overlay; an empty text takes a code out."""
    return {code: meaning for code, meaning in {**published, **own}.items() if meaning}


def merge_rows(
    file: CatalogFile, part: str, rows: Sequence[Row], changes: Iterable[Row], overlay: str, tables: Mapping[str, Any]
) -> tuple[list[Row], list[str]]:
    """The published `rows` of `part` with the `changes` of the overlay called `overlay`, and the names of the rows that it
    took out.

    Raises CatalogError that names file and entry.
    """
    merging = _Merging(file, part, list(rows), overlay, tables)
    for change in changes:
        merging.take(change)
    return merging.rows, merging.removed


class _Merging:
    """The rows of one part while an overlay is laid over them."""

    def __init__(self, file: CatalogFile, part: str, rows: list[Row], overlay: str, tables: Mapping[str, Any]) -> None:
        self.rows = rows
        self.removed: list[str] = []
        self._file, self._part, self._overlay, self._tables = file, part, overlay, tables

    def take(self, change: Row) -> None:
        """Correct, add or remove a row."""
        name = change.get("name")
        if not isinstance(name, str):
            raise self._file.error(f"{self._part} fields", "有一行缺少 name", "a row has no name")
        entry = f"{self._part} {name}"
        self._file.known(entry, change, _OWN_ENTRIES)
        self._file.texts(f"{entry}:", {key: change[key] for key in _TEXTS if key in change})
        meant = self._meant(entry, change)
        if change.get("remove"):
            self._remove(entry, name, meant)
            return
        values = {key: value for key, value in change.items() if key not in ("after", "remove")}
        if meant:
            taken = [self._corrected(entry, row, values) for row in meant]
            self.rows = [_replacement(row, meant, taken) for row in self.rows]
        else:
            taken = [self._new(entry, name, values)]
            self.rows = [*self.rows, *taken]
        if "after" in change:
            self._move(entry, taken, change["after"])

    def _meant(self, entry: str, change: Row) -> list[Row]:
        """The rows that `change` is about: those of its name and parent; a row printed twice is corrected twice."""
        rows = [row for row in self.rows if row["name"] == change["name"]]
        if "parent" in change:
            return [row for row in rows if row["parent"] == change["parent"]]
        parents = list(dict.fromkeys(row["parent"] for row in rows))
        if len(parents) > 1:
            raise self._file.error(
                f"{entry}: parent",
                f"有多行同名，请写明 parent：{'、'.join(parents)}",
                f"several rows have this name; say which parent: {', '.join(parents)}",
            )
        return rows

    def _remove(self, entry: str, name: str, gone: list[Row]) -> None:
        """Take rows out, and with a group what stands inside it."""
        if not gone:
            raise self._file.error(entry, "没有这一行", "there is no such row", nearest(name, self._names()))
        while gone:
            self.rows = [row for row in self.rows if not _is_among(row, gone)]
            self.removed += dict.fromkeys(row["name"] for row in gone)
            groups = {row["name"] for row in gone if not row["type"]} - set(self._names())
            gone = [row for row in self.rows if row.get("place", row["parent"]) in groups]

    def _corrected(self, entry: str, row: Row, values: Row) -> Row:
        settled = [kind for key in values for kind in _SETTLED_BY.get(key, ())]
        doubts = self._file.sections(f"{entry}: doubts", row.get("doubts", []))
        doubts = [doubt for doubt in doubts if doubt.get("kind") not in settled]
        if "codes" in values:
            published = self._tables.get(row.get("table", ""), row.get("codes", {}))
            codes = merge_codes(published, self._file.texts(f"{entry}: codes", values["codes"]))
            values = {"table": "", **values, "codes": codes}
        return {**row, "doubts": doubts, **values, "overlay": self._overlay}

    def _new(self, entry: str, name: str, values: Row) -> Row:
        lacking = [key for key in _NEEDED_IN_A_NEW_ROW if key not in values]
        if lacking:
            parents = [row["parent"] for row in self.rows if row["name"] == name]
            if parents:
                self._file.known(f"{entry}: parent", [values["parent"]], parents)
            raise self._file.error(
                entry,
                f"没有这一行；若要新增，还缺少 {'、'.join(lacking)}",
                f"there is no such row, and a new one would need {', '.join(lacking)}",
                nearest(name, self._names()),
            )
        return {**values, "overlay": self._overlay}

    def _move(self, entry: str, moved: list[Row], after: object) -> None:
        others = [row for row in self.rows if not _is_among(row, moved)]
        places = [number for number, row in enumerate(others) if row["name"] == after]
        if not places:
            self._file.known(f"{entry}: after", [after], (row["name"] for row in others))
        beside = [number for number in places if others[number]["parent"] == moved[0]["parent"]]
        number = (beside or places)[0] + 1
        self.rows = [*others[:number], *moved, *others[number:]]

    def _names(self) -> list[str]:
        return [row["name"] for row in self.rows]


def _is_among(row: Row, rows: Iterable[Row]) -> bool:
    """Whether `row` itself is one of `rows`: rows printed twice are equal."""
    return any(row is one for one in rows)


def _replacement(row: Row, old: Sequence[Row], new: Sequence[Row]) -> Row:
    return next((after for before, after in zip(old, new, strict=True) if row is before), row)
