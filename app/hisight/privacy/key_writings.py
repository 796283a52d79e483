"""Keys looked for in what is about to leave, in every writing in which a log, a page or a debug header shows one.

Plain, as UTF-16, hex and base64 of either, quoted as in addresses or as character references, and quoted once more.
"""

import base64
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from hisight.privacy.errors import PrivacyError
from hisight.privacy.spelling import plain
from hisight.protocol import Key, charset
from hisight.wording import Words

_SHORTEST_BASE64 = 4
_DEEPEST = 3
_SPELLED = re.compile(rb"[&%\\]")


def require_without_keys(files: Mapping[str, bytes], keys: Iterable[Key]) -> None:
    """Raise PrivacyError when one of `keys` is in one of `files` (bytes by name)."""
    known = tuple(key for key in keys if key.secret)
    if not known:
        return
    for name, data in files.items():
        for text in _readings(data):
            if found := _pattern(known).search(text):
                label = known[next(at for at, group in enumerate(found.groups()) if group is not None)].label
                raise PrivacyError(
                    Words(
                        f"密钥 {label} 会出现在 {name} 中，未写出任何文件。",
                        f"the key {label} would be in {name}; nothing was written.",
                    ),
                    Words("请不要导出含有密钥的调用。", "Leave out the call that holds it."),
                )


@lru_cache(8)
def _pattern(keys: tuple[Key, ...]) -> re.Pattern[bytes]:
    """A group for each of `keys`."""
    return re.compile(b"|".join(b"(" + b"|".join(_writings(key.secret)) + b")" for key in keys))


def _writings(secret: bytes) -> Iterator[bytes]:
    text = secret.decode("utf-8", "replace")
    for characters in dict.fromkeys((secret, text.encode("utf-16-le"), text.encode("utf-16-be"))):
        yield re.escape(characters)
        yield b"(?i:" + characters.hex().encode() + b")"
        # Behind one or two other bytes base64 looks different: what does not depend on the neighbours is looked for.
        for shift, beginning in enumerate((0, 2, 3)):
            written = base64.b64encode(bytes(shift) + characters)[beginning:-4]
            if len(written) >= _SHORTEST_BASE64:
                yield re.escape(written)


def _readings(data: bytes) -> Iterator[bytes]:
    """`data`, and what it spells, as often as that is something else."""
    yield data
    if not _SPELLED.search(data):
        return
    text = charset.decode(data).text
    for _ in range(_DEEPEST):
        meant = plain(text).text
        if meant == text:
            return
        yield meant.encode("utf-8", "replace")
        text = meant
