"""Every text that stands in some bytes, in the ways in which the last look reads them, all of them and at once."""

from collections.abc import Iterator

from hisight.privacy.residual import _BASE64, _DEEPEST, _decoded
from hisight.privacy.spelling import plain
from hisight.protocol import charset


def texts_in(data: bytes, seen: dict[bytes, int] | None = None, depth: int = 0) -> Iterator[str]:
    """Every way to read `data` as text, spellings resolved; then every text that stands in it as base64, in the same ways.

    `seen` notes what was looked into as base64 and how deep it stood: nothing is looked into twice.
    """
    seen = {} if seen is None else seen
    readings = [charset.decode(data).text]
    if not data.isascii():
        readings += [data.decode("utf-8", "replace"), data.decode("gb18030", "replace")]
    yield from dict.fromkeys(plain(reading).text for reading in readings)
    if depth == _DEEPEST:
        return
    for match in _BASE64.finditer(data):
        run = match[0]
        if seen.get(run, _DEEPEST) <= depth:
            continue
        seen[run] = depth
        for decoded in _decoded(run):
            yield from texts_in(decoded, seen, depth + 1)
