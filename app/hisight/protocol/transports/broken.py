"""A body that is no well-formed XML: what it was meant to be, and as much of its document as can be made out."""

import re
from dataclasses import replace

from hisight.protocol import diagnosis, markup, xml
from hisight.protocol.errors import MarkupError
from hisight.protocol.notes import Problem
from hisight.protocol.transports import bare, carries, foreign, soap
from hisight.protocol.transports.transport import Transport

_HIDDEN = {number: 0x10FF00 + number for number in range(0x20) if number not in (9, 10, 13)}
"""A parser refuses control characters: private ones take their place on the way through it."""
_SHOWN_AGAIN = {hidden: number for number, hidden in _HIDDEN.items()}
_XML_INSIDE = re.compile(r"<(?:\?xml|ROOT|(?:[\w.-]+:)?Envelope)\b")
_ROOT_IN_CDATA = re.compile(r"<!\[CDATA\[\s*(?:<\?xml[^<>]*>\s*)?<ROOT\b")
_SECTIONS = re.compile(r"(?:<!\[CDATA\[.*?(?:\]\]>|\Z)|[^<])*+(?:<!?[\[CDAT]*\Z)?", re.DOTALL)


def read(text: str, error: MarkupError) -> tuple[Transport, tuple[Problem, ...]]:
    """Read `text`, of which a parser said `error`."""
    alone = bare.read_written_again(text)
    if alone is not None:
        return alone, ()
    if foreign.is_page(text) or not (text.lstrip("\ufeff \t\r\n").startswith("<") or _XML_INSIDE.search(text)):
        return Transport("none", "nothing", text), (foreign.problem(text),)
    problem = Problem(error.kind, "transport", error.what, error.line, error.column)
    carried = carries.of_text(text)
    if carried != "nothing":
        return Transport("bare", carried, text), (problem,)
    mended = _read_mended(text) if error.mendable else None
    return mended or _read_inside(text), (problem,)


def _read_mended(text: str) -> Transport | None:
    """Read a broken SOAP envelope as it was meant; None when that cannot be told, or nothing is in it.

    Where in `text` things stand is then unknown, so that the argument has no place.
    """
    hidden = text.translate(_HIDDEN)
    mended = diagnosis.mended(hidden) if len(text) <= xml.LARGEST_EXPLAINED else hidden
    try:
        root = xml.parse(mended)
    except MarkupError:
        return None
    if xml.namespace(root) not in soap.NAMESPACES or not soap.version(root):
        return None
    found, _ = soap.read(mended, root)
    if found.carries == "nothing":
        return None
    if found.style == "elements":  # what stands in the text itself shows its faults where they are
        return replace(_read_inside(text), kind=found.kind, operation=found.operation, namespace=found.namespace)
    inner = found.inner.translate(_SHOWN_AGAIN)
    return replace(found, inner=inner, argument="", style="", path=(), again="", decoded=None, declared="")


def _read_inside(text: str) -> Transport:
    """What a broken envelope carries may still be whole; so much as can be made out is read."""
    for candidate in (_section(text), text, markup.value(text)):
        start, end = candidate.find("<ROOT"), candidate.rfind("</ROOT>")
        if start >= 0:
            return Transport("none", "root", candidate[start : end + len("</ROOT>") if end > start else None])
    return Transport("none", "nothing", text)


def _section(text: str) -> str:
    """What stands in the CDATA section that begins with ROOT and its continuations; empty when there is none like it.

    One that holds another section ends too early: then it has no end of ROOT, and the text itself says more.
    """
    begin = _ROOT_IN_CDATA.search(text)
    sections = _SECTIONS.match(text, begin.start()) if begin else None
    if sections is None:
        return ""
    inner = markup.value(sections[0])
    return inner if "</ROOT>" in inner or sections.end() == len(text) else ""
