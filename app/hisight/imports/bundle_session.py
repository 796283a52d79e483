"""A bundle as a session that can be looked at, every call of it judged again and held against what was written."""

import hashlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from hisight import paths, version
from hisight.capture import Session
from hisight.capture.bringing import bring
from hisight.errors import HisightError
from hisight.imports.bundle import Bundle, Damage
from hisight.imports.bundle_manifest import Author, Entry
from hisight.imports.errors import UnreadableFileError
from hisight.imports.judgement import differences, judgement
from hisight.reading import Reader, Reading, decoder, summarise
from hisight.wording import Words

Progress = Callable[[int, int], None]
"""Is told that so many of so many steps are done."""

_AT_ONCE = 50
_NO_KEY = "unknown-key"


@dataclass(frozen=True, slots=True)
class Differing:
    """A call that is judged otherwise now than it was written."""

    number: int
    """Its number."""
    differences: tuple[Words, ...]
    """In what, a sentence each."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What came of judging a bundle again."""

    session: Path
    """The session with its calls."""
    author: Author
    """What wrote it."""
    calls: int
    """How many calls were judged again."""
    differing: tuple[Differing, ...]
    """Those that are judged otherwise now."""
    keyless: int
    """Calls that cannot be judged alike here, because they are sealed with a key that is not known here."""
    damage: tuple[Damage, ...]
    """Files that are not as they were written."""
    reader: str
    """What judged now, in one line."""

    @property
    def alike(self) -> bool:
        """True when nothing is changed and every verdict is the same."""
        return not (self.differing or self.damage or self.keyless)

    @property
    def words(self) -> Words:
        """What came of it, in a line or two."""
        author, recomputed, other = self.author, self.calls - self.keyless, len(self.differing)
        created = author.created.replace("T", " ")
        by = Words(
            f"此包由 HISight {author.version} 写于 {created}。",
            f"Bundle written by HISight {author.version} on {created}.",
        )
        how = Words(f"{other} 个不同", f"{other} differ") if other else Words("全部一致", "all alike")
        again = Words(f"重新计算了 {recomputed} 个结论，{how.zh}。", f" {recomputed} verdicts recomputed, {how.en}.")
        zh, en = by.zh + again.zh * bool(recomputed), by.en + again.en * bool(recomputed)
        if self.keyless:
            zh += f"{self.keyless} 个调用用本机没有的密钥加密或签名，无法核对。"
            en += f" {self.keyless} calls are sealed with a key that is not known here."
        if self.damage:
            zh += f"{len(self.damage)} 个文件与写出时不同。"
            en += f" {len(self.damage)} files are not as they were written."
        return Words(zh, en)

    def lines(self) -> Iterator[Words]:
        """Every difference, a line each: damaged files, then calls."""
        for damage in self.damage:
            yield Words(f"{damage.name}：{damage.what.zh}", f"{damage.name}: {damage.what.en}")
        for one in self.differing:
            for difference in one.differences:
                yield Words(f"#{one.number} {difference.zh}", f"#{one.number} {difference.en}")
        if self.differing:
            author = f"HISight {self.author.version} ({self.author.decoder}), {self.author.catalog}"
            yield Words(f"写出时：{author}；现在：{self.reader}", f"written by {author}; read by {self.reader}")


class CancelledError(HisightError):
    """Somebody wanted no more of it."""

    def __init__(self) -> None:
        super().__init__(Words("已取消。", "cancelled."))


