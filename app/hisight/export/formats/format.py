"""What an export format is, and the way on which each one leaves: made, looked over, and only then given its name."""

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from hisight.capture import Session, split_url
from hisight.catalog import Catalog
from hisight.export import archive, whole
from hisight.export.bundle import ExportResult, LeftOut, notes_of
from hisight.export.departure import Departure, Progress
from hisight.export.evidence import Evidence
from hisight.export.files import NO_NOTE, Note
from hisight.privacy import STANDARD, Policy
from hisight.reading import Reader
from hisight.wording import Language, Words


@dataclass(frozen=True, slots=True)
class Order:
    """Which calls are to leave, and how, whatever the format."""

    session: Session
    """Where they were recorded; its file is never replaced."""
    ids: Sequence[int]
    """Their numbers."""
    reader: Reader
    """Reads them."""
    policy: Policy | None = STANDARD
    """What happens to patient values; None keeps them all."""
    language: Language = "zh"
    """In which texts for people are written."""
    overwrite: bool = False
    """Whether a file that exists may be replaced."""
    notes: bool = False
    """Whether the marks and comments of the engineer go along, without patient values."""
    progress: Progress = lambda _done, _all: None
    """Is told how far it is, from whatever thread writes."""
    cancelled: Callable[[], bool] = lambda: False
    """Is asked before each step whether to stop; CancelledError is raised then."""


@dataclass(frozen=True, slots=True)
class About:
    """What a format may say about all of the calls."""

    language: Language
    """In which texts for people are written."""
    catalog: Catalog
    """The interface that the calls were read with."""
    key: str = ""
    """The throwaway key with which they were sealed again; empty where patient data is kept."""
    notes: Mapping[int, Note] = field(default_factory=dict)
    """What the engineer noted on the calls, by their numbers; empty where that stays at home."""

    def noted(self, call: Evidence) -> Note:
        """What the engineer noted on `call`, as far as that goes along."""
        return self.notes.get(call.exchange.id, NO_NOTE)

    @property
    def note(self) -> str:
        """Whether patient values were replaced, and what opens the messages: one sentence for whoever opens the file."""
        if not self.key:
            return _KEPT.in_(self.language)
        return _SCRUBBED.in_(self.language).replace("KEY", self.key)


@dataclass(frozen=True, slots=True)
class Piece:
    """What a format writes next."""

    file: str
    """The name of the file that it belongs to; of a format with one file only the first is of use, in complaints."""
    data: bytes
    """Its bytes."""
    shown: bytes | None = None
    """What is looked over in place of `data`, where compression hides what stands in it."""
    facts: str = ""
    """Our own words and numbers in it, among which a short patient value may occur by chance."""


Make = Callable[[Iterable[Evidence], About], Generator[Piece, None, None]]
Write = Callable[[Path, Order], ExportResult]


@dataclass(frozen=True, slots=True)
class Format:
    """One way to write calls down."""

    name: str
    """What the command line calls it."""
    ending: str
    """How its files end; `.zip` for several files, which are written into a folder where the name has no ending."""
    label: Words
    """What the window calls it."""
    description: Words
    """In one sentence what it is good for."""
    write: Write
    """Writes what is ordered into a file. Raises HisightError, after which nothing was written."""


def as_file(make: Make) -> Write:
    """A writer of one file, of which `make` makes the pieces."""
    return _writer(make, whole.one_file)


def as_files(make: Make) -> Write:
    """A writer of several files, each a piece of `make`: into a ZIP, or into a new folder where the name has no ending."""
    return _writer(make, lambda file: whole.archive(file) if file.suffix else whole.folder(file))


def _writer(make: Make, writing: whole.Writing) -> Write:
    def write(file: Path, order: Order) -> ExportResult:
        archive.require_free(file, overwrite=order.overwrite, source=order.session.path)
        departure = Departure(order.session, order.ids, order.reader, order.policy, order.progress, order.cancelled)
        key = departure.key.secret.decode() if departure.key else ""
        notes = notes_of(order.session, departure) if order.notes else {}
        about = About(order.language, departure.reader.catalog, key, notes)
        leaving = _Leaving(departure)
        with writing(file) as add, closing(make(leaving, about)) as pieces:
            for piece in pieces:
                shown = piece.data if piece.shown is None else piece.shown
                departure.require_clean({piece.file: shown}, f"{piece.facts}\n{about.note}")
                add(piece.file, piece.data)
            numbers = f"{min(departure.ids, default=0)}\n{max(departure.ids, default=0)}"  # the window proposes them
            departure.require_clean({str(_NAME): file.name.encode("utf-8", "replace")}, numbers)
        return ExportResult(file, leaving.count, departure.values.replaced_by_kind(), tuple(leaving.left_out))

    return write


class _Leaving(Iterable[Evidence]):
    """The calls of a departure, with what is to be told of them afterwards."""

    def __init__(self, departure: Departure) -> None:
        self._departure = departure
        self.count = 0
        self.left_out: list[LeftOut] = []

    def __iter__(self) -> Iterator[Evidence]:
        for call in self._departure.calls():
            self.count += 1
            self.left_out += [LeftOut(call.exchange.id, side, why) for side, why in call.left_out.items()]
            yield call


def facts_of(*calls: Evidence) -> str:
    """Numbers and names of `calls` that are about no patient, whatever they look like."""
    return "\n".join(fact for call in calls for fact in _facts_of(call))


def _facts_of(call: Evidence) -> Iterator[str]:
    exchange = call.exchange
    numbers = (exchange.id, call.duration_ms, exchange.duration_ms, call.status, exchange.started)
    sizes = map(len, (exchange.request_head, exchange.request_body, exchange.response_head, exchange.response_body))
    yield from map(str, (*numbers, *sizes))
    yield from (call.time, split_url(exchange.url).netloc, exchange.server, exchange.client, exchange.listener)
    if call.reading.function:
        yield call.reading.function.label


_NAME = Words("文件名", "the name of the file")
_SCRUBBED = Words(
    "患者信息已替换为虚构的值；加密和签名已用一次性密钥 KEY 重做。",
    "Patient values are replaced by invented ones; what was encrypted or signed was so again with the throwaway key KEY.",
)
_KEPT = Words("注意：患者信息未替换，请勿对外发送。", "Beware: patient values are as recorded, do not pass this on.")
