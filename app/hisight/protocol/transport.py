"""From the text of an HTTP body to the ROOT text inside it, and back.

SOAP is matched by namespace, never by prefix; the operation is taken from the Body, not from SOAPAction (wire.md, 1).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from hisight.protocol import diagnosis, fault, foreign, markup, xml
from hisight.protocol.errors import MarkupError
from hisight.protocol.fault import Fault
from hisight.protocol.notes import Direction, Problem
from hisight.wording import Words

SOAP_NAMESPACES = {
    "http://schemas.xmlsoap.org/soap/envelope/": "soap-1.1",
    "http://www.w3.org/2003/05/soap-envelope": "soap-1.2",
}

Carries = Literal["root", "payload", "ciphertext", "nothing"]
ArgumentStyle = Literal["", "escaped", "cdata", "elements"]
Again = Literal["", "escaped", "cdata"]

_BASE64 = re.compile(r"[A-Za-z0-9+/\s]{20,}={0,2}")  # the encryption of nothing has 24 characters

_HIDDEN = {number: 0x10FF00 + number for number in range(0x20) if number not in (9, 10, 13)}
"""A parser refuses control characters: private ones take their place on the way through it."""
_SHOWN_AGAIN = {hidden: number for number, hidden in _HIDDEN.items()}
_EXCERPT = 60
_XML_INSIDE = re.compile(r"<(?:\?xml|ROOT|(?:[\w.-]+:)?Envelope)\b")
_ROOT_IN_CDATA = re.compile(r"<!\[CDATA\[\s*(?:<\?xml[^<>]*>\s*)?<ROOT\b")
_SECTIONS = re.compile(r"(?:<!\[CDATA\[.*?(?:\]\]>|\Z)|[^<])*+(?:<!?[\[CDAT]*\Z)?", re.DOTALL)
_ESCAPED = re.compile(r"\s*&(?:lt|#60|#x0*3c);", re.IGNORECASE)
_WRITERS: dict[str, Callable[[str], str]] = {"escaped": markup.escape, "cdata": markup.cdata}

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
    again: Again = ""
    """How the string was written once more than it should be; empty when it was not."""
    fault: Fault | None = None
    """The SOAP fault that it carries instead."""

    def wrap(self, text: str, inner: str) -> str:
        """`text`, the body this was read from, with `inner` in place of what it carries; the same text for the same inner.

        Raises LookupError when that was made out of a broken body, and nobody knows where it stands.
        """
        if inner == self.inner:
            return text
        if self.again:
            inner = _WRITERS[self.again](inner)
        if self.kind == "bare":
            if self.carries == "ciphertext" or self.again:
                return inner
            span = markup.span_at(text, ())
            return text[: span.start] + _without_declaration(inner) + text[span.end :]
        if not self.style:
            raise LookupError(f"a body of kind {self.kind} that is broken")
        span = markup.span_at(text, self.path)
        return markup.replace_content(text, span, _WRITERS.get(self.style, _without_declaration)(inner))


UNREAD = Transport("none", "nothing", "")
"""That of a body that nobody looks into."""


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
        return Transport("none", "nothing", ""), (_not_soap(text),)
    carries = _carried(name)
    if carries != "nothing":
        return Transport("bare", carries, text), ()
    found = _find_argument(root, ())
    if found is None:
        return Transport("none", "nothing", text), (_no_root(root),)
    return _with_argument(text, Transport("none", "nothing", ""), found), ()


def _read_soap(text: str, root: xml.Element, version: str) -> tuple[Transport, tuple[Problem, ...]]:
    body_index, body = next(
        ((index, child) for index, child in enumerate(root.iterchildren("*")) if xml.local_name(child) == "Body"),
        (0, None),
    )
    operation = None if body is None else next(body.iterchildren("*"), None)
    if body is None or operation is None:
        return Transport(version, "nothing", ""), (_no_root(body),)
    name = xml.local_name(operation)
    if name == "Fault":
        said = fault.read(operation)
        carried = Transport(version, "nothing", "", operation=name, fault=said)
        return carried, (Problem("soap-fault", "transport", said.words),)
    wrapped = Transport(version, "nothing", "", operation="" if _carried(name) == "root" else name)
    found = _find_argument(body, (body_index,))
    if found is None:
        return wrapped, (_no_root(operation),)
    return _with_argument(text, wrapped, found), ()


class _Found(NamedTuple):
    """The element that holds a document."""

    element: xml.Element
    path: tuple[int, ...]
    value: str = ""
    """The document; empty when it stands there as elements."""
    again: Again = ""


def _find_argument(element: xml.Element, path: tuple[int, ...]) -> _Found | None:
    """The first element at or below `element` that holds a document, as text or as child elements."""
    stack = [(element, path)]
    while stack:
        here, where = stack.pop()
        inside = list(here.iterchildren("*"))
        if any(_carried(xml.local_name(child)) == "root" for child in inside):
            return _Found(here, where)
        value = "" if inside else xml.text_of(here)
        if _carried(markup.first_name(value)) != "nothing":
            return _Found(here, where, value)
        again = _written_again(value)
        if again:
            return _Found(here, where, markup.value(value), again)
        stack += [(child, (*where, index)) for index, child in reversed(list(enumerate(inside)))]
    return None


def _written_again(value: str) -> Again:
    """How `value`, which should be a document, was written once more; empty when it is none even then."""
    again: Again = "escaped" if _ESCAPED.match(value) else "cdata" if value.lstrip().startswith("<![CDATA[") else ""
    return again if again and _carried(markup.first_name(markup.value(value))) != "nothing" else ""


def _with_argument(text: str, base: Transport, found: _Found) -> Transport:
    span = markup.span_at(text, found.path)
    raw = text[span.inner : span.inner_end]
    style: ArgumentStyle = "elements" if not found.value else "cdata" if "<![CDATA[" in raw else "escaped"
    inner = found.value or raw.strip()
    carries = _carried(markup.first_name(inner))
    argument = xml.local_name(found.element)
    return Transport(base.kind, carries, inner, base.operation, argument, style, found.path, found.again)


def _read_ill_formed(text: str, error: MarkupError) -> tuple[Transport, tuple[Problem, ...]]:
    first = markup.first_name(text)
    again = _written_again(text)
    if again:
        inner = markup.value(text)
        return Transport("bare", _carried(markup.first_name(inner)), inner, again=again), ()
    if foreign.is_page(text) or not (text.lstrip("\ufeff \t\r\n").startswith("<") or _XML_INSIDE.search(text)):
        return Transport("none", "nothing", text), (_not_soap(text),)
    problem = Problem(error.kind, "transport", error.what, error.line, error.column)
    carries = _carried(first)
    if carries != "nothing":
        return Transport("bare", carries, text), (problem,)
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
    version = SOAP_NAMESPACES.get(xml.namespace(root))
    if not version or xml.local_name(root) != "Envelope":
        return None
    found, _ = _read_soap(mended, root, version)
    if found.carries == "nothing":
        return None
    if found.style == "elements":  # what stands in the text itself shows its faults where they are
        return replace(_read_inside(text), kind=version, operation=found.operation)
    return replace(found, inner=found.inner.translate(_SHOWN_AGAIN), argument="", style="", path=())


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


def _no_root(around: xml.Element | None) -> Problem:
    """There is no ROOT in `around`; say what stands there instead."""
    instead = Words("SOAP Body 是空的", "the SOAP Body is empty")
    if around is not None:
        texts = [" ".join(text.split()) for text in map(str, around.itertext()) if text.strip()]
        names = [xml.local_name(one) for one in around.iter("*")]
        names += [markup.first_name(text) for text in texts]
        other = next((name for name in names if name.upper() == "ROOT"), "")
        if other:
            instead = Words(f"写成了 <{other}>，须为大写的 <ROOT>", f"it is written <{other}>, in other case")
        elif texts:
            said = f"{texts[0][:_EXCERPT]}…" if len(texts[0]) > _EXCERPT else texts[0]
            instead = Words(f"内容是“{said}”", f"there is “{said}” instead")
        else:
            instead = Words(f"<{names[0]}> 里没有内容", f"<{names[0]}> holds nothing")
    message = Words(
        f"报文中找不到 ROOT 节点：{instead.zh}。", f"there is no ROOT element in the message: {instead.en}."
    )
    return Problem("no-root", "root", message)


def _not_soap(text: str) -> Problem:
    return Problem("not-soap", "transport", foreign.describe(text))
