"""manifest.json of a bundle: who wrote it with what, its calls, the profiles they are read with, the SHA-256 of every file."""

import json
import platform
from collections.abc import Iterator, Mapping
from importlib import metadata
from typing import Any

from hisight import version
from hisight.export.departure import Departure
from hisight.export.evidence import Evidence
from hisight.imports.bundle_format import FORMAT
from hisight.imports.judgement import Judgement
from hisight.reading import Reader, decoder
from hisight.reading.brought import entries_of


def tools(reader: Reader) -> Mapping[str, Any]:
    """By what the calls were read: two that differ in nothing of this judge alike."""
    try:
        mitmproxy = metadata.version("mitmproxy")
    except metadata.PackageNotFoundError:
        mitmproxy = ""
    return {
        "version": version(),
        "decoder": decoder.fingerprint(),
        "catalog": {"id": reader.catalog.id, "version": reader.catalog.version},
        "python": platform.python_version(),
        "mitmproxy": mitmproxy,
    }


class Manifest:
    """The list as it grows, call by call."""

    def __init__(self, departure: Departure, created: str) -> None:
        """`created` is when, ISO 8601."""
        key = departure.key
        self._departure = departure
        self._head = {
            "tool": "HISight",
            "format": FORMAT,
            **tools(departure.reader),
            "created": created,
            "scrubbed": departure.scrubbed,
            "throwaway_key": key.secret.decode() if key else "",
        }
        self._profiles: dict[str, int] = {}
        self._calls: list[str] = []

    def add(self, call: Evidence, judged: Judgement) -> str:
        """Note `call`, of which so much is `judged` that its bundle alone shows. Returns its entry, as JSON."""
        reading = call.reading
        entries = entries_of(reading.call.messages[0].scheme, reading.leniency)
        profile = json.dumps({"name": reading.leniency.profile, **entries}, ensure_ascii=False, sort_keys=True)
        entry = {
            "id": call.exchange.id,
            "folder": call.folder,
            "time": call.time,
            "function": reading.function.label if reading.function else "",
            "profile": self._profiles.setdefault(profile, len(self._profiles)),
            "judged": judged.to_json(),
            "left_out": {side: {"zh": why.zh, "en": why.en} for side, why in call.left_out.items()},
        }
        self._calls.append(json.dumps(entry, ensure_ascii=False))
        return self._calls[-1]

    def pieces(self, digests: Mapping[str, str]) -> Iterator[bytes]:
        """The file, piece by piece, for it may be long; `digests` are the SHA-256 of all others, by name."""
        profiles = [json.loads(profile) for profile in self._profiles]
        replaced = dict(self._departure.values.replaced_by_kind())
        head = json.dumps({**self._head, "replaced": replaced, "profiles": profiles}, ensure_ascii=False, indent=1)
        yield f'{head.removesuffix("}").rstrip()},\n "calls": ['.encode()
        for at, call in enumerate(self._calls):
            yield f"{',' * (at > 0)}\n  {call}".encode("utf-8", "replace")
        yield b'\n ],\n "sha256": {'
        for at, (name, digest) in enumerate(digests.items()):
            yield f"{',' * (at > 0)}\n  {json.dumps(name, ensure_ascii=False)}: {json.dumps(digest)}".encode()
        yield b"\n }\n}\n"

    @property
    def head(self) -> str:
        """What stands above the calls, as JSON."""
        return json.dumps([self._head, [*self._profiles]], ensure_ascii=False)
