"""The bundle: each call scrubbed, written down and looked over, one after the other, and only then does the file get its name."""

import hashlib
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from hisight.capture import Session, split_url
from hisight.export import archive
from hisight.export.departure import Departure, Progress
from hisight.export.evidence import Evidence
from hisight.export.files import NO_NOTE, Note, files_of
from hisight.export.labels import LABELS, NOTES, SEVERITIES, SIDE_NAMES
from hisight.export.manifest import Manifest
from hisight.export.readme import readme
from hisight.export.report import MOST_TOLD, Page, template, worth_telling
from hisight.export.ticket import Ticket
from hisight.imports.bundle_format import MANIFEST, TIMES
from hisight.imports.judgement import VERDICTS, judgement
from hisight.privacy import STANDARD, Policy
from hisight.protocol import Direction
from hisight.reading import Reader, Reading
from hisight.wording import Language, Words

_PIECE = 1 << 16


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
    notes: bool = False,
    progress: Progress = lambda _done, _all: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> ExportResult:
    """Write the calls of `session` with these `ids`, read by `reader`, into the ZIP `file`; report and JSON in `language`.

    Patient values are treated as `policy` says and messages sealed again under a throwaway key, unless `keep_patient_data`.
    With `notes` the marks and comments of the engineer go along, without patient values. No more than one call is in memory.
    `progress` and `cancelled` are those of `Departure`. Raises SessionError for a number that the session does not have,
    PrivacyError when a patient value or key would have got through, CancelledError, HisightError when `file` exists and
    `overwrite` is false, is the session, or cannot be written. After an error nothing was written.
    """
    archive.require_free(file, overwrite=overwrite, source=session.path)
    departure = Departure(session, ids, reader, None if keep_patient_data else policy, progress, cancelled)
    noted = notes_of(session, departure) if notes else {}
    with tempfile.TemporaryFile() as sections, archive.Archive(file) as out:
        writing = _Writing(departure, language, out, sections)
        for call in departure.calls():
            writing.add(call, noted.get(call.exchange.id, NO_NOTE))
        # Keys are known once calls were read with them.
        departure.require_clean({str(Words("文件名", "the name of the file")): file.name.encode("utf-8", "replace")})
        writing.finish()
    return ExportResult(file, len(departure.ids), departure.values.replaced_by_kind(), tuple(writing.left_out))


class _Writing:
    """A bundle that is being written. Nothing gets into it that was not looked over."""

    def __init__(self, departure: Departure, language: Language, out: archive.Archive, sections: BinaryIO) -> None:
        self.left_out: list[LeftOut] = []
        self._departure, self._language, self._out, self._sections = departure, language, out, sections
        self._created = datetime.now().astimezone().isoformat(timespec="seconds")
        self._manifest = Manifest(departure, self._created)
        self._notes = _about_patients(departure)
        self._page = Page(language)
        self._rows: list[str] = []
        self._told = 0
        self._ticket = Ticket(language)
        labels = [
            text for table in (LABELS, SIDE_NAMES, SEVERITIES, VERDICTS) for words in table.values() for text in words
        ]
        self._words = "\n".join((template().template, readme(self._notes).decode(), *labels))

    def add(self, call: Evidence, note: Note) -> None:
        """Write what there is about `call`."""
        self.left_out += [LeftOut(call.exchange.id, side, why) for side, why in call.left_out.items()]
        files = files_of(call, self._language, note)
        entry = self._manifest.add(call, judgement(_standing_alone(call, self._departure), call.left_out))
        telling = self._told < MOST_TOLD and (len(self._departure.ids) <= MOST_TOLD or worth_telling(call))
        row = self._page.row(call, linked=telling)
        section = self._page.section(call, note.comment) if telling else ""
        said = "\n".join((row, section, self._ticket.add(call, note.comment), entry))
        self._require_clean({**files, "report.html": said.encode("utf-8", "replace")}, _numbers_of(call, files))
        for member, data in files.items():
            self._out.add(member, data)
        self._rows.append(row)
        self._told += telling
        self._sections.write(section.encode("utf-8", "replace"))

    def finish(self) -> None:
        """Write what is about all of them."""
        notes = [note.in_(self._language) for note in self._notes]
        before, after = self._page.around(self._rows, self._told, notes, self._created)
        around = "\n".join(self._ticket.around(notes, self._created))
        self._require_clean({"ticket.md": around.encode(), MANIFEST: self._manifest.head.encode()}, self._manifest.head)
        self._out.add("README.txt", readme(self._notes))
        self._out.add("ticket.md", self._ticket.text(notes, self._created))
        self._sections.seek(0)
        self._out.add("report.html", before, iter(lambda: self._sections.read(_PIECE), b""), after)
        self._out.add(MANIFEST, self._manifest.pieces(dict(self._out.digests)))

    def _require_clean(self, members: Mapping[str, bytes], facts: str) -> None:
        self._departure.require_clean(members, f"{self._words}\n{self._created}\n{facts}")


def _standing_alone(call: Evidence, departure: Departure) -> Reading:
    """The reading of `call` as somebody comes to it who has the bundle only: other calls show what they show if they are in it."""
    reading = call.reading
    here = [finding for finding in reading.across if departure.leaving.issuperset(finding.calls)]
    if len(here) == len(reading.across) and not call.left_out:
        return reading
    scheme = reading.call.messages[0].scheme
    alone = Reader(departure.reader.catalog, scheme=scheme, leniency=reading.leniency).read(call.exchange)
    return alone.joined_by(here)


def _about_patients(departure: Departure) -> list[Words]:
    names = ("scrubbed", "resealed", "credentials") if departure.scrubbed else ("kept", "credentials")
    return [NOTES[name] for name in names]


def notes_of(session: Session, departure: Departure) -> dict[int, Note]:
    """What the engineer noted on the calls of `departure`, by their numbers; treated as its policy says."""
    rows = session.rows(departure.ids)
    replaced = departure.values.replaced
    return {row.id: Note(row.colour, replaced(row.comment)) for row in rows if row.colour or row.comment}


def _numbers_of(call: Evidence, files: Mapping[str, bytes]) -> str:
    """Our own numbers, among which a patient's value may occur by chance."""
    exchange = call.exchange
    numbers = [call.duration_ms, call.status, split_url(exchange.url).netloc, exchange.server, exchange.client]
    numbers += [exchange.listener, *(getattr(exchange, name) for name in TIMES)]
    numbers += [len(exchange.request_body), len(exchange.response_body), call.time]
    return "\n".join([*map(str, numbers), *(hashlib.sha256(data).hexdigest() for data in files.values())])
