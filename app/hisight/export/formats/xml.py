"""The decoded documents, each in a file of its own that any editor opens."""

from collections.abc import Generator, Iterable

from hisight.export.evidence import Evidence
from hisight.export.files import as_utf_8
from hisight.export.formats.format import About, Format, Piece, as_files
from hisight.export.formats.names import name_of
from hisight.imports.judgement import SIDES
from hisight.reading.forms import readable
from hisight.wording import Words


def make(calls: Iterable[Evidence], about: About) -> Generator[Piece, None, None]:  # noqa: ARG001 - a document says nothing in our language
    """The innermost document of each side of `calls` that leaves: the payload, else ROOT, else the body; indented, in UTF-8."""
    for call in calls:
        for side in SIDES:
            message = call.readable(side)
            text = readable(message) if message else ""
            if text.strip():
                ending = "xml" if text.lstrip("\ufeff \t\r\n").startswith("<") else "txt"
                yield Piece(f"{name_of(call)}-{side}.{ending}", as_utf_8(text))


FORMAT = Format(
    "xml",
    ".zip",
    Words("解密后的 XML", "Decoded XML"),
    Words(
        "每个请求、应答一个 UTF-8 的 XML 文件，已解密、排版。",
        "An XML file in UTF-8 for each request and answer, decrypted and laid out.",
    ),
    as_files(make),
)
