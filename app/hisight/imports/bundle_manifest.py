"""manifest.json of a bundle as it is read: who wrote it, its calls, what each is read with and was judged. Trusted in nothing."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from hisight.imports.bundle_format import FORMAT, folder_of
from hisight.imports.errors import UnreadableFileError
from hisight.imports.judgement import SIDES, Judgement
from hisight.profiles import ProfileError
from hisight.reading import brought
from hisight.wording import NOTHING, Words

Complain = Callable[[Words, Words], UnreadableFileError]
"""(why the file cannot be read, remedy) -> the error to raise."""

T = TypeVar("T")

_LARGEST_NUMBER = 1 << 53


@dataclass(frozen=True, slots=True)
class Author:
    """What wrote the bundle."""

    version: str
    """Of HISight."""
    decoder: str
    """The fingerprint of what reads: alike where calls are judged alike."""
    catalog: str
    """Id and version of the interface."""
    created: str
    """When, ISO 8601 with its offset."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One call, as the manifest has it."""

    number: int
    """Its number in the session that it came from."""
    profile: str
    """What to read it with (`reading.brought`)."""
    judged: Judgement
    """What was judged of it."""
    left_out: Mapping[str, Words]
    """Sides whose body stayed at home, and why."""

    @property
    def folder(self) -> str:
        """Its folder."""
        return folder_of(self.number)


@dataclass(frozen=True, slots=True)
class BundleManifest:
    """The whole list."""

    author: Author
    """Who wrote it."""
    scrubbed: bool
    """Whether patient values were replaced, and everything sealed again."""
    entries: tuple[Entry, ...]
    """The calls, in the order of their numbers."""
    digests: Mapping[str, str]
    """SHA-256 in hex of every other file, by name."""


def read_manifest(data: bytes, complain: Complain) -> BundleManifest:
    """What `data` tells. Raises what `complain` makes of a mistake, and names the entry."""
    try:
        told = json.loads(data)
    except (ValueError, RecursionError):
        raise complain(Words("manifest.json 不是 JSON", "manifest.json is no JSON"), NOTHING) from None
    if not isinstance(told, dict) or told.get("tool") != "HISight":
        raise complain(Words("manifest.json 不是 HISight 写的", "manifest.json is not by HISight"), NOTHING)
    if told.get("format") != FORMAT:
        raise complain(
            Words("它由其他版本的 HISight 写成", "it was written by another version of HISight"),
            Words("请让对方用新版重新导出，或升级 HISight。", "Ask for a new export, or upgrade HISight."),
        )
    try:
        return _read(told)
    except (ValueError, KeyError, TypeError, AttributeError, ProfileError) as error:
        why = str(error) if isinstance(error, (ValueError, ProfileError)) else f"{type(error).__name__} {error}"
        raise complain(Words(f"manifest.json 有误（{why}）", f"manifest.json is wrong ({why})"), NOTHING) from None


def _read(told: Mapping[str, Any]) -> BundleManifest:
    key = _of(str, told, "throwaway_key")
    profiles = [_profile(one, key) for one in _of(list, told, "profiles")]
    entries = sorted((_entry(one, profiles) for one in _of(list, told, "calls")), key=lambda entry: entry.number)
    if not entries:
        raise ValueError("calls: none")
    if len({entry.number for entry in entries}) < len(entries):
        raise ValueError("calls: a number comes twice")
    catalog = _of(dict, told, "catalog")
    author = Author(
        _of(str, told, "version"),
        _of(str, told, "decoder"),
        f"{_of(str, catalog, 'id')} {_of(str, catalog, 'version')}",
        _of(str, told, "created"),
    )
    digests = _of(dict, told, "sha256")
    for name in digests:
        _of(str, digests, name)
    return BundleManifest(author, _of(bool, told, "scrubbed"), tuple(entries), digests)


def _profile(told: Any, key: str) -> str:  # noqa: ANN401 - anybody may have written it
    if not isinstance(told, dict):
        raise ValueError("profiles: not an object")
    entries = {name: value for name, value in told.items() if name != "name"}
    text = brought.to_json(_of(str, told, "name"), entries, key)
    brought.from_json(text)
    return text


def _entry(told: Any, profiles: list[str]) -> Entry:  # noqa: ANN401 - likewise
    number, profile = _of(int, told, "id"), _of(int, told, "profile")
    if not 0 < number < _LARGEST_NUMBER:
        raise ValueError(f"calls: id {number}")
    if not 0 <= profile < len(profiles):
        raise ValueError(f"calls: {number} has no profile {profile}")
    left_out = {
        side: Words(_of(str, why, "zh"), _of(str, why, "en")) for side, why in _of(dict, told, "left_out").items()
    }
    if not left_out.keys() <= set(SIDES):
        raise ValueError(f"calls: left_out of {number}")
    return Entry(number, profiles[profile], Judgement.from_json(told["judged"]), left_out)


def _of(kind: type[T], told: Any, name: str) -> T:  # noqa: ANN401 - likewise
    """`told[name]`, which must be of that `kind`. Raises ValueError, KeyError, TypeError."""
    value = told[name]
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise ValueError(f"{name}: {kind.__name__}")
    return value
