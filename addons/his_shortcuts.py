"""Does with fewer steps what mitmproxy does again and again for each call, and to the same result.

WORKAROUND: mitmproxy 11 checks the type of each part of each message that it has made itself, and asks for the fields of a head by
way of four functions for each of its lines, some 25 times a call. Unnecessary once mitmproxy does less.
"""

from collections.abc import Callable

from mitmproxy import http


def install() -> Callable[[], None]:
    """Take them from now on; returns what puts mitmproxy's own ways back."""
    checking, looking = http.MessageData.__post_init__, http.Headers.get_all
    http.MessageData.__post_init__ = _take_as_it_is
    http.Headers.get_all = get_all

    def put_back() -> None:
        http.MessageData.__post_init__, http.Headers.get_all = checking, looking

    return put_back


def get_all(fields: http.Headers, name: str | bytes) -> list[str]:
    """The values of the fields of this name, as mitmproxy's method of that name finds them."""
    wanted = http._always_bytes(name).lower()
    return [http._native(value) for known, value in fields.fields if known.lower() == wanted]


def _take_as_it_is(_message: http.MessageData) -> None:
    pass
