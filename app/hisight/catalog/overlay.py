"""An overlay: a folder that adds to the published interface, or corrects it, for one hospital or another of the family.

It holds the same TOML files as the catalog itself, each with only what differs:

- `functions/*.toml`: a file with the `code` or `name` of a published function corrects it; any other is a new function.
  Rows with the `name` and `parent` of a published row correct it entry by entry; other rows are new and come last, or behind
  the row named in `after`. `remove = true` takes a row, with what stands inside it, or a whole function out.
- `code_tables.toml`, `return_codes.toml`, `[return_codes]`, `codes`: codes are added and corrected; an empty text takes one
  out.
- `interface.toml`: `title`, `[sections]`, and the rows of the envelopes. With an `id` the folder is a whole interface of its own.

Where an overlay gives an entry, doubts about that entry no longer count.
"""

import dataclasses
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from hisight import paths
from hisight.catalog.errors import CatalogError
from hisight.catalog.files import CatalogFile
from hisight.catalog.loader import FUNCTION_ENTRIES, PART_ENTRIES, Source, build, published, published_source, read
from hisight.catalog.model import Catalog
from hisight.catalog.rows import merge_codes, merge_rows
from hisight.wording import NOTHING, Words, nearest

_FILES = ("interface.toml", "code_tables.toml", "return_codes.toml")
_SIDES = ("request", "response")
_OWN_FUNCTION_ENTRIES = (FUNCTION_ENTRIES - {"overlay"}) | {"remove"}
_OWN_PART_ENTRIES = PART_ENTRIES - {"removed"}
_NEEDED_IN_A_NEW_FUNCTION = ("name", "title", "effect")


def in_use(folder: Path | None = None) -> Catalog:
    """The published catalog with the overlay in `folder`; None takes `catalog` in the data folder, where there is one.

    Raises CatalogError that names file and entry when the overlay is wrong.
    """
    chosen = folder or _own_folder()
    if chosen is None:
        return published()
    overlay = _Overlay.read(chosen.absolute())
    source = read(overlay.folder) if overlay.is_whole else overlay.over(published_source())
    return build(overlay.versioned(source))


def is_overlaid() -> bool:
    """True when the user has an overlay in the data folder; without one there is nothing that could be wrong."""
    return _own_folder() is not None


def _own_folder() -> Path | None:
    folder = paths.user_data() / "catalog"
    return folder if folder.is_dir() else None


@dataclass(frozen=True, slots=True)
class _Overlay:
    """The files of an overlay folder."""

    folder: Path
    """Where it stands; its last name is the overlay's."""
    files: Mapping[str, CatalogFile]
    """`interface.toml` and the like by name, where they exist."""
    functions: Sequence[CatalogFile]
    """What it says about functions."""

    @classmethod
    def read(cls, folder: Path) -> Self:
        if not folder.is_dir():
            raise CatalogError(
                Words(f"没有目录 {folder}。", f"there is no folder {folder}."),
                Words("请给出存放 TOML 文件的目录。", "Give the folder that holds the TOML files."),
            )
        _refuse_misnamed(folder)
        files = {name: CatalogFile.read(folder / name) for name in _FILES if (folder / name).exists()}
        functions = [CatalogFile.read(path) for path in sorted((folder / "functions").glob("*.toml"))]
        return cls(folder, files, functions)

    @property
    def is_whole(self) -> bool:
        """True when it describes an interface of its own."""
        return "interface.toml" in self.files and "id" in self.files["interface.toml"].data

    def versioned(self, source: Source) -> Source:
        """`source` with a version that changes with the files here: what was read with others is read anew."""
        files = (*self.files.values(), *self.functions)
        digest = hashlib.sha256("\n".join(f"{file.path.name} {file.data}" for file in files).encode()).hexdigest()[:8]
        version = f"{source.interface.text('version')}+{self.folder.name}.{digest}"
        interface = dataclasses.replace(source.interface, data={**source.interface.data, "version": version})
        return dataclasses.replace(source, interface=interface, folder=self.folder)

    def over(self, source: Source) -> Source:
        """`source` with what this overlay adds and corrects."""
        tables = self._code_tables(source.code_tables)
        merged = list(source.functions)
        for file in self.functions:
            self._merge_function(file, merged, tables.data)
        changed = self.files["code_tables.toml"].data if tables is not source.code_tables else {}
        return dataclasses.replace(
            source,
            interface=self._interface(source.interface, tables.data),
            code_tables=tables,
            return_codes=self._return_codes(source.return_codes),
            functions=tuple(self._marked(function, changed) for function in merged),
        )

    def _interface(self, published: CatalogFile, tables: Mapping[str, Any]) -> CatalogFile:
        file = self.files.get("interface.toml")
        if file is None:
            return published
        file.known("top level", file.data, ("title", "sections", "envelope"))
        envelope = file.section("[envelope]", file.data.get("envelope", {}))
        file.known("[envelope]", envelope, _SIDES)
        merged = dict(published.data["envelope"])
        for side, changes in envelope.items():
            merged[side] = self._part(file, f"envelope.{side}", merged[side], changes, tables)
        sections = {**published.data["sections"], **file.texts("[sections]", file.data.get("sections", {}))}
        return CatalogFile(file.path, {**published.data, **file.data, "sections": sections, "envelope": merged})

    def _code_tables(self, published: CatalogFile) -> CatalogFile:
        file = self.files.get("code_tables.toml")
        if file is None:
            return published
        tables = dict(published.data)
        for name, codes in file.data.items():
            tables[name] = merge_codes(tables.get(name, {}), file.texts(f"[{name}]", codes))
            if not tables[name]:
                raise file.error(
                    f"[{name}]", "代码表不能为空", "a code table cannot be empty", nearest(name, published.data)
                )
        return CatalogFile(file.path, tables)

    def _return_codes(self, published: CatalogFile) -> CatalogFile:
        file = self.files.get("return_codes.toml")
        if file is None:
            return published
        return CatalogFile(file.path, merge_codes(published.data, file.texts("", file.data)))

    def _merge_function(self, file: CatalogFile, merged: list[CatalogFile], tables: Mapping[str, Any]) -> None:
        """Correct one of `merged`, add one, or take one out."""
        file.known("top level", file.data, _OWN_FUNCTION_ENTRIES)
        number = _meant(file, merged)
        if number is None:
            merged.append(self._function(file, _blank(file, merged), tables))
        elif file.data.get("remove"):
            del merged[number]
        else:
            merged[number] = self._function(file, merged[number].data, tables)

    def _function(self, file: CatalogFile, published: Mapping[str, Any], tables: Mapping[str, Any]) -> CatalogFile:
        own = {name: value for name, value in file.data.items() if name != "remove"}
        for side in (side for side in _SIDES if side in own):
            own[side] = self._part(file, side, published.get(side, {}), own[side], tables)
        if "return_codes" in own:
            added = file.texts("[return_codes]", own["return_codes"])
            own["return_codes"] = merge_codes(published.get("return_codes", {}), added)
        return CatalogFile(file.path, {**published, **own, "overlay": self.folder.name})

    def _part(
        self, file: CatalogFile, entry: str, published: Mapping[str, Any], value: object, tables: Mapping[str, Any]
    ) -> Mapping[str, Any]:
        changes = file.section(f"[{entry}]", value)
        file.known(f"[{entry}]", changes, _OWN_PART_ENTRIES)
        rows = _rooted(published.get("fields", []), published.get("root"), changes.get("root"))
        own = file.sections(f"[{entry}] fields", changes.get("fields", []))
        rows, removed = merge_rows(file, f"[{entry}]", rows, own, self.folder.name, tables)
        return {**published, **changes, "fields": rows, "removed": removed}

    def _marked(self, function: CatalogFile, tables: Mapping[str, Any]) -> CatalogFile:
        """`function` with the rows marked whose code table was changed."""
        data = dict(function.data)
        for side in (side for side in _SIDES if side in data):
            rows = data[side].get("fields", [])
            marked = [{**row, "overlay": self.folder.name} if row.get("table") in tables else row for row in rows]
            data[side] = {**data[side], "fields": marked}
        return CatalogFile(function.path, data)


