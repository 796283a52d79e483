"""Catalog files to model. Every error names file and entry, and the nearest name where one was misspelled."""

import dataclasses
import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from hisight import paths
from hisight.catalog.files import CatalogFile
from hisight.catalog.model import Catalog, Doubt, Extra, Field, Function, Part
from hisight.wording import Words

DOUBT_KINDS = frozenset(
    (
        *("sample-spelling", "sample-parent", "wrong-parent", "optional", "conditional", "enumeration", "too-short"),
        *("type", "unit", "date-format", "duplicate", "root", "nesting", "shape"),
        *("sample-ill-formed", "sample-of-other-function"),
    )
)
"""Every kind of doubt that a catalog may record."""

PATIENT_KINDS = frozenset(
    (
        *("name", "id-number", "phone", "card", "birthday", "address", "password", "patient-id"),
        *("result", "diagnosis", "insurance", "company"),
    )
)
"""Everything that a field may say about a patient."""

KEYS = frozenset(("lock", "order", "hosp-order", "patient", "receipt", "schedule"))
"""Every business key that a field may carry."""

FIELD_ENTRIES = frozenset(field.name for field in dataclasses.fields(Field))
FUNCTION_ENTRIES = frozenset(field.name for field in dataclasses.fields(Function))
PART_ENTRIES = frozenset(field.name for field in dataclasses.fields(Part))

_EFFECTS = ("read", "write", "money")
_STEPS = ("", "lock", "release", "order", "cancel", "pay", "refund")
_REQUIRED_ENTRIES = {"name": str, "parent": str, "type": str, "required": bool, "description": str}
_OTHER_ENTRIES = {"length": int, "list": bool, "format": str, "overlay": str}
_READ_APART = ("length", "doubts", "place", "codes", "success")
_CHOICES = {"unit": ("fen", "yuan"), "patient": PATIENT_KINDS, "key": KEYS}


@dataclasses.dataclass(frozen=True, slots=True)
class Source:
    """The files of a whole catalog."""

    interface: CatalogFile
    """Name of the interface, envelopes, rules."""
    code_tables: CatalogFile
    """The code tables of 4.2."""
    return_codes: CatalogFile
    """The common return codes of 4.1."""
    functions: tuple[CatalogFile, ...]
    """One file a function."""
    folder: Path | None = None
    """The folder that was laid over the published files, or stands for them; None for those as they are."""


@cache
def published() -> Catalog:
    """The catalog that HISight ships: the Changshu interface."""
    return build(published_source())


@cache
def published_source() -> Source:
    """The files of the catalog that HISight ships."""
    return read(paths.resources() / "catalog" / "changshu" / "v1")


def load(folder: Path) -> Catalog:
    """Read the catalog in `folder`. Raises CatalogError when a file is missing or wrong."""
    return build(read(folder))


def read(folder: Path) -> Source:
    """Read the files in `folder`. Raises CatalogError when one is missing or no TOML."""
    return Source(
        CatalogFile.read(folder / "interface.toml"),
        CatalogFile.read(folder / "code_tables.toml"),
        CatalogFile.read(folder / "return_codes.toml"),
        tuple(CatalogFile.read(path) for path in sorted((folder / "functions").glob("*.toml"))),
    )


def build(source: Source) -> Catalog:
    """The catalog that `source` describes. Raises CatalogError when something in it is wrong."""
    interface, codes = source.interface, source.code_tables
    tables = {name: codes.texts(f"[{name}]", values) for name, values in codes.data.items()}
    functions = [_function(file, tables) for file in source.functions]
    envelope = interface.section("[envelope]", interface.data.get("envelope", {}))
    return Catalog(
        id=interface.text("id"),
        version=interface.text("version"),
        title=interface.text("title"),
        functions=tuple(sorted(functions, key=_place_in_the_text)),
        return_codes=source.return_codes.texts("", source.return_codes.data),
        code_tables=tables,
        envelope_request=_part(interface, "envelope.request", envelope.get("request", {}), tables),
        envelope_response=_part(interface, "envelope.response", envelope.get("response", {}), tables),
        rules=tuple(str(rule.get("text")) for rule in interface.sections("rules", interface.data.get("rules", []))),
        sections=interface.texts("[sections]", interface.data.get("sections", {})),
        folder=source.folder,
    )


def _place_in_the_text(function: Function) -> tuple[bool, list[int]]:
    numbers = [int(number) for number in re.findall(r"[0-9]+", function.section)]
    return not numbers, numbers


