"""What HISight says, in both of its languages."""

import difflib
import locale
import os
from collections.abc import Iterable
from typing import Literal, NamedTuple

Language = Literal["zh", "en"]


class Words(NamedTuple):
    """One sentence in Chinese and English, written side by side so that neither is forgotten."""

    zh: str
    en: str

    def in_(self, language: Language) -> str:
        """The sentence in `language`."""
        return self.zh if language == "zh" else self.en

    def __str__(self) -> str:
        return self.in_(language())


NOTHING = Words("", "")


def nearest(name: str, choices: Iterable[object]) -> Words:
    """The question whether the nearest of `choices` was meant; empty when none is near."""
    near = difflib.get_close_matches(name, map(str, choices), n=1)
    return Words(f"是否应为 {near[0]}？", f"Did you mean {near[0]}?") if near else NOTHING


def bounded(words: Words, most: int = 400) -> Words:
    """`words` with the middle left out where they have more than `most` characters: a value in them is too long to be read."""
    kept = most // 2
    return Words(*(text if len(text) <= most else f"{text[:kept]}……{text[-kept:]}" for text in words))


class _Chosen:
    language: Language | None = None


def system_language() -> Language:
    """Chinese where the system speaks it, English elsewhere (POSIX variables first, then the system's setting)."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(variable):
            return "zh" if os.environ[variable].lower().startswith("zh") else "en"
    name = locale.getlocale()[0] or ""
    return "zh" if name.lower().startswith(("zh", "chinese")) else "en"


def language() -> Language:
    """The language in use."""
    return _Chosen.language or system_language()


def use(chosen: Language | None) -> None:
    """Speak `chosen` from now on; None follows the system."""
    _Chosen.language = chosen
