"""What a format makes, put together without going through a file."""

from collections.abc import Iterable

from hisight.export.formats.format import Piece


def joined(pieces: Iterable[Piece]) -> dict[str, bytes]:
    """The files by name."""
    files: dict[str, bytes] = {}
    for piece in pieces:
        files[piece.file] = files.get(piece.file, b"") + piece.data
    return files


def shown(pieces: Iterable[Piece]) -> str:
    """What is looked over before it is written."""
    return b"\n".join(piece.data if piece.shown is None else piece.shown for piece in pieces).decode()
