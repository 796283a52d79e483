"""Rows and codes of an overlay, merged into the published ones."""

from collections.abc import Mapping, Sequence
from typing import Any

from hisight.catalog.files import CatalogFile, nearest
from hisight.catalog.loader import FIELD_ENTRIES

_OWN_ENTRIES = (FIELD_ENTRIES - {"overlay"}) | {"after", "remove"}
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

Row = dict[str, Any]


def merge_codes(published: Mapping[str, str], own: Mapping[str, str]) -> dict[str, str]:
    """The published codes with those of an overlay; an empty text takes a code out."""
    return {code: meaning for code, meaning in {**published, **own}.items() if meaning}


def merge_rows(
    file: CatalogFile,
    entry: str,
    rows: Sequence[Row],
    changes: Sequence[Mapping[str, Any]],
    tables: Mapping[str, Any],
    overlay: str,
) -> tuple[list[Row], list[str]]:
    """The published `rows` with the `changes` of the overlay called `overlay`, and the names of the rows that it took out.

    Raises CatalogError that names file and entry.
    """
    merging = _Merging(file, entry, [dict(row) for row in rows], tables, overlay)
    for change in changes:
        merging.take(change)
    return merging.rows, merging.removed


class _Merging:
    """The rows of one part while an overlay is laid over them."""

    def __init__(
        self, file: CatalogFile, part: str, rows: list[Row], tables: Mapping[str, Any], overlay: str
    ) -> None:
        self.rows = rows
        self.removed: list[str] = []
        self._file = file
        self._part = part
        self._tables = tables
        self._overlay = overlay

    def take(self, change: Mapping[str, Any]) -> None:
        """Add, correct or remove a row."""
        name = change.get("name")
        if not isinstance(name, str):
            raise self._file.error(f"{self._part} fields", "有一行缺少 name", "a row has no name")
        entry = f"{self._part} {name}"
        self._file.known(entry, change, _OWN_ENTRIES)
        meant = self._meant(entry, change)
        if change.get("remove"):
            if not meant:
                raise self._no_row(entry, name)
            self._remove(meant)
            return
        values = {key: value for key, value in change.items() if key not in ("after", "remove")}
        for row in meant:
            self._correct(entry, row, values)
        if not meant:
            row = self._new(entry, name, values)
            meant = [row]
            self.rows.append(row)
        if "after" in change:
            self._move(entry, meant, change["after"])

    def _meant(self, entry: str, change: Mapping[str, Any]) -> list[Row]:
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

    def _remove(self, gone: list[Row]) -> None:
        """Take rows out, and with a group what stands inside it."""
        while gone:
            self.rows = [row for row in self.rows if not any(row is other for other in gone)]
            self.removed += dict.fromkeys(row["name"] for row in gone)
            left = {row["name"] for row in self.rows}
            groups = {row["name"] for row in gone if not row["type"]} - left
            gone = [row for row in self.rows if row.get("place", row["parent"]) in groups]

    def _correct(self, entry: str, row: Row, values: Row) -> None:
        settled = {kind for key in values for kind in _SETTLED_BY.get(key, ())}
        if "codes" in values:
            published = self._tables.get(row.get("table", ""), row.get("codes", {}))
            codes = merge_codes(published, self._file.texts(f"{entry}: codes", values["codes"]))
            values = {"table": "", **values, "codes": codes}
        doubts = [doubt for doubt in row.get("doubts", []) if doubt["kind"] not in settled]
        row.update({"doubts": doubts, **values, "overlay": self._overlay})
        self._finish(row)

    def _new(self, entry: str, name: str, values: Row) -> Row:
        lacking = [key for key in _NEEDED_IN_A_NEW_ROW if key not in values]
        if lacking:
            if any(row["name"] != name for row in self.rows) and nearest(name, self._names()).en:
                raise self._no_row(entry, name)
            needed = "、".join(lacking)
            raise self._file.error(entry, f"新的一行还缺少 {needed}", f"a new row would need {needed}")
        row = {**values, "overlay": self._overlay}
        self._finish(row)
        return row

    def _move(self, entry: str, moved: list[Row], after: object) -> None:
        others = [row for row in self.rows if not any(row is one for one in moved)]
        places = [number for number, row in enumerate(others) if row["name"] == after]
        if not places:
            names = [row["name"] for row in others]
            raise self._file.error(
                f"{entry}: after", f"没有 {after} 这一行", f"there is no row {after}", nearest(str(after), names)
            )
        beside = [number for number in places if others[number]["parent"] == moved[0]["parent"]]
        number = (beside or places)[0] + 1
        self.rows = [*others[:number], *moved, *others[number:]]

    def _no_row(self, entry: str, name: str) -> Exception:
        return self._file.error(entry, f"没有 {name} 这一行", f"there is no row {name}", nearest(name, self._names()))

    def _names(self) -> list[str]:
        return [row["name"] for row in self.rows]

    @staticmethod
    def _finish(row: Row) -> None:
        """Leave out what says nothing: a length of 0, no codes."""
        for key in ("length", "codes"):
            if key in row and row[key] in (0, {}) and row[key] is not False:
                del row[key]
