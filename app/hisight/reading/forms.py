"""The forms in which one message can be looked at, besides its lines: as XML, as it was written, as bytes."""

from hisight.protocol import Message, SignatureStatus, charset
from hisight.reading.hex_dump import hex_dump
from hisight.reading.indented import indented

LARGEST_DUMP = 64 * 1024
"""Bytes of a body that are dumped in hex."""


def readable(message: Message) -> str:
    """The innermost document that can be read, indented: the payload, else ROOT, else the body."""
    return indented(message.payload.xml or message.envelope.text or message.transport.inner or message.decoded.text)


def written(message: Message) -> str:
    """Head and body as text, as they came: decompressed and decoded, nothing else."""
    package, text = message.package, message.decoded.text
    if package.kind:
        text = charset.decode(package.body, package.charset).text
    return "\n".join((*head_lines(message), "", text)) if message.head.start_line else text


def head_lines(message: Message) -> tuple[str, ...]:
    """The lines of the HTTP head."""
    return (message.head.start_line, *(f"{name}: {value}" for name, value in message.head.fields))


def dumped(body: bytes) -> str:
    """`body` as bytes in hex, at most `LARGEST_DUMP` of them."""
    left = len(body) - LARGEST_DUMP
    return hex_dump(body[:LARGEST_DUMP]) + (f"\n… +{left:,}" if left > 0 else "")


def signed_bytes(status: SignatureStatus) -> str:
    """The bytes that are signed, in hex, with stars for the key's; of many, as many as a dump holds, from both ends."""
    return hex_dump(status.signed, status.key_place, LARGEST_DUMP)
