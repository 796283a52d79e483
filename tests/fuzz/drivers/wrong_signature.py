"""A SIGN that does not fit, and what was done otherwise."""

from hisight.explain import signature
from hisight.protocol import Key, Scheme, open_message

_SCHEME = Scheme(keys=(Key.from_text("2098D32C4D1399EC", "vector"),))
_MOST = 1  # changes at once: more take longer and reach nothing else


def read(data: bytes) -> None:
    """Read `data` as a body and explain its signature, whatever that is."""
    message = open_message(None, data, lambda _envelope: _SCHEME)
    explained = signature.explain(message, _MOST)
    assert explained.status.verdict
