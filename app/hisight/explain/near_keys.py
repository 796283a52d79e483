"""Keys that somebody may have meant by a known one: another of the peer's keys, or the same with a slip of the hand."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from hisight.protocol import Key
from hisight.wording import Words

_ENDINGS = ((b"\n", "换行符 LF", "a line feed"), (b"\r\n", "换行符 CR LF", "CR LF"), (b" ", "一个空格", "a blank"))


class NearKey(NamedTuple):
    """A key, and how it differs from the one in use."""

    value: str
    """The label of the key it comes from, and what was done to it."""
    words: Words
    """The same as a clause."""
    key: Key
    """The key itself."""


def near_keys(keys: Sequence[Key]) -> Iterator[NearKey]:
    """The other `keys`, then all of them with an ending too much, and in other letters; the first is the one in use."""
    for key in keys[1:]:
        yield NearKey(key.label, Words(f"密钥是 {key.label}", f"the key is {key.label}"), key)
    for key in keys:
        for ending, zh, en in _ENDINGS:
            words = Words(f"密钥末尾多了{zh}", f"the key ends with {en}")
            yield NearKey(f"{key.label} {en}", words, Key(key.label, key.secret + ending))
        for secret, zh, en in (
            (key.secret.upper(), "大写", "upper"),
            (key.secret.lower(), "小写", "lower"),
        ):
            if secret != key.secret:
                words = Words(f"密钥中的字母成了{zh}", f"the key's letters are in {en} case")
                yield NearKey(f"{key.label} {en}", words, Key(key.label, secret))
