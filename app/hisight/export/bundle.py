"""The export: collect the patient values of all calls, scrub each call, write everything down, look again, and only then save."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from hisight import version
from hisight.capture import Session, split_url
from hisight.export import archive
from hisight.export.departure import Departure, Progress
from hisight.export.evidence import Evidence
from hisight.export.files import files_of
from hisight.export.labels import LABELS, NOTES, SEVERITIES, SIDE_NAMES, VERDICTS
from hisight.export.readme import readme
from hisight.export.report import report, template
from hisight.privacy import STANDARD, Policy
from hisight.protocol import Direction
from hisight.reading import Reader
from hisight.wording import Language, Words


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A body that was kept back."""

    id: int
    """Number of the call."""
    direction: Direction
    """Which side."""
    reason: Words
    """Why."""


@dataclass(frozen=True, slots=True)
class ExportResult:
    """What was written."""

    file: Path
    """The ZIP."""
    calls: int
    """How many calls are in it."""
    replaced: Mapping[str, int]
    """How many different patient values were replaced, by kind (`privacy.KINDS`); empty when patient data was kept."""
    left_out: tuple[LeftOut, ...]
    """Bodies that could not be scrubbed, and so were kept back."""


def export_calls(
    session: Session,
    ids: Sequence[int],
    reader: Reader,
    file: Path,
    *,
    keep_patient_data: bool = False,
    policy: Policy = STANDARD,
    language: Language = "zh",
    overwrite: bool = False,
    progress: Progress = lambda _done, _all: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> ExportResult:
    """Write the calls of `session` with these `ids`, read by `reader`, into the ZIP `file`; report and JSON in `language`.

    Patient values are treated as `policy` says and messages sealed again under a throwaway key, unless `keep_patient_data`.
    `progress` and `cancelled` are those of `Departure`. Raises SessionError for a number that the session does not have,
    PrivacyError when a patient value or key would have got through, CancelledError, HisightError when `file` exists and
    `overwrite` is false, is the session, or cannot be written. After an error nothing was written.
    """
    archive.require_free(file, overwrite=overwrite, source=session.path)
    departure = Departure(session, ids, reader, None if keep_patient_data else policy, progress, cancelled)
    calls = list(departure.calls())
    created = datetime.now().astimezone().isoformat(timespec="seconds")
    notes = _notes(departure)
    members = {"README.txt": readme(notes)}
    for call in calls:
        members |= files_of(call, language)
    members["report.html"] = report(calls, [note.in_(language) for note in notes], created, language)
    manifest = _manifest(calls, members, departure, created)
    members["manifest.json"] = json.dumps(manifest, ensure_ascii=False, indent=2).encode()
    departure.require_clean(members, _facts(calls, manifest, notes))
    archive.write(file, members)
    left_out = tuple(LeftOut(call.exchange.id, side, why) for call in calls for side, why in call.left_out.items())
    return ExportResult(file, len(calls), departure.values.replaced_by_kind(), left_out)


def _notes(departure: Departure) -> list[Words]:
    names = ("scrubbed", "resealed", "credentials") if departure.scrubbed else ("kept", "credentials")
    return [NOTES[name] for name in names]


def _manifest(
    calls: Sequence[Evidence], members: Mapping[str, bytes], departure: Departure, created: str
) -> dict[str, Any]:
    catalog, key = departure.reader.catalog, departure.key
    return {
        "tool": "HISight",
        "version": version(),
        "created": created,
        "catalog": {"id": catalog.id, "version": catalog.version},
        "scrubbed": departure.scrubbed,
        "replaced": dict(departure.values.replaced_by_kind()),
        "throwaway_key": key.secret.decode() if key else "",
        "calls": [
            {
                "id": call.exchange.id,
                "folder": call.folder,
                "time": call.time,
                "function": call.reading.function.label if call.reading.function else "",
                "left_out": {side: {"zh": why.zh, "en": why.en} for side, why in call.left_out.items()},
            }
            for call in calls
        ],
        "sha256": {name: hashlib.sha256(data).hexdigest() for name, data in members.items()},
    }


def _facts(calls: Sequence[Evidence], manifest: Mapping[str, Any], notes: Sequence[Words]) -> str:
    """Our own words and numbers, among which a patient's value may occur by chance."""
    labels = [words for table in (LABELS, SIDE_NAMES, SEVERITIES, VERDICTS) for words in table.values()]
    facts = [template().template, readme(notes).decode(), *(text for words in labels for text in words)]
    for call in calls:
        exchange = call.exchange
        facts += [str(call.duration_ms), str(call.status), split_url(exchange.url).netloc, exchange.server]
        facts += [str(len(exchange.request_body)), str(len(exchange.response_body))]
    return "\n".join([*facts, json.dumps(manifest)])