def _function(file: CatalogFile, tables: Mapping[str, object]) -> Function:
    data = file.data
    file.known("top level", data, FUNCTION_ENTRIES)
    file.known("effect", [file.text("effect")], _EFFECTS)
    file.known("step", [data.get("step", "")], _STEPS)
    return Function(
        code=file.text("code", ""),
        name=file.text("name"),
        title=file.text("title"),
        section=file.text("section"),
        effect=data["effect"],
        description=file.text("description", "").strip(),
        request=_part(file, "request", data.get("request", {}), tables),
        response=_part(file, "response", data.get("response", {}), tables),
        return_codes=file.texts("[return_codes]", data.get("return_codes", {})),
        overlay=file.text("overlay", ""),
        step=data.get("step", ""),
    )


def _part(file: CatalogFile, entry: str, value: object, tables: Mapping[str, object]) -> Part:
    data = file.section(f"[{entry}]", value)
    file.known(f"[{entry}]", data, PART_ENTRIES)
    rows = file.sections(f"[{entry}] fields", data.get("fields", []))
    groups = [data.get("root", ""), *(row.get("name") for row in rows if not row.get("type"))]
    for name in ("root", "sample"):
        _typed(file, f"[{entry}] {name}", data.get(name, ""), str)
    _typed(file, f"[{entry}] removed", data.get("removed", []), list)
    return Part(
        root=data.get("root", ""),
        fields=tuple(_field(file, f"[{entry}] {row.get('name')}", row, tables, groups) for row in rows),
        sample=data.get("sample", "").strip(),
        doubts=_doubts(file, f"[{entry}] doubts", data.get("doubts", [])),
        extra=tuple(_extra(file, f"[{entry}] extra", row) for row in file.sections(entry, data.get("extra", []))),
        removed=tuple(data.get("removed", ())),
    )


def _field(
    file: CatalogFile, entry: str, row: Mapping[str, Any], tables: Mapping[str, object], groups: list[Any]
) -> Field:
    file.known(entry, row, FIELD_ENTRIES)
    for name, kind in _REQUIRED_ENTRIES.items():
        _typed(file, f"{entry}: {name}", row.get(name), kind)
    for name, kind in _OTHER_ENTRIES.items():
        if name in row:
            _typed(file, f"{entry}: {name}", row[name], kind)
    for name, choices in _CHOICES.items():
        file.known(f"{entry}: {name}", [row.get(name, "")], ("", *choices))
    place = row.get("place", row["parent"])
    file.known(f"{entry}: place", [place], groups)
    file.known(f"{entry}: table", [row.get("table", "")], ("", *tables))
    codes = file.texts(f"{entry}: codes", row.get("codes", {})) or None
    values = {name: value for name, value in row.items() if name not in _READ_APART}
    return Field(
        **values,
        length=row.get("length") or None,
        place=place,
        codes=codes,
        success=_success(file, f"{entry}: success", row.get("success", []), codes),
        doubts=_doubts(file, f"{entry}: doubts", row.get("doubts", [])),
    )


def _success(file: CatalogFile, entry: str, values: object, codes: Mapping[str, str] | None) -> tuple[str, ...]:
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise file.error(entry, "应为文本的列表", "should be a list of texts")
    if codes is not None:
        file.known(entry, values, codes)
    return tuple(values)


def _doubts(file: CatalogFile, entry: str, value: object) -> tuple[Doubt, ...]:
    doubts = []
    for row in file.sections(entry, value):
        file.known(f"{entry} kind", [row.get("kind", "")], DOUBT_KINDS)
        texts = _row_of_texts(file, entry, row, ("kind", "value", "note", "note_en", "where"), ("when",))
        note = Words(texts["note"], texts["note_en"])
        doubts.append(Doubt(texts["kind"], texts["value"], note, texts["where"], texts.get("when", "")))
    return tuple(doubts)


def _extra(file: CatalogFile, entry: str, row: Mapping[str, Any]) -> Extra:
    texts = _row_of_texts(file, entry, row, ("name", "parent", "note", "note_en", "where"))
    return Extra(texts["name"], texts["parent"], Words(texts["note"], texts["note_en"]), texts["where"])


def _row_of_texts(
    file: CatalogFile, entry: str, row: Mapping[str, Any], names: tuple[str, ...], optional: Iterable[str] = ()
) -> dict[str, str]:
    file.known(entry, row, (*names, *optional))
    texts = file.texts(entry, row)
    for name in names:
        if name not in texts:
            raise file.error(f"{entry} {name}", "缺少", "missing")
    return texts


def _typed(file: CatalogFile, entry: str, value: object, kind: type) -> None:
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise file.error(entry, f"应为 {kind.__name__}", f"should be {kind.__name__}")
