"""From the text of an HTTP body to the document inside it: each transport is asked in turn."""

from hisight.protocol import xml
from hisight.protocol.errors import MarkupError
from hisight.protocol.notes import Problem
from hisight.protocol.transports import asmx_string, bare, broken, foreign, frame, soap
from hisight.protocol.transports.transport import Transport
from hisight.wording import Words


def read(text: str) -> tuple[Transport, tuple[Problem, ...]]:
    """Find the ROOT document (or a REQ/RES document alone) in the body `text`. Never fails."""
    framed = frame.read(text)
    if framed is not None:
        return framed, ()
    if not text.strip("\ufeff \t\r\n"):
        return Transport("none", "nothing", text), (_empty(),)
    alone = bare.read_ciphertext(text)
    if alone is not None:
        return alone, ()
    try:
        root = xml.parse(text)
    except MarkupError as error:
        return broken.read(text, error)
    if soap.version(root):
        return soap.read(text, root)
    if xml.local_name(root).lower() == "html":
        return Transport("none", "nothing", ""), (foreign.problem(text),)
    carried = bare.read(text, root) or asmx_string.read(text, root)
    return (carried, ()) if carried else (Transport("none", "nothing", text), (soap.no_root(root),))


def _empty() -> Problem:
    return Problem("empty-body", "transport", Words("正文为空。", "the body is empty."))
