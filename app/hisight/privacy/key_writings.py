"""Keys looked for in what is about to leave, in every writing in which a log, a page or a debug header shows one.

Plain, as UTF-16, hex and base64 of either, quoted as in addresses or as character references, and quoted once more.
"""

import base64
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from ahocorasick_rs import BytesAhoCorasick

from hisight.privacy.errors import PrivacyError
from hisight.privacy.spelling import meant
from hisight.protocol import Key, charset
from hisight.wording import Words

_SHORTEST_BASE64 = 4
_DEEPEST = 3
_SPELLED = re.compile(rb"[&%\\]")


def require_without_keys(files: Mapping[str, bytes], keys: Iterable[Key]) -> None:
    """Raise PrivacyError when one of `keys` is in one of `files` (bytes by name)."""
    known = sought(tuple(keys))
    for name, data in files.items():
        for text in _readings(data):
            known.require_none_in(name, text)


class Sought:
    """Keys that are looked for."""

    def __init__(self, keys: tuple[Key, ...]) -> None:
        self._writings = [(key.label, *one) for key in keys if key.secret for one in _writings(key.secret)]
        # One pass for all of them, in which case does not count: what it finds is looked at again, and nearly always there is nothing.
        folded = [written.upper() for _, written, _ in self._writings]
        self._automaton = BytesAhoCorasick(folded) if folded else None

    def require_none_in(self, name: str, data: bytes) -> None:
        """Raise PrivacyError when one of them is in `data` as it stands, of the file called `name`."""
        if self._automaton is None or not self._automaton.find_matches_as_indexes(data.upper()):
            return
        for label, written, is_hex in self._writings:
            if written in (data.lower() if is_hex else data):
                raise PrivacyError(
                    Words(
                        f"密钥 {label} 会出现在 {name} 中，未写出任何文件。",
                        f"the key {label} would be in {name}; nothing was written.",
                    ),
                    Words("请不要导出含有密钥的调用。", "Leave out the call that holds it."),
                )


@lru_cache(8)
def sought(keys: tuple[Key, ...]) -> Sought:
    """The `keys` as something to look for: made once."""
    return Sought(keys)


def _writings(secret: bytes) -> Iterator[tuple[bytes, bool]]:
    """How `secret` may be written, and whether in hexadecimal digits: in lower case, but either is one."""
    text = secret.decode("utf-8", "replace")
    for characters in dict.fromkeys((secret, text.encode("utf-16-le"), text.encode("utf-16-be"))):
        yield characters, False
        yield characters.hex().encode(), True
        # Behind one or two other bytes base64 looks different: what does not depend on the neighbours is looked for.
        for shift, beginning in enumerate((0, 2, 3)):
            written = base64.b64encode(bytes(shift) + characters)[beginning:-4]
            if len(written) >= _SHORTEST_BASE64:
                yield written, False


def _readings(data: bytes) -> Iterator[bytes]:
    """`data`, and what it spells, as often as that is something else."""
    yield data
    if not _SPELLED.search(data):
        return
    text = charset.decode(data).text
    for _ in range(_DEEPEST):
        spelled = meant(text)
        if spelled == text:
            return
        yield spelled.encode("utf-8", "replace")
        text = spelled
