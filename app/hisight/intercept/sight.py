"""What is known of a message in flight, read only as far as somebody asks: no key is used, and nothing is deciphered."""

import re
from collections.abc import Callable
from functools import cached_property

from hisight.protocol import charset, envelope, http, limits, transports, unfolding
from hisight.protocol.envelope import Envelope

Raw = tuple[bytes, bytes]
"""Head and body as they came."""

_NOTHING = Envelope("", ())
_PLAIN_VALUE = re.compile(
    rb"\w+>(?:([\w.-]*)|<!\[CDATA\[([\w.-]*)\]\](?:>|\]\]><!\[CDATA\[>))</\w+>"
    rb"|\w+&gt;(?:([\w.-]*)|&lt;!\[CDATA\[([\w.-]*)\]\]&gt;)&lt;/\w+&gt;"
)


class Message:
    """A request or an answer; what is asked of it is read once."""

    def __init__(self, raw: Callable[[], Raw]) -> None:
        """`raw` gives its bytes when they are needed."""
        self._raw = raw

    @property
    def function(self) -> str:
        """FUN_CODE, in lower case; of a message without one the name of its operation."""
        return (self.value("FUN_CODE") or self._read[1]).lower()

    def value(self, name: str) -> str:
        """What its ROOT has as `name`; empty when there is none."""
        plain = plain_value(self._raw()[1], name)
        return self._read[0].plain(name) if plain is None else plain

    @cached_property
    def _read(self) -> tuple[Envelope, str]:
        """The ROOT document, and the operation."""
        data, body = self._raw()
        head = http.parse_head(data)
        unfolded = unfolding.unfold(body, head.joined("Content-Encoding"))
        package = transports.unpack(unfolded.content, head)
        if limits.of_body(package.content) is not None:
            return _NOTHING, package.operation
        carried, _ = transports.read(charset.decode(package.content, package.charset).text)
        root = envelope.read(carried.inner) if carried.carries == "root" else _NOTHING
        return root, carried.operation or package.operation


class Sight:
    """A call in flight, as far as it has come."""

    def __init__(
        self, url: Callable[[], str], request: Callable[[], Raw], response: Callable[[], Raw] | None = None
    ) -> None:
        self._url = url
        self.request = Message(request)
        """The request."""
        self.response = Message(response) if response else None
        """The answer; None while there is none."""

    @property
    def url(self) -> str:
        """Where the request goes."""
        return self._url()


def plain_value(body: bytes, name: str) -> str | None:
    """What an XML `body` has as `name`, where that stands there once and in plain sight; None where it has to be read.

    It spares most messages the reading, which takes ten times as long.
    """
    tag = name.encode()
    found = _PLAIN_VALUE.match(body, body.find(tag)) if body.count(tag) == 2 else None
    return found[found.lastindex or 0].decode() if found and found[0].count(tag) == 2 else None
