"""One call as it leaves: its bytes, its reading, and what is kept back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from hisight.capture import Exchange
from hisight.imports.bundle_format import folder_of
from hisight.protocol import Direction, Message
from hisight.reading import Reading
from hisight.wording import Language, Words


@dataclass(frozen=True)
class Evidence:
    """A call, scrubbed unless the user wanted it as it is. Whatever is written about it comes from here."""

    exchange: Exchange
    """Its bytes; without the bodies that are left out."""
    reading: Reading
    """What they say."""
    left_out: Mapping[Direction, Words]
    """Sides whose body stays at home, and why."""
    clean: Callable[[str], str]
    """Takes patient values out of a sentence about the call."""

    @property
    def folder(self) -> str:
        """Its folder in the bundle: `calls/0042`."""
        return folder_of(self.exchange.id)

    @property
    def time(self) -> str:
        """When it began, local time with its offset from UTC, ISO 8601."""
        return datetime.fromtimestamp(self.exchange.started).astimezone().isoformat(timespec="milliseconds")

    @property
    def duration_ms(self) -> float:
        """Milliseconds to the last byte, with one decimal."""
        return round(self.exchange.duration_ms, 1)

    @property
    def status(self) -> int:
        """The HTTP status; 0 without an answer."""
        return self.reading.call.response.head.status if self.reading.call.response else 0

    def say(self, words: Words, language: Language) -> str:
        """`words` in `language`, without patient values."""
        return self.clean(words.in_(language))

    def readable(self, direction: Direction) -> Message | None:
        """The side of that direction, if it was recorded and may leave."""
        subject = self.reading.subject(direction)
        return subject.message if subject and direction not in self.left_out else None
