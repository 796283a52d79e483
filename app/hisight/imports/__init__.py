"""What people have, read as exchanges: one format a file.

A file is known by what it contains, not by its name. Nothing in it is run, followed or fetched.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from hisight.capture import Exchange
from hisight.imports import bundle, har, mitm, our_session, packets, raw_http, saz, spreadsheet, text
from hisight.imports.errors import UnreadableFileError
from hisight.imports.format import BEGINNING, Format, Losses
from hisight.wording import Words

__all__ = ["FORMATS", "Format", "Import", "Losses", "UnreadableFileError", "read_file"]

FORMATS: tuple[Format, ...] = (our_session, bundle, saz, spreadsheet, packets, mitm, har, raw_http, text)
"""What is read, the surest first: each is asked in turn whether a file is its own."""


_NO_ANSWER = "not-in-file: there is no answer"
"""The `error` of a call without an answer: whether one came, only the sender of the file can tell."""


@dataclass(frozen=True, slots=True)
class Import:
    """A file that is being read."""

    format: Words
    """What it turned out to be."""
    exchanges: Iterator[Exchange]
    """Its calls, one at a time; their `id` and `parent` are numbers of the file. Raises HisightError where it cannot be read on."""
    lost: Losses
    """What the format could not say; complete once the calls are read."""


def read_file(path: Path) -> Import:
    """The calls in the file at `path`. Raises UnreadableFileError, at once or at the first call, when there are none."""
    try:
        if not path.is_file():
            raise UnreadableFileError(Words(f"没有文件 {path}。", f"there is no file {path}."))
        with path.open("rb") as file:
            beginning = file.read(BEGINNING)
    except OSError as error:
        raise _unreadable(path, error) from None
    for one in FORMATS:
        if one.recognises(beginning, path):
            lost = Losses()
            return Import(one.NAME, _imported(one.exchanges(path, lost), path), lost)
    raise _nothing_in(path)


def _imported(exchanges: Iterator[Exchange], path: Path) -> Iterator[Exchange]:
    found = False
    try:
        for exchange in exchanges:
            found = True
            answered = exchange.response_head or exchange.error
            yield replace(exchange, origin="import", error=exchange.error if answered else _NO_ANSWER)
    except OSError as error:
        raise _unreadable(path, error) from None
    if not found:
        raise _nothing_in(path)


def _unreadable(path: Path, error: OSError) -> UnreadableFileError:
    reason = error.strerror or str(error)
    return UnreadableFileError(Words(f"无法读取 {path}：{reason}。", f"cannot read {path}: {reason}."))


def _nothing_in(path: Path) -> UnreadableFileError:
    known = Words("、".join(one.NAME.zh for one in FORMATS), ", ".join(one.NAME.en for one in FORMATS))
    return UnreadableFileError(
        Words(f"{path} 中没有找到报文。", f"no message found in {path}."),
        Words(f"HISight 能读：{known.zh}。", f"HISight reads: {known.en}."),
    )
