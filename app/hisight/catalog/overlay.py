"""An overlay: a folder that adds to the published interface, or corrects it, for one hospital or another interface of the family.

It holds the same TOML files as the catalog itself, each with only what differs:

- `functions/*.toml`: a file with the `code` or `name` of a published function corrects it; any other is a new function.
  Rows with the `name` and `parent` of a published row correct it entry by entry; other rows are new and come last, or behind
  the row named in `after`. `remove = true` takes a row, with what stands inside it, or a whole function out.
- `code_tables.toml`, `return_codes.toml`, `[return_codes]`, `codes`: codes are added and corrected; an empty text takes one out.
- `interface.toml`: `title` and the rows of the envelopes.

Where an overlay settles an entry, doubts about that entry no longer count.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from hisight import paths
from hisight.catalog.errors import CatalogError
from hisight.catalog.files import CatalogFile, nearest
from hisight.catalog.loader import FUNCTION_ENTRIES, PART_ENTRIES, Source, build, published, published_source
from hisight.catalog.model import Catalog
from hisight.catalog.rows import merge_codes, merge_rows
from hisight.wording import Words

_FILES = ("interface.toml", "code_tables.toml", "return_codes.toml")
_PARTS = ("request", "response")
_OWN_FUNCTION_ENTRIES = (FUNCTION_ENTRIES - {"overlay"}) | {"remove"}
_OWN_PART_ENTRIES = PART_ENTRIES - {"removed"}


def in_use(folder: Path | None = None) -> Catalog:
    """The published catalog with the overlay in `folder`; None takes `catalog` in the data folder, where there is one.

    Raises CatalogError that names file and entry when the overlay is wrong.
    """
    chosen = folder or paths.user_data() / "catalog"
    if folder is None and not chosen.is_dir():
        return published()
    return build(lay_over(published_source(), chosen))


def lay_over(source: Source, folder: Path) -> Source:
    """`source` with what the overlay in `folder` adds and corrects. Raises CatalogError that names file and entry."""
    overlay = _Overlay.read(folder)
    tables, changed_tables = overlay.code_tables(source.code_tables)
    functions, changed_functions = overlay.functions(source, tables.data)
    return Source(
        interface=overlay.interface(source.interface, tables.data),
        code_tables=tables,
        return_codes=overlay.return_codes(source.return_codes),
        functions=functions,
        overlay=overlay.name,
        overlaid=changed_tables | changed_functions | ({"return_codes"} if "return_codes.toml" in overlay.files else set()),
    )


@dataclass(frozen=True)
class _Overlay:
    """The files of an overlay folder."""

    name: str
    files: Mapping[str, CatalogFile]
    function_files: Sequence[CatalogFile]
    digest: str

    @classmethod
    def read(cls, folder: Path) -> "_Overlay":
        where = folder.absolute()
        if not where.is_dir():
            raise CatalogError(
                Words(f"没有目录 {folder}。", f"there is no folder {folder}."),
                Words("请给出存放 TOML 文件的目录。", "Give the folder that holds the TOML files."),
            )
        entries = [entry for entry in sorted(where.iterdir()) if entry.suffix == ".toml" or entry.is_dir()]
        for entry in entries:
            if entry.name not in (*_FILES, "functions"):
                what = Words(f"{entry} 不是目录文件。", f"{entry} is no file of a catalog.")
                raise CatalogError(what, nearest(entry.name, (*_FILES, "functions")))
        files = {entry.name: CatalogFile.read(entry) for entry in entries if entry.name in _FILES}
        functions = [CatalogFile.read(path) for path in sorted((where / "functions").glob("*.toml"))]
        digest = hashlib.sha256()
        for file in (*files.values(), *functions):
            digest.update(f"{file.path.name}\n{file.data}\n".encode())
        return cls(where.name, files, functions, digest.hexdigest()[:8])

    def interface(self, published: CatalogFile, tables: Mapping[str, Any]) -> CatalogFile:
        # The version changes with the overlay: what was read with another is read anew.
        data = {**published.data, "version": f"{published.text('version')}+{self.name}.{self.digest}"}
        file = self.files.get("interface.toml")
        if file is None:
            return CatalogFile(published.path, data)
        file.known("top level", file.data, ("title", "envelope"))
        envelope = file.section("[envelope]", file.data.get("envelope", {}))
        file.known("[envelope]", envelope, _PARTS)
        data["envelope"] = dict(data["envelope"])
        for side in envelope:
            data["envelope"][side] = self._part(file, f"envelope.{side}", data["envelope"][side], envelope[side], tables)
        return CatalogFile(file.path, {**data, "title": file.text("title", data["title"])})

    def code_tables(self, published: CatalogFile) -> tuple[CatalogFile, set[str]]:
        file = self.files.get("code_tables.toml")
        if file is None:
            return published, set()
        tables = dict(published.data)
        for name, codes in file.data.items():
            tables[name] = merge_codes(tables.get(name, {}), file.texts(f"[{name}]", codes))
        return CatalogFile(file.path, tables), set(file.data)

    def return_codes(self, published: CatalogFile) -> CatalogFile:
        file = self.files.get("return_codes.toml")
        if file is None:
            return published
        return CatalogFile(file.path, merge_codes(published.data, file.texts("", file.data)))

    def functions(self, source: Source, tables: Mapping[str, Any]) -> tuple[tuple[CatalogFile, ...], set[str]]:
        """All functions, and the labels of those whose own return codes were changed."""
        merged = list(source.functions)
        changed = set()
        for file in self.function_files:
            file.known("top level", file.data, _OWN_FUNCTION_ENTRIES)
            number = _meant(file, merged)
            if number is None:
                function = self._function(file, _blank(file, merged), tables)
                merged.append(function)
            elif file.data.get("remove"):
                merged.pop(number)
                continue
            else:
                function = merged[number] = self._function(file, merged[number].data, tables)
            if "return_codes" in file.data:
                changed.add(f"{function.text('code', '')} {function.text('name')}".strip())
        return tuple(merged), changed

    def _function(self, file: CatalogFile, published: Mapping[str, Any], tables: Mapping[str, Any]) -> CatalogFile:
        own = {name: value for name, value in file.data.items() if name != "remove"}
        data = {**published, **own, "overlay": self.name}
        for side in _PARTS:
            if side in file.data:
                data[side] = self._part(file, side, published.get(side, {}), file.data[side], tables)
        if "return_codes" in file.data:
            added = file.texts("[return_codes]", file.data["return_codes"])
            data["return_codes"] = merge_codes(published.get("return_codes", {}), added)
        return CatalogFile(file.path, data)

    def _part(
        self, file: CatalogFile, entry: str, published: Mapping[str, Any], value: object, tables: Mapping[str, Any]
    ) -> Mapping[str, Any]:
        changes = file.section(f"[{entry}]", value)
        file.known(f"[{entry}]", changes, _OWN_PART_ENTRIES)
        rows = [dict(row) for row in published.get("fields", [])]
        root, old = changes.get("root"), published.get("root")
        if root is not None and root != old:
            for row in rows:
                if row.get("place", row["parent"]) == old:
                    row["place"] = root
        changed = file.sections(f"[{entry}] fields", changes.get("fields", []))
        rows, removed = merge_rows(file, f"[{entry}]", rows, changed, tables, self.name)
        return {**published, **changes, "fields": rows, "removed": [*published.get("removed", ()), *removed]}


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
    """What a new function need not say. Raises CatalogError when it is none: it says too little, or is to be removed."""
    lacking = [entry for entry in ("name", "title", "effect") if entry not in file.data]
    if lacking or file.data.get("remove"):
        name = file.text("name", "") or file.text("code", "")
        known = [text for one in functions for text in (one.data["name"], one.data.get("code", "")) if text]
        needed = "、".join(lacking) or "-"
        raise file.error(
            "top level",
            f"接口中没有功能 {name}；新功能还缺少 {needed}",
            f"the interface has no function {name}; a new one would need {needed}",
            nearest(name, known),
        )
    return {"section": ""}


__all__ = ["in_use", "lay_over", "replace"]
