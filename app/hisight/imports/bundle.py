"""A bug report bundle (`*.hisight.zip`): its calls, with what they are to be read with, and every file held against its SHA-256."""

import hashlib
import json
import math
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from hisight.capture import Exchange
from hisight.capture.bringing import Brought
from hisight.imports.archive import Archive
from hisight.imports.bundle_format import CALL, MANIFEST, RAW, TEXTS, TIMES
from hisight.imports.bundle_manifest import BundleManifest, Entry, read_manifest
from hisight.imports.format import Losses
from hisight.wording import NOTHING, Words

NAME = Words("HISight 问题报告包", "HISight bundle")

_MAGIC = b"PK\x03\x04"
_MOST_MANIFEST = 1 << 28
_MOST_CALL = 1 << 26
_COLOURS = range(7)
_LOST = Words(
    "一次性密钥不随调用合并；要核对签名请直接打开这个包。",
    "The throwaway key is not merged with the calls; open the bundle itself to verify signatures.",
)


@dataclass(frozen=True, slots=True)
class Damage:
    """A file of the bundle that is not as it was written."""

    name: str
    """The file."""
    what: Words
    """What is the matter with it."""

    def __str__(self) -> str:
        return f"{self.name}: {self.what}"


_MISSING = Words("缺失", "it is missing")
_CHANGED = Words("内容被改动（SHA-256 不符）", "it was changed (its SHA-256 is another)")
_UNLISTED = Words("不在清单中", "it is not on the list")
_NONSENSE = Words("看不懂", "it is not understood")


class Bundle:
    """An open bundle. Raises UnreadableFileError at once when the file is none."""

    def __init__(self, path: Path) -> None:
        self.damage: list[Damage] = []
        """What is not as it was written; complete once every call was read and `check_others` was called."""
        self._archive = Archive(path)
        try:
            self.manifest = self._read_manifest()
            """The list of its calls."""
        except BaseException:
            self._archive.__exit__(None, None, None)
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._archive.__exit__(kind, error, trace)

    def calls(self) -> Iterator[Brought]:
        """Its calls, one at a time, by number. What is damaged is noted, and read as it is."""
        numbers = {entry.number for entry in self.manifest.entries}
        for entry in self.manifest.entries:
            yield self._call(entry, numbers)

    def check_others(self) -> None:
        """Note which of the files that are no call's are damaged, and which nobody listed."""
        listed = self.manifest.digests
        for name in sorted(listed.keys() - self._files_of_calls()):
            if name not in self._archive.names:
                self.damage.append(Damage(name, _MISSING))
            elif self._archive.digest(name) != listed[name]:
                self.damage.append(Damage(name, _CHANGED))
        for name in sorted(self._archive.names - listed.keys() - {MANIFEST}):
            self.damage.append(Damage(name, _UNLISTED))

    def _read_manifest(self) -> BundleManifest:
        archive = self._archive
        if MANIFEST not in archive.names:
            raise archive.unreadable(Words("没有 manifest.json", "it has no manifest.json"))
        return read_manifest(archive.read(MANIFEST, _MOST_MANIFEST), archive.unreadable)

    def _files_of_calls(self) -> set[str]:
        return {f"{entry.folder}/{name}" for entry in self.manifest.entries for name in (CALL, *RAW)}

    def _call(self, entry: Entry, numbers: set[int]) -> Brought:
        data = self._file(f"{entry.folder}/{CALL}", _MOST_CALL, must=True)
        told = _object(data)
        if told is None and data:
            self.damage.append(Damage(f"{entry.folder}/{CALL}", _NONSENSE))
        told = told or {}
        asked = {f"{side}.body" for side in ("request",) if side not in entry.left_out} | {"request.head"}
        raw = {field: self._file(f"{entry.folder}/{name}", must=name in asked) for name, field in RAW.items()}
        times = told.get("times")
        parent = told.get("parent")
        fields: dict[str, Any] = {
            **raw,
            **{name: _text(told.get(name)) for name in TEXTS},
            **{name: _number(times.get(name) if isinstance(times, dict) else 0) for name in TIMES},
            "parent": parent if isinstance(parent, int) and parent in numbers and parent < entry.number else None,
        }
        exchange = Exchange(**fields, origin="import", id=entry.number)
        note = told.get("note")
        colour, comment = (note.get("colour"), note.get("comment")) if isinstance(note, dict) else (0, "")
        return Brought(
            exchange,
            entry.profile,
            "\n".join(filter(None, (_text(comment), *_kept_back(entry)))),
            colour if isinstance(colour, int) and colour in _COLOURS else 0,
        )

    def _file(self, name: str, most: int = 1 << 30, *, must: bool) -> bytes:
        """The file called `name`, held against the list; empty when there is none."""
        listed = self.manifest.digests.get(name)
        if name not in self._archive.names:
            if must or listed is not None:
                self.damage.append(Damage(name, _MISSING))
            return b""
        data = self._archive.read(name, most)
        if listed is not None and hashlib.sha256(data).hexdigest() != listed:
            self.damage.append(Damage(name, _CHANGED))
        return data


def recognises(beginning: bytes, path: Path) -> bool:
    """True for a ZIP with a manifest.json of ours in it; whether it can be read is another question."""
    if not beginning.startswith(_MAGIC):
        return False
    try:
        with zipfile.ZipFile(path) as archive, archive.open(MANIFEST) as manifest:
            return b'"HISight"' in manifest.read(200)
    except Exception:  # noqa: BLE001 - whatever it is, it is not ours
        return False


def exchanges(path: Path, lost: Losses) -> Iterator[Exchange]:
    """The calls of the bundle, to be merged into a session; what is damaged is told in `lost`. Raises UnreadableFileError."""
    with Bundle(path) as bundle:
        lost.append(_LOST)
        for call in bundle.calls():
            yield call.exchange
        bundle.check_others()
        for damage in bundle.damage:
            lost.append(Words(f"{damage.name}：{damage.what.zh}。", f"{damage.name}: {damage.what.en}."))


def _kept_back(entry: Entry) -> Iterator[str]:
    for side, why in entry.left_out.items():
        words = Words(f"包中没有 {side} 的正文：{why.zh}", f"The {side} body is not in the bundle: {why.en}")
        yield str(words if why != NOTHING else side)


def _object(data: bytes) -> dict[str, Any] | None:
    try:
        told = json.loads(data)
    except (ValueError, RecursionError):
        return None
    return told if isinstance(told, dict) else None


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _number(value: object) -> float:
    """Milliseconds, or seconds since 1970, that a clock may have shown."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return 0.0
    try:
        number = float(value)
    except OverflowError:
        return 0.0
    return number if math.isfinite(number) and 0 <= number < 1e11 else 0.0
