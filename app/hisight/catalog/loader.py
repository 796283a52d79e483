"""Catalog files to model. Every error names file and entry, and the nearest name where one was misspelled."""

import dataclasses
import difflib
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from hisight import paths
from hisight.catalog.errors import CatalogError
from hisight.catalog.model import Catalog, Doubt, Extra, Field, Function, Part
from hisight.wording import NOTHING, Words

DOUBT_KINDS = frozenset(
    (
        *(
            "sample-spelling",
            "sample-parent",
            "wrong-parent",
            "optional",
            "conditional",
            "enumeration",
            "too-short",
            "type",
        ),
        *(
            "unit",
            "date-format",
            "duplicate",
            "root",
            "nesting",
            "shape",
            "sample-ill-formed",
            "sample-of-other-function",
        ),
    )
)
"""Every kind of doubt that a catalog may record."""

_EFFECTS = ("read", "write", "money")
_FIELD_ENTRIES = frozenset(field.name for field in dataclasses.fields(Field))
_FUNCTION_ENTRIES = frozenset(field.name for field in dataclasses.fields(Function))
_PART_ENTRIES = frozenset(field.name for field in dataclasses.fields(Part))


@cache
def published() -> Catalog:
    """The catalog that HISight ships: the Changshu interface."""
    return load(paths.resources() / "catalog" / "changshu" / "v1")


def load(folder: Path) -> Catalog:
    """Read the catalog in `folder`. Raises CatalogError when a file is missing or wrong."""
    interface = _File(folder / "interface.toml")
    tables = {
        name: _texts(interface, f"[{name}]", codes) for name, codes in _File(folder / "code_tables.toml").data.items()
    }
    functions = [_function(_File(path), tables) for path in sorted((folder / "functions").glob("*.toml"))]
    return_codes = _File(folder / "return_codes.toml")
    envelope = interface.data.get("envelope", {})
    return Catalog(
        id=interface.text("id"),
        version=interface.text("version"),
        title=interface.text("title"),
        functions=tuple(sorted(functions, key=lambda function: [int(part) for part in function.section.split(".")])),
        return_codes=_texts(return_codes, "", return_codes.data),
        code_tables=tables,
        envelope_request=_part(interface, "envelope.request", envelope.get("request", {}), tables),
        envelope_response=_part(interface, "envelope.response", envelope.get("response", {}), tables),
        rules=tuple(str(rule["text"]) for rule in interface.data.get("rules", [])),
    )


class _File:
    """A TOML file, and the errors that can be found in it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self.data: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise CatalogError(Words(f"{path} 无法读取：{error}。", f"{path} cannot be read: {error}.")) from None

    def error(self, entry: str, zh: str, en: str, remedy: Words = NOTHING) -> CatalogError:
        return CatalogError(Words(f"{self.path} 的 {entry}：{zh}。", f"{self.path}, {entry}: {en}."), remedy)

    def text(self, entry: str, default: str | None = None) -> str:
        value = self.data.get(entry, default)
        if not isinstance(value, str):
            raise self.error(entry, "缺少，或不是文本", "missing, or not text")
        return value

    def known(self, entry: str, names: Iterable[str], allowed: Iterable[str]) -> None:
        """Raise the error that names the nearest allowed name when one of `names` is not among them."""
        choices = list(allowed)
        for name in names:
            if name not in choices:
                near = difflib.get_close_matches(name, choices, n=1)
                remedy = Words(f"是否应为 {near[0]}？", f"Did you mean {near[0]}?") if near else NOTHING
                raise self.error(entry, f"不认识 {name}", f"{name} is not known", remedy)


def _function(file: _File, tables: Mapping[str, object]) -> Function:
    data = file.data
    file.known("top level", data, _FUNCTION_ENTRIES)
    file.known("effect", [file.text("effect")], _EFFECTS)
    return Function(
        code=file.text("code", ""),
        name=file.text("name"),
        title=file.text("title"),
        section=file.text("section"),
        effect=data["effect"],
        description=file.text("description", "").strip(),
        request=_part(file, "request", data.get("request", {}), tables),
        response=_part(file, "response", data.get("response", {}), tables),
        return_codes=_texts(file, "return_codes", data.get("return_codes", {})),
    )


def _part(file: _File, entry: str, data: Mapping[str, Any], tables: Mapping[str, object]) -> Part:
    file.known(f"[{entry}]", data, _PART_ENTRIES)
    rows = data.get("fields", [])
    groups = {data.get("root", "")} | {row.get("name") for row in rows if not row.get("type")}
    return Part(
        root=data.get("root", ""),
        fields=tuple(_field(file, f"[{entry}] {row.get('name')}", row, tables, groups) for row in rows),
        sample=str(data.get("sample", "")).strip(),
        doubts=_doubts(file, f"[{entry}] doubts", data.get("doubts", [])),
        extra=tuple(
            Extra(row["name"], row["parent"], Words(row["note"], row["note_en"]), row["where"])
            for row in data.get("extra", [])
        ),
    )


def _field(file: _File, entry: str, row: Mapping[str, Any], tables: Mapping[str, object], groups: set[Any]) -> Field:
    file.known(entry, row, _FIELD_ENTRIES)
    for name, kind in (("name", str), ("parent", str), ("type", str), ("required", bool), ("description", str)):
        if not isinstance(row.get(name), kind):
            raise file.error(f"{entry}: {name}", f"应为 {kind.__name__}", f"should be {kind.__name__}")
    place = row.get("place", row["parent"])
    file.known(f"{entry}: place", [place], groups)
    if "table" in row:
        file.known(f"{entry}: table", [row["table"]], tables)
    values = {name: value for name, value in row.items() if name not in ("length", "doubts", "place")}
    return Field(
        **values, length=row.get("length"), place=place, doubts=_doubts(file, f"{entry}: doubts", row.get("doubts", []))
    )


def _doubts(file: _File, entry: str, rows: Iterable[Mapping[str, str]]) -> tuple[Doubt, ...]:
    doubts = []
    for row in rows:
        file.known(entry, row, ("kind", "value", "note", "note_en", "where", "when"))
        file.known(f"{entry} kind", [row.get("kind", "")], DOUBT_KINDS)
        doubts.append(Doubt(row["kind"], row["value"], Words(row["note"], row["note_en"]), row["where"], row.get("when", "")))
    return tuple(doubts)


def _texts(file: _File, entry: str, data: Mapping[str, Any]) -> Mapping[str, str]:
    for name, value in data.items():
        if not isinstance(value, str):
            raise file.error(f"{entry} {name}".strip(), "应为文本", "should be text")
    return dict(data)
