"""One message through all its layers, and back: what was opened and not edited is sealed to the same bytes."""

from contextlib import suppress

from hisight.protocol import Key, ProtocolError, Scheme, http, open_message, seal

_SCHEME = Scheme(keys=(Key.from_text("2098D32C4D1399EC", "vector"),))


def read(data: bytes) -> None:
    """Read `data` as a whole HTTP message where it is one, else as a body; then seal it, and edit it."""
    head, body = http.split(data) or (http.EMPTY_HEAD, data)
    message = open_message(None, body, lambda _envelope: _SCHEME, head)
    if (
        not message.decoded.lossy
        and not head.get("Content-Encoding")
        and not message.decoded.charset.startswith("utf-7")
    ):
        with suppress(ProtocolError):
            seal(message)
    for name in ("FUN_CODE", "RETURN_CODE"):
        with suppress(ProtocolError):
            seal(message, "<REQ><A>1</A></REQ>", {name: "1001"})
