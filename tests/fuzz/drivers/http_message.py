"""HTTP around a message: whole messages, heads alone, content encodings."""

from hisight.protocol import http, unfolding

_ENCODINGS = ("gzip", "deflate", "x-gzip", "br", "zstd", "gzip, gzip", "identity")


def read(data: bytes) -> None:
    """Split `data`, read it as a head, and unfold it by an encoding that its first byte chooses."""
    http.split(data)
    head = http.parse_head(data)
    assert head.status >= 0
    assert http.parse_head(head.to_bytes()) is not None
    http.shortage(head, data)
    assert head.charset is not None
    unfolding.unfold(data[1:], _ENCODINGS[data[0] % len(_ENCODINGS)] if data else "")
    unfolding.unfold(data, head.joined("Content-Encoding"))
