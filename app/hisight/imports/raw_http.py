"""Files of raw HTTP: one request or answer, or many one behind the other, as `curl -v`, proxies and people save them."""

from collections.abc import Iterator
from pathlib import Path

from hisight.capture import Exchange
from hisight.imports.errors import UnreadableFileError
from hisight.imports.format import Losses
from hisight.imports.http_stream import begins, messages
from hisight.imports.pairing import exchange_of, paired
from hisight.wording import Words

NAME = Words("原始 HTTP", "raw HTTP")

_LARGEST = 512 * 1024 * 1024
_NO_TIME = Words("文件中没有时间。", "the file has no times.")


def recognises(beginning: bytes, path: Path) -> bool:  # noqa: ARG001 - its bytes tell
    """True for a file that begins with the start line of an HTTP message."""
    return begins(beginning)


def exchanges(path: Path, lost: Losses) -> Iterator[Exchange]:
    """The calls in the file. Raises UnreadableFileError."""
    size = path.stat().st_size
    if size > _LARGEST:
        raise UnreadableFileError(
            Words(
                f"{path} 超过 {_LARGEST >> 20} MB，无法作为原始 HTTP 读取。",
                f"{path} has more than {_LARGEST >> 20} MB, too much for a file of raw HTTP.",
            )
        )
    lost.append(_NO_TIME)
    for request, answer in paired(messages(path.read_bytes())):
        yield exchange_of(request, answer)
