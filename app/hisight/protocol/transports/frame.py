"""What stands around the string argument of a SOAP message: a peer's stack writes it alike in each call.

So a parser is asked but once, with the smallest document there is in its place. What it says of that holds for any document
that is written as plain character data, which needs no parser: it would find it in the same place, with nothing else around it.
"""

import re
from collections.abc import Callable
from functools import lru_cache

from hisight.protocol import limits, markup, xml
from hisight.protocol.diagnosis.characters import are_allowed
from hisight.protocol.errors import MarkupError
from hisight.protocol.transports import carries, soap
from hisight.protocol.transports.transport import Transport

_SMALLEST = "<ROOT/>"
_LONGEST = 1000
_SECTION, _SECTION_END = "<![CDATA[", "]]>"
_ESCAPED, _IN_SECTION = markup.escape(_SMALLEST), markup.cdata(_SMALLEST)
_OTHER_REFERENCE = re.compile(r"&(?!(?:amp|quot|apos);)")


def read(text: str) -> Transport | None:
    """Read the SOAP message `text`, whose argument is escaped or stands in CDATA. None where it takes a closer look."""
    start, end, sample, value_of = _place(text)
    if start <= 0 or end <= start or len(text) - end > _LONGEST or len(text) > xml.LARGEST_TEXT:
        return None
    raw = text[start:end]
    value = value_of(raw)
    if value is None or (carried := carries.of_text(value)) == "nothing":
        return None
    frame = _around(text[:start], sample, text[end:])
    if frame is None or limits.of_markup(text) is not None or not are_allowed(raw):
        return None
    return Transport(
        frame.kind,
        carried,
        value,
        frame.operation,
        frame.argument,
        frame.style,
        frame.path,
        declared=frame.declared,
        namespace=frame.namespace,
    )


def _place(text: str) -> tuple[int, int, str, Callable[[str], str | None]]:
    """Where the argument begins and ends, if there is one, the smallest document written like it, and what reads it."""
    start = text.find(_SECTION, 0, _LONGEST)
    if start >= 0:
        return start, text.rfind(_SECTION_END) + len(_SECTION_END), _IN_SECTION, _in_sections
    start = text.rfind(">", 0, max(0, text.find("&lt;", 0, _LONGEST))) + 1
    return start, text.find("<", start), _ESCAPED, _escaped


def _in_sections(raw: str) -> str | None:
    """What CDATA sections hold that stand one behind the other; None where there is anything between them."""
    sections = raw.split(_SECTION_END)
    if sections.pop() or not all(one.startswith(_SECTION) for one in sections):
        return None
    return _with_line_ends("".join([one[len(_SECTION) :] for one in sections]))


def _escaped(raw: str) -> str | None:
    """What escaped text stands for; None where it has other references than the five of XML."""
    text = _with_line_ends(raw).replace("&lt;", "<").replace("&gt;", ">")
    if _SECTION_END in raw or ("&" in text and _OTHER_REFERENCE.search(text)):
        return None
    return markup.unescape(text)


def _with_line_ends(text: str) -> str:
    """`text` with the line ends that a parser makes of those it meets (XML 1.0, 2.11)."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


@lru_cache(256)
def _around(before: str, smallest: str, after: str) -> Transport | None:
    """How the message is read that has the `smallest` document between `before` and `after`; None where it is no such frame."""
    if "&" in before or "<!" in before or "<!" in after:  # there may be another document, a comment, a DOCTYPE
        return None
    text = before + smallest + after
    try:
        root = xml.parse(text)
    except MarkupError:
        return None
    if not soap.version(root):
        return None
    carried, _ = soap.read(text, root)
    is_plain = carried.inner == _SMALLEST and carried.as_string and not carried.again and carried.decoded is None
    return carried if is_plain else None