def verify(
    path: Path,
    reader: Reader,
    session: Path | None = None,
    progress: Progress = lambda _done, _all: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Verified:
    """Make the bundle at `path` a session (at `session`, else in the user's folder), and judge each of its calls again.

    The calls are read with the profile and key that came with them, whatever is known here. Of two bundles with the same bytes
    the session is the same, with the marks that were made in it. Raises UnreadableFileError, SessionError, CancelledError.
    """
    with Bundle(path) as bundle:
        entries = bundle.manifest.entries
        steps = _Steps(2 * len(entries), progress, cancelled)
        target = session or _own_place(path)
        _unpack(bundle, target, steps, replace=session is not None)
        bundle.check_others()
        with Session.open(target) as opened:
            reader = reader.of(opened)
            differing, keyless = _judged_again(opened, reader, {entry.number: entry for entry in entries}, steps)
        told = f"HISight {version()} ({decoder.fingerprint()}), {reader.catalog.id} {reader.catalog.version}"
        return Verified(
            target, bundle.manifest.author, len(entries), tuple(differing), keyless, tuple(bundle.damage), told
        )


class _Steps:
    """Counts, and stops when it is wished."""

    def __init__(self, of: int, progress: Progress, cancelled: Callable[[], bool]) -> None:
        self._done, self._of, self._progress, self._cancelled = 0, of, progress, cancelled

    def step(self) -> None:
        """One more is done. Raises CancelledError."""
        if self._cancelled():
            raise CancelledError
        self._done += 1
        self._progress(min(self._done, self._of), self._of)


def _own_place(path: Path) -> Path:
    """A session of the user's for the bundle at `path`, by its name and its bytes."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while piece := file.read(1 << 20):
                digest.update(piece)
        folder = paths.user_data() / "opened"
        folder.mkdir(exist_ok=True)
    except OSError as error:
        reason = error.strerror or str(error)
        raise UnreadableFileError(Words(f"无法读取 {path}：{reason}。", f"cannot read {path}: {reason}.")) from None
    stem = path.name.removesuffix(".zip").removesuffix(".hisight")
    return folder / f"{stem[:60]}-{digest.hexdigest()[:12]}.hisight"


def _unpack(bundle: Bundle, target: Path, steps: _Steps, *, replace: bool) -> None:
    """Store the calls of `bundle` in the session `target`, which is there whole or not at all; one that is there is kept."""
    calls = bundle.calls()
    if target.exists() and not replace:
        for _ in calls:  # held against their digests all the same
            steps.step()
        return
    if target.exists():
        raise HisightError(
            Words(f"文件 {target} 已存在。", f"the file {target} exists."),
            Words("请另给一个名字。", "Give another name."),
        )
    beside = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with Session.open(beside, create=True) as session:
            while some := list(islice(calls, _AT_ONCE)):
                bring(session, some)
                for _ in some:
                    steps.step()
        beside.replace(target)
    except OSError as error:
        reason = error.strerror or str(error)
        raise HisightError(Words(f"无法写入 {target}：{reason}。", f"{target} cannot be written: {reason}.")) from None
    finally:
        for leftover in (beside, *(beside.with_name(f"{beside.name}{end}") for end in ("-wal", "-shm"))):
            leftover.unlink(missing_ok=True)


def _judged_again(
    session: Session, reader: Reader, entries: dict[int, Entry], steps: _Steps
) -> tuple[list[Differing], int]:
    differing: list[Differing] = []
    keyless = 0
    for reading in _read_over(session, reader):
        assert reading.call.exchange is not None
        entry = entries[reading.call.exchange.id]
        now = judgement(reading, entry.left_out)
        found = tuple(differences(entry.judged, now))
        if found and _lacks_key(entry, reading):
            keyless += 1
        elif found:
            differing.append(Differing(entry.number, found))
        steps.step()
    return differing, keyless


def _read_over(session: Session, reader: Reader) -> Iterator[Reading]:
    """Read every call of `session`, with what its earlier calls show, and keep its summary for whoever lists them."""
    last = 0
    while exchanges := session.since(last, _AT_ONCE):
        for exchange in exchanges:
            reading = reader.read_in(session, exchange)
            session.store_summaries([summarise(reading)], reader.fingerprint)
            yield reading
        last = exchanges[-1].id
    session.index()


def _lacks_key(entry: Entry, reading: Reading) -> bool:
    """True when all that is otherwise may come of a key that is not known here."""
    now = {message.direction: message.signature.verdict for message in reading.call.messages}
    return any(now.get(side) == _NO_KEY != before for side, before in entry.judged.signatures.items())  # type: ignore[call-overload]
