"""The export: collect the patient values of all calls, scrub each call, write everything down, look again, and only then save."""

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from hisight import profiles, version
from hisight.capture import Session, split_url
from hisight.checks import Finding
from hisight.export import archive
from hisight.export.evidence import Evidence
from hisight.export.files import files_of
from hisight.export.labels import LABELS, NOTES, SEVERITIES, SIDE_NAMES, VERDICTS
from hisight.export.readme import readme
from hisight.export.report import report, template
from hisight.privacy import (
    PatientValues,
    Scrubber,
    collect,
    is_in_address,
    require_clean,
    throwaway_key,
    without_credentials,
    without_query,
)
from hisight.protocol import Direction, Key
from hisight.reading import Reader, Reading
from hisight.wording import Language, Words

_DIGEST = re.compile(r"(?<![0-9A-Za-z])[0-9A-Fa-f]{32}(?![0-9A-Za-z])")


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
    language: Language = "zh",
    overwrite: bool = False,
) -> ExportResult:
    """Write the calls of `session` with these `ids`, read by `reader`, into the ZIP `file`; report and JSON in `language`.

    Patient values are replaced and messages sealed again under a throwaway key, unless `keep_patient_data`. Raises SessionError
    for a number that the session does not have, PrivacyError when a patient value or key would have got through, HisightError
    when `file` exists and `overwrite` is false, is the session, or cannot be written. After an error nothing was written.
    """
    archive.require_free(file, overwrite=overwrite, source=session.path)
    ids = list(dict.fromkeys(ids))
    keys = _Keys(reader)
    if keep_patient_data:
        values, scrubber = PatientValues(), None
    else:
        values = collect(keys.watching(_readings(session, ids, reader)), reader.catalog)
        scrubber = Scrubber(values, throwaway_key())
    calls = [_evidence(reading, scrubber, reader) for reading in keys.watching(_readings(session, ids, reader))]
    created = datetime.now().astimezone().isoformat(timespec="seconds")
    notes = _notes(scrubber)
    members = {"README.txt": readme(notes)}
    for call in calls:
        members |= files_of(call, language)
    members["report.html"] = report(calls, [note.in_(language) for note in notes], created, language)
    manifest = _manifest(calls, members, reader, scrubber, created)
    members["manifest.json"] = json.dumps(manifest, ensure_ascii=False, indent=2).encode()
    require_clean(members, values, keys.all, _facts(calls, manifest, notes))
    archive.write(file, members)
    left_out = tuple(LeftOut(call.exchange.id, side, why) for call in calls for side, why in call.left_out.items())
    return ExportResult(file, len(calls), values.replaced_by_kind(), left_out)


class _Keys:
    """Every key that is known: those of the profiles, of the environment, and those that calls were read with."""

    def __init__(self, reader: Reader) -> None:
        self._keys: dict[bytes, Key] = {}
        self._add(profiles.environment_keys())
        for profile in reader.profiles:
            try:
                self._add(profile.scheme().keys)
            except profiles.ProfileError:
                continue  # what cannot be fetched cannot have got into a file

    def watching(self, readings: Iterator[Reading]) -> Iterator[Reading]:
        """`readings` as they are; their keys are known from then on."""
        for reading in readings:
            for message in reading.call.messages:
                self._add(message.scheme.keys)
            yield reading

    @property
    def all(self) -> Sequence[Key]:
        return list(self._keys.values())

    def _add(self, keys: Sequence[Key]) -> None:
        self._keys |= {key.secret: key for key in keys}


def _readings(session: Session, ids: Sequence[int], reader: Reader) -> Iterator[Reading]:
    for number in ids:
        yield reader.read_in(session, session.get(number))


def _evidence(reading: Reading, scrubber: Scrubber | None, reader: Reader) -> Evidence:
    exchange = reading.call.exchange
    assert exchange is not None
    if scrubber is None:
        return Evidence(without_credentials(exchange), reading, {}, str)
    scrubbed = scrubber.scrub(reading)
    outgoing = without_credentials(scrubbed.exchange)
    replaced = scrubber.values.replaced
    across = [_replaced(finding, replaced) for finding in reading.across]
    again = Reader(reader.catalog, scheme=scrubbed.scheme, leniency=reading.leniency).read(outgoing).joined_by(across)
    left_out = scrubbed.left_out
    if is_in_address(reading.call.request):
        outgoing = without_query(outgoing)
    outgoing = replace(
        outgoing,
        request_body=b"" if "request" in left_out else outgoing.request_body,
        response_body=b"" if "response" in left_out else outgoing.response_body,
    )

    def clean(text: str) -> str:
        """What is said about a body that stays at home, without its values and without its real signature."""
        return _DIGEST.sub("●" * 8, replaced(text))

    return Evidence(outgoing, again, left_out, clean if left_out else str)


def _replaced(finding: Finding, replaced: Callable[[str], str]) -> Finding:
    """What was found in the session, which stays at home, without its values."""
    return replace(finding, message=Words(replaced(finding.message.zh), replaced(finding.message.en)))


def _notes(scrubber: Scrubber | None) -> list[Words]:
    names = ("kept", "credentials") if scrubber is None else ("scrubbed", "resealed", "credentials")
    return [NOTES[name] for name in names]


def _manifest(
    calls: Sequence[Evidence], members: Mapping[str, bytes], reader: Reader, scrubber: Scrubber | None, created: str
) -> dict[str, Any]:
    return {
        "tool": "HISight",
        "version": version(),
        "created": created,
        "catalog": {"id": reader.catalog.id, "version": reader.catalog.version},
        "scrubbed": scrubber is not None,
        "replaced": dict(scrubber.values.replaced_by_kind()) if scrubber else {},
        "throwaway_key": scrubber.key.secret.decode() if scrubber else "",
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
