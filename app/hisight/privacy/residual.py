"""The last look at what is about to leave: no patient value and no key in any file, whatever it hides behind."""

import base64
import re
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b

from hisight.privacy.errors import PatientValueError
from hisight.privacy.key_writings import require_without_keys, sought
from hisight.privacy.spelling import meant
from hisight.privacy.value_index import occurs
from hisight.privacy.values import KINDS, PatientValues
from hisight.protocol import Key, charset
from hisight.wording import Words

_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{6,}(?:\r?\n[A-Za-z0-9+/_-]+)*={0,2}")
_HEX = re.compile(rb"[0-9A-Fa-f]{12,}")
_DIGEST_LENGTHS = (32, 40, 64)
_SHORTEST_RUN = 8
_URL_SAFE = bytes.maketrans(b"-_", b"+/")
_NO_TEXT = re.compile("[\ufffd\x00-\x08\x0b\x0c\x0e-\x1f]+")
_SHORTEST_PIECE = 16
_SHORTEST_GBK = 12
_DEEPEST = 3
_DIGEST_SIZE, _MOST_KNOWN = 16, 100_000


class LastLook:
    """Looks over whatever is written of one export, piece by piece."""

    def __init__(self, values: PatientValues) -> None:
        """`values` are all that there are; none may join them later."""
        self._values = values
        self._keys: tuple[Key, ...] = ()
        self._clean: set[bytes] = set()

    def require_clean(self, files: Mapping[str, bytes], keys: Iterable[Key], facts: str = "") -> None:
        """Raise PrivacyError when one of the values or `keys` is in one of `files` (by name), in whatever encoding.

        `facts` are the exporter's own words and numbers (times, sizes, digests, labels): a value that occurs in them, say a
        patient number 1234 beside a call that took 1234 ms, cannot be told from them.
        """
        keys = tuple(keys)
        if keys != self._keys:
            self._keys = keys
            self._clean.clear()
        require_without_keys(files, keys)
        seen: dict[bytes, int] = {}
        for name, data in files.items():
            self._look(name, data, facts, seen, 0)

    def _look(self, name: str, data: bytes, facts: str, seen: dict[bytes, int], depth: int) -> bool:
        """Every way to read `data` as text, spellings resolved; then what stands in it as base64, in the same ways.

        True when it holds nothing that looks like a value. `seen` notes what was looked into as base64 and how deep it stood:
        nothing is looked into twice. What comes again, as tags do and as a body does that was looked at alone, is known to be clean.
        """
        clean = True
        if depth:
            sought(self._keys).require_none_in(name, data)
        for text in _readings(data):
            if (read := text.encode("utf-8", "replace")) != data:
                sought(self._keys).require_none_in(name, read)
            clean &= _require_without_values(name, text, self._values, facts)
        if depth == _DEEPEST:
            return clean
        for match in _BASE64.finditer(data):
            run = match[0]
            known = run if len(run) <= _DIGEST_SIZE else blake2b(run, digest_size=_DIGEST_SIZE).digest()
            if known in self._clean or seen.get(run, _DEEPEST) <= depth:
                continue
            seen[run] = depth
            inside = [self._look(name, decoded, facts, seen, depth + 1) for decoded in _decoded(run)]
            if not all(inside):
                clean = False
            elif depth == 0:
                self._remember(known)
        return clean

    def _remember(self, known: bytes) -> None:
        if len(self._clean) >= _MOST_KNOWN:
            self._clean.clear()
        self._clean.add(known)


def _readings(data: bytes) -> Iterable[str]:
    readings = [charset.decode(data).text]
    if not data.isascii():
        readings += [data.decode("utf-8", "replace"), data.decode("gb18030", "replace")]
    return dict.fromkeys(meant(reading) for reading in readings)


def _decoded(run: bytes) -> Iterator[bytes]:
    """What a run of base64 characters holds, as far as it is text; it may begin at any of its first four characters.

    One of hexadecimal digits holds what those spell as well.
    """
    if len(run) < _SHORTEST_RUN:
        return
    for digits in _HEX.findall(run):
        for offset in range(2):
            pairs = digits[offset : len(digits) - (len(digits) - offset) % 2]
            yield from _spelled(bytes.fromhex(pairs.decode()), is_digest=len(digits) in _DIGEST_LENGTHS)
    joined = re.sub(rb"[\r\n=]", b"", run).translate(_URL_SAFE)
    for offset in range(4):
        characters = joined[offset:]
        if len(characters) % 4 == 1:
            characters = characters[:-1]
        yield from _texts(base64.b64decode(characters + b"=" * (-len(characters) % 4)), marked=run.endswith(b"="))


def _spelled(data: bytes, *, is_digest: bool) -> Iterator[bytes]:
    """`data` if it is text; a digest may well be GBK by chance, but hardly UTF-8."""
    if _decodes(data, "utf-8") or (not is_digest and len(data) >= _SHORTEST_GBK and _decodes(data, "gb18030")):
        yield data


def _texts(data: bytes, *, marked: bool) -> Iterator[bytes]:
    """`data` if it is text; else the longer pieces of text in it, behind what was taken for base64 and was none."""
    if _decodes(data, "utf-8"):
        yield data
    elif (marked or len(data) >= _SHORTEST_GBK) and _decodes(data, "gb18030"):
        yield data  # any few bytes may be GBK: without a sign that somebody meant base64, names would turn up by chance
    elif len(data) >= _SHORTEST_PIECE:
        for piece in _NO_TEXT.split(data.decode("utf-8", "replace")):
            if len(piece) >= _SHORTEST_PIECE:
                yield piece.encode()


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _require_without_values(name: str, text: str, values: PatientValues, facts: str) -> bool:
    """True when `text` holds nothing that looks like a value. Raises PrivacyError for one that is no stand-in and no fact."""
    clean = True
    for occurrence in values.occurrences(text):
        value = occurrence.value
        clean = False
        if values.stand_ins.gave(value.text) or occurs(value, facts):
            continue
        kind = KINDS.get(value.kind, Words(value.kind, value.kind))
        raise PatientValueError(
            Words(
                f"{kind.zh}（来自 {value.place}）仍出现在 {name} 中，未写出任何文件。",
                f"the {kind.en} of {value.place} would still be in {name}; nothing was written.",
            ),
            Words("可不导出该调用，或明确保留患者信息。", "Leave that call out, or keep patient data on purpose."),
        )
    return clean
