"""What is known of a message in flight, read only as far as somebody asks: no key is used, and nothing is deciphered."""

from collections.abc import Callable
from functools import cached_property

from hisight.protocol import charset, envelope, http, limits, transports, unfolding
from hisight.protocol.envelope import Envelope

Raw = tuple[bytes, bytes]
"""Head and body as they came."""

_NOTHING = Envelope("", ())


class Message:
    """A request or an answer; what is asked of it is read once."""

    def __init__(self, raw: Callable[[], Raw]) -> None:
        """`raw` gives its bytes when they are needed."""
        self._raw = raw

    @property
    def names(self) -> tuple[str, ...]:
        """FUN_CODE and the name of the operation, in lower case; what is missing is empty."""
        root, operation = self._read
        return root.plain("FUN_CODE").lower(), operation.lower()

    @property
    def user(self) -> str:
        """USER_ID; empty when there is none."""
        return self._read[0].plain("USER_ID")

    @property
    def return_code(self) -> str:
        """RETURN_CODE; empty when there is none."""
        return self._read[0].plain("RETURN_CODE")

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

    def __init__(self, url: str, request: Callable[[], Raw], response: Callable[[], Raw] | None = None) -> None:
        self.url = url
        """Where the request goes."""
        self.request = Message(request)
        """The request."""
        self.response = Message(response) if response else None
        """The answer; None while there is none."""
