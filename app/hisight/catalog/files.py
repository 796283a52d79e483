"""The TOML files of a catalog, read but not yet understood, and the errors that can be found in them."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from hisight.catalog.errors import CatalogError
from hisight.wording import NOTHING, Words, nearest


@dataclass(frozen=True, slots=True)
class CatalogFile:
    """A TOML file. Every error names the file and the entry, and the nearest name where one was misspelled."""

    path: Path
    """Where it stands."""
    data: Mapping[str, Any]
    """What it says."""

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read the file. Raises CatalogError when it is missing or no TOML."""
        try:
            return cls(path, tomllib.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError, RecursionError) as error:  # tomllib lets a number of 5000 digits out as ValueError
            raise CatalogError(Words(f"{path} 无法读取：{error}。", f"{path} cannot be read: {error}.")) from None

    def error(self, entry: str, zh: str, en: str, remedy: Words = NOTHING) -> CatalogError:
        """The error about `entry`, to be raised."""
        return CatalogError(Words(f"{self.path} 的 {entry}：{zh}。", f"{self.path}, {entry}: {en}."), remedy)

    def text(self, entry: str, default: str | None = None) -> str:
        """The text of a top-level entry. Raises CatalogError when it is missing without a default, or no text."""
        value = self.data.get(entry, default)
        if not isinstance(value, str):
            raise self.error(entry, "缺少，或不是文本", "missing, or not text")
        return value

    def known(self, entry: str, names: Iterable[object], allowed: Iterable[object]) -> None:
        """Raise the error that names the nearest allowed name when one of `names` is not among them."""
        choices = list(allowed)
        for name in names:
            if name not in choices:
                raise self.error(entry, f"不认识 {name}", f"{name} is not known", nearest(str(name), choices))

    def section(self, entry: str, value: object) -> Mapping[str, Any]:
        """`value` as a section. Raises CatalogError when it is something else."""
        if not isinstance(value, Mapping):
            raise self.error(entry, "应为一节", "should be a section")
        return value

    def sections(self, entry: str, value: object) -> list[Mapping[str, Any]]:
        """`value` as a list of sections. Raises CatalogError when it is something else."""
        if not isinstance(value, list):
            raise self.error(entry, "应为列表", "should be a list")
        return [self.section(entry, one) for one in value]

    def texts(self, entry: str, value: object) -> dict[str, str]:
        """`value` as a section of texts. Raises CatalogError when it is something else."""
        section = self.section(entry, value)
        for name, text in section.items():
            if not isinstance(text, str):
                raise self.error(f"{entry} {name}".strip(), "应为文本", "should be text")
        return dict(section)
