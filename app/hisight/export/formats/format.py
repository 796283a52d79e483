"""What an export format is, and the way on which each one leaves: made, looked over, and only then given its name."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from hisight.capture import Session, split_url
from hisight.catalog import Catalog
from hisight.export import archive, whole
from hisight.export.bundle import ExportResult, LeftOut
from hisight.export.departure import Departure, Progress
from hisight.export.evidence import Evidence
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

    @property
    def note(self) -> str:
        """Whether patient values were replaced, and what opens the messages: one sentence for whoever opens the file."""
        if not self.key:
            return _KEPT.in_(self.language)
        return _SCRUBBED.in_(self.language).replace("KEY", self.key)


@dataclass(frozen=True, slots=True)
class Made:
    """What a format has written, still in memory."""

    files: Mapping[str, bytes]
    """Files by name; of a format with one file only its content counts."""
    hidden: Mapping[str, bytes] = field(default_factory=dict)
    """What stands in `files` where compression hides it from the eye; looked over, not written."""
    facts: str = ""
    """The format's own words and numbers, among which a short patient value may occur by chance."""


Make = Callable[[Iterable[Evidence], About], Made]
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
    """A writer of the one file that `make` makes."""

    def save(file: Path, made: Made) -> None:
        (content,) = made.files.values()
        whole.write_file(file, content)

    return _writer(make, save)


def as_files(make: Make) -> Write:
    """A writer of the files that `make` makes: into a ZIP, or into a new folder where the name has no ending."""

    def save(file: Path, made: Made) -> None:
        if file.suffix:
            archive.write(file, made.files)
        else:
            whole.write_folder(file, made.files)

    return _writer(make, save)


def _writer(make: Make, save: Callable[[Path, Made], None]) -> Write:
    def write(file: Path, order: Order) -> ExportResult:
        archive.require_free(file, overwrite=order.overwrite, source=order.session.path)
        departure = Departure(order.session, order.ids, order.reader, order.policy, order.progress, order.cancelled)
        leaving = _Leaving(departure)
        key = departure.key.secret.decode() if departure.key else ""
        made = make(leaving, About(order.language, order.reader.catalog, key))
        departure.require_clean({**made.files, **made.hidden}, "\n".join((*leaving.facts, made.facts, key)))
        save(file, made)
        return ExportResult(file, leaving.count, departure.values.replaced_by_kind(), tuple(leaving.left_out))

    return write


class _Leaving(Iterable[Evidence]):
    """The calls of a departure, with what is to be told of them afterwards."""

    def __init__(self, departure: Departure) -> None:
        self._departure = departure
        self.count = 0
        self.left_out: list[LeftOut] = []
        self.facts: list[str] = []

    def __iter__(self) -> Iterator[Evidence]:
        for call in self._departure.calls():
            self.count += 1
            self.left_out += [LeftOut(call.exchange.id, side, why) for side, why in call.left_out.items()]
            self.facts += facts_of(call)
            yield call


def facts_of(call: Evidence) -> Iterator[str]:
    """Numbers and names of `call` that are about no patient, whatever they look like."""
    exchange = call.exchange
    numbers = (exchange.id, call.duration_ms, exchange.duration_ms, call.status, exchange.started)
    sizes = map(len, (exchange.request_head, exchange.request_body, exchange.response_head, exchange.response_body))
    yield from map(str, (*numbers, *sizes))
    yield from (call.time, split_url(exchange.url).netloc, exchange.server, exchange.client, exchange.listener)
    if call.reading.function:
        yield call.reading.function.label


_SCRUBBED = Words(
    "患者信息已替换为虚构的值；加密和签名已用一次性密钥 KEY 重做。",
    "Patient values are replaced by invented ones; what was encrypted or signed was so again with the throwaway key KEY.",
)
_KEPT = Words("注意：患者信息未替换，请勿对外发送。", "Beware: patient values are as recorded, do not pass this on.")