def _refuse_misnamed(folder: Path) -> None:
    """Raise CatalogError when a file or folder would be left unread because of its name."""
    known = (*_FILES, "functions")
    for entry in sorted(folder.iterdir()):
        meant = nearest(entry.name, known)
        if entry.name not in known and (entry.suffix == ".toml" or (entry.is_dir() and meant != NOTHING)):
            raise CatalogError(Words(f"{entry} 不是接口目录的文件。", f"{entry} is no file of a catalog."), meant)


def _rooted(rows: Sequence[Mapping[str, Any]], old: str | None, new: str | None) -> list[Mapping[str, Any]]:
    """`rows` with those that stand in the root `old` under `new`, where an overlay gives another root."""
    if new is None:
        return list(rows)
    return [{**row, "place": new} if row.get("place", row["parent"]) == old else row for row in rows]


def _meant(file: CatalogFile, functions: Sequence[CatalogFile]) -> int | None:
    """Which of `functions` the file corrects; None for a new one."""
    code, name = file.text("code", ""), file.text("name", "")
    by_code = [number for number, one in enumerate(functions) if code and one.data.get("code") == code]
    by_name = [number for number, one in enumerate(functions) if name and one.data["name"] == name]
    if by_code and by_name and by_code != by_name:
        other = functions[by_code[0]].data["name"]
        raise file.error(
            "code, name", f"{code} 是 {other}，{name} 是另一个功能", f"{code} is {other}, and {name} another function"
        )
    return next(iter(by_code or by_name), None)


def _blank(file: CatalogFile, functions: Sequence[CatalogFile]) -> Mapping[str, Any]:
    """What a new function need not say. Raises CatalogError when it says too little, or is to be taken out."""
    name = file.text("name", "") or file.text("code", "")
    known = [text for one in functions for text in (one.data["name"], one.data.get("code", "")) if text]
    if file.data.get("remove"):
        raise file.error(
            "remove", f"接口中没有功能 {name}", f"the interface has no function {name}", nearest(name, known)
        )
    lacking = [entry for entry in _NEEDED_IN_A_NEW_FUNCTION if entry not in file.data]
    if lacking:
        raise file.error(
            "top level",
            f"接口中没有功能 {name}；若要新增，还缺少 {'、'.join(lacking)}",
            f"the interface has no function {name}, and a new one would need {', '.join(lacking)}",
            nearest(name, known),
        )
    return {"section": ""}
