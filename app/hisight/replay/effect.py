"""What a request would do, by everything in it that names a function: a HIS may go by any of it."""

import re
from collections.abc import Iterator
from typing import Literal
from urllib.parse import parse_qsl

from hisight.catalog import Effect, Function
from hisight.protocol import markup
from hisight.protocol.transports import form
from hisight.reading import Reading

Deeper = Literal["write", "money", "unknown"]
"""What a request does that does more than read; `unknown` when a FUN_CODE is none of the catalog's, or cannot be read."""

_HARM: tuple[Effect | Literal["unknown"], ...] = ("read", "unknown", "write", "money")
"""The later, the worse: of several functions in one request the worst counts."""

_METHODS_THAT_ASK = ("GET", "HEAD", "OPTIONS")
_DESCRIBING = frozenset(("wsdl", "singlewsdl", "xsd", "disco", "op"))
"""What a service is asked for its own description with, `?wsdl`, `?xsd=xsd0`; `?op=` is the test page of ASP.NET."""

_CODE = re.compile(
    r"<(?:[\w.-]{1,60}:)?FUN_CODE(?:\s[^<>]{0,200})?>\s{0,200}(?:<!\[CDATA\[)?([^<\]]{0,200})", re.IGNORECASE
)


def effect_of(reading: Reading) -> tuple[Deeper | None, Function | None]:
    """What the request of `reading` would do, None when it only reads; and the function that it would carry out."""
    if _asks_for_a_description(reading):
        return None, None
    functions = list(_functions(reading)) or [None]
    worst = max(functions, key=lambda one: _HARM.index(one.effect if one else "unknown"))
    effect = worst.effect if worst else "unknown"
    return (None if effect == "read" else effect), worst


def _functions(reading: Reading) -> Iterator[Function | None]:
    """Every function that the request names: by each FUN_CODE, by its operation, by its address; None for one that nobody knows."""
    request, catalog = reading.call.request, reading.subjects[0].catalog
    assert request is not None
    if reading.function is not None:
        yield reading.function
    text = request.decoded.text
    for written in dict.fromkeys((text, markup.unescape(text), request.transport.inner)):
        for code in _CODE.findall(written):
            yield catalog.function(code)
    for operation in (reading.call.operation, form.operation(request.head)):
        if (named := catalog.function("", operation)) is not None:
            yield named


def _asks_for_a_description(reading: Reading) -> bool:
    """True for a GET of the WSDL, of a page or of nothing in particular."""
    request = reading.call.request
    assert request is not None
    return (
        request.head.start_line.partition(" ")[0] in _METHODS_THAT_ASK
        and not request.decoded.text
        and not form.operation(request.head)
        and all(name.lower() in _DESCRIBING for name, _ in parse_qsl(request.head.query, keep_blank_values=True))
    )
