"""A key as somebody gets it wrong: with the end of the line it was read from, or in another letter case."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from hisight.protocol import Key
from hisight.wording import Words


@dataclass(frozen=True, slots=True)
class Misspelling:
    """One way to get a key wrong."""

    name: str
    """A stable name, e.g. `LF`."""
    spell: Callable[[bytes], bytes]
    """The wrong key for the right one; the same where there is nothing to get wrong."""
    words: Words
    """What happened to the key, as a clause."""

    def of(self, key: Key) -> Key:
        """`key`, spelled wrongly."""
        return Key(key.label, self.spell(key.secret))


MISSPELLINGS = (
    Misspelling("LF", lambda key: key + b"\n", Words("密钥末尾多了换行符 LF", "the key ends with a line feed")),
    Misspelling("CR LF", lambda key: key + b"\r\n", Words("密钥末尾多了换行符 CR LF", "the key ends with CR LF")),
    Misspelling("blank", lambda key: key + b" ", Words("密钥末尾多了一个空格", "the key ends with a blank")),
    Misspelling("upper", bytes.upper, Words("密钥中的字母成了大写", "the key's letters are in upper case")),
    Misspelling("lower", bytes.lower, Words("密钥中的字母成了小写", "the key's letters are in lower case")),
)
"""The ways that are met, the likeliest first."""


def misspelled(key: Key) -> Iterator[tuple[Misspelling, Key]]:
    """Every wrong spelling of `key`."""
    for way in MISSPELLINGS:
        wrong = way.of(key)
        if wrong != key:
            yield way, wrong
