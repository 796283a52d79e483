"""From the text of an HTTP body to the ROOT text inside it, and back.

SOAP is matched by namespace, never by prefix; the operation is taken from the Body, not from SOAPAction (wire.md, 1).
"""

import re
from dataclasses import dataclass
from typing import Literal

from hisight.protocol import markup, xml
from hisight.protocol.errors import MarkupError
from hisight.protocol.notes import Direction, Problem
from hisight.wording import Words

SOAP_NAMESPACES = {
    "http://schemas.xmlsoap.org/soap/envelope/": "soap-1.1",
    "http://www.w3.org/2003/05/soap-envelope": "soap-1.2",
}

Carries = Literal["root", "payload", "ciphertext", "nothing"]
ArgumentStyle = Literal["", "escaped", "cdata", "elements"]

_BASE64 = re.compile(r"[A-Za-z0-9+/\s]{20,}={0,2}")  # the encryption of nothing has 24 characters

_PAYLOAD_ROOTS: dict[str, Direction] = {
    "req": "request",
    "request": "request",
    "res": "response",
    "response": "response",
}


@dataclass(frozen=True, slots=True)
class Transport:
    """How a body carries its ROOT document."""

    kind: str
    """`soap-1.1`, `soap-1.2`, `bare` (the document itself is the body) or `none` (nothing was recognised)."""
    carries: Carries
    """What was found inside: a ROOT document, a REQ or RES document alone, its encrypted text alone, or nothing."""
    inner: str
    """The text of what was found."""
    operation: str = ""
    """The element below the SOAP Body, without its prefix."""
    argument: str = ""
    """The element that holds the string, without its prefix."""
    style: ArgumentStyle = ""
    """How the string was written: escaped text, CDATA, or as elements."""
    path: tuple[int, ...] = ()
    """Where the argument stands: child positions from the document's root element."""

    def wrap(self, text: str, inner: str) -> str:
        """`text`, the body this was read from, with `inner` in place of what it carries; the same text for the same inner."""
        if inner == self.inner:
            return text
        if self.kind == "bare":
            if self.carries == "ciphertext":
                return inner
            span = markup.span_at(text, ())
            return text[: span.start] + _without_declaration(inner) + text[span.end :]
        span = markup.span_at(text, self.path)
        content = {"escaped": markup.escape, "cdata": markup.cdata}.get(self.style, _without_declaration)(inner)
        return markup.replace_content(text, span, content)


def read(text: str) -> tuple[Transport, tuple[Problem, ...]]:
    """Find the ROOT document (or a REQ/RES document alone) in the body `text`. Never fails."""
    stripped = text.lstrip("\ufeff \t\r\n")
    if not stripped:
        return Transport("none", "nothing", text), (_empty(),)
    if _BASE64.fullmatch(stripped.rstrip()):
        return Transport("bare", "ciphertext", stripped), ()
    try:
        root = xml.parse(text)
    except MarkupError as error:
        return _read_ill_formed(text, error)
    name = xml.local_name(root)
    version = SOAP_NAMESPACES.get(xml.namespace(root)) if name == "Envelope" else None
    if version:
        return _read_soap(text, root, version)
    if name.lower() == "html":
        return Transport("none", "nothing", ""), (_not_soap(),)
    carries = _carried(name)
    if carries != "nothing":
        return Transport("bare", carries, text), ()
    found = _find_argument(root, ())
    if found is None:
        return Transport("none", "nothing", text), (_no_root(),)
    return _with_argument(text, Transport("none", "nothing", ""), *found), ()


def _read_soap(text: str, root: xml.Element, version: str) -> tuple[Transport, tuple[Problem, ...]]:
    body_index, body = next(
        ((index, child) for index, child in enumerate(root.iterchildren("*")) if xml.local_name(child) == "Body"),
        (0, None),
    )
    operation = None if body is None else next(body.iterchildren("*"), None)
    if body is None or operation is None:
        return Transport(version, "nothing", ""), (_no_root(),)
    name = xml.local_name(operation)
    if name == "Fault":
        reason = " ".join(str(part).strip() for part in operation.itertext() if part.strip())
        message = Words(f"对方返回 SOAP Fault：{reason}。", f"the peer answered with a SOAP Fault: {reason}.")
        return Transport(version, "nothing", "", operation=name), (Problem("soap-fault", "transport", message),)
    wrapped = Transport(version, "nothing", "", operation="" if _carried(name) == "root" else name)
    found = _find_argument(body, (body_index,))
    if found is None:
        return wrapped, (_no_root(),)
    return _with_argument(text, wrapped, *found), ()


def _find_argument(element: xml.Element, path: tuple[int, ...]) -> tuple[xml.Element, tuple[int, ...], str] | None:
    """The first element at or below `element` that holds a document: as text (returned) or as child elements (empty text)."""
    stack = [(element, path)]
    while stack:
        here, where = stack.pop()
        inside = list(here.iterchildren("*"))
        if any(_carried(xml.local_name(child)) == "root" for child in inside):
            return here, where, ""
        value = "" if inside else xml.text_of(here)
        if _carried(markup.first_name(value)) != "nothing":
            return here, where, value
        stack += [(child, (*where, index)) for index, child in reversed(list(enumerate(inside)))]
    return None


def _with_argument(text: str, base: Transport, element: xml.Element, path: tuple[int, ...], value: str) -> Transport:
    span = markup.span_at(text, path)
    raw = text[span.inner : span.inner_end]
    style: ArgumentStyle = "elements" if not value else "cdata" if "<![CDATA[" in raw else "escaped"
    inner = value or raw.strip()
    carries = _carried(markup.first_name(inner))
    argument = xml.local_name(element)
    return Transport(base.kind, carries, inner, base.operation, argument, style, path)


def _read_ill_formed(text: str, error: MarkupError) -> tuple[Transport, tuple[Problem, ...]]:
    first = markup.first_name(text)
    if first.lower() == "html" or not text.lstrip("\ufeff \t\r\n").startswith("<"):
        return Transport("none", "nothing", text), (_not_soap(),)
    problem = Problem("ill-formed", "transport", error.what, error.line, error.column)
    carries = _carried(first)
    if carries != "nothing":
        return Transport("bare", carries, text), (problem,)
    # The envelope around it is broken; what it carries may still be whole.
    for candidate in (text, markup.value(text)):
        start, end = candidate.find("<ROOT"), candidate.rfind("</ROOT>")
        if 0 <= start < end:
            return Transport("none", "root", candidate[start : end + len("</ROOT>")]), (problem,)
    return Transport("none", "nothing", text), (problem,)


def _carried(name: str) -> Carries:
    if name == "ROOT":
        return "root"
    return "payload" if name.lower() in _PAYLOAD_ROOTS else "nothing"


def payload_direction(name: str) -> Direction | None:
    """What the root name of a payload document makes it: REQ a request, RES an answer (any case, `Request` too)."""
    return _PAYLOAD_ROOTS.get(name.lower())


def _without_declaration(document: str) -> str:
    return document[markup.prolog_end(document) :].rstrip()


def _empty() -> Problem:
    return Problem("empty-body", "transport", Words("正文为空。", "the body is empty."))


def _no_root() -> Problem:
    return Problem("no-root", "root", Words("报文中找不到 ROOT 节点。", "there is no ROOT element in the message."))


def _not_soap() -> Problem:
    return Problem("not-soap", "transport", Words("正文不是 SOAP，也不是 XML。", "the body is neither SOAP nor XML."))
