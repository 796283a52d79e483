"""Bytes to text, and text that was misread before it came."""

from hisight.explain.charset import explain
from hisight.protocol import charset


def read(data: bytes) -> None:
    """Read `data`, its first line being the label of a header; what was read without loss is written to the same bytes."""
    label, _, body = data.partition(b"\n")
    for header in (label.decode("latin-1"), ""):
        decoded = charset.decode(body, header)
        assert charset.normal_name(decoded.charset)
        again = decoded.encode(decoded.text)
        if not decoded.lossy and decoded.charset in ("utf-8", "utf-16-le", "utf-16-be"):
            assert again == body
        explain(decoded.text[:4096])
