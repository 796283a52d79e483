"""The one hardened XML parser of the package.

No entity is expanded, nothing is loaded, nothing is fetched, and libxml2's own limits stay on (depth 256, text nodes of
10 MB). A test makes sure that no other parser is made anywhere.
"""

import re
from functools import cache

from lxml import etree

from hisight.protocol import diagnosis, doctype, limits
from hisight.protocol.diagnosis.cause import place, up_to
from hisight.protocol.diagnosis.characters import FORBIDDEN
from hisight.protocol.errors import MarkupError
from hisight.wording import Words

Element = etree._Element

_IGNORED = "\ufeff \t\r\n"
"""What may stand before a declaration although XML forbids it: our parser passes over it."""

LARGEST_EXPLAINED = 2_000_000
"""Characters up to which an ill-formed text is looked at closely: about half a second."""

_LIMITS = ("Resource limit exceeded", "Excessive depth", "CData section too big")  # how libxml2 begins to say so
_USUAL_PROLOG = re.compile(
    r"""<\?xml[ ]version=(?:"1\.0"|'1\.0')(?:[ ]encoding=(?:"(?i:utf-8|gbk|gb2312|gb18030)"|'(?i:utf-8|gbk|gb2312|gb18030)'))?[ ]?\?>\s*+"""
)
LARGEST_TEXT = 2_500_000
"""Characters of a document in which no value can reach the 10 MB of libxml2, however they are encoded."""

_PREFIX = re.compile(r"Namespace prefix (\S+) (?:for \S+ )?on (\S+) is not defined")


def prolog_end(text: str) -> int:
    """Where the root element begins in `text` if nothing but a usual declaration stands before it; else 0."""
    found = _USUAL_PROLOG.match(text) if text.startswith("<?") else None
    return found.end() if found else 0


@cache  # threads may share a parser: lxml lets one in at a time
def _parser(*, recover: bool) -> etree.XMLParser:
    return etree.XMLParser(
        encoding="utf-8",  # we hand over decoded text as UTF-8: an inner declaration of another charset must not count
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        recover=recover,
    )


def parse(text: str) -> Element:
    """Parse decoded `text` and return its root element. A document type declaration is set aside, not obeyed.

    Raises MarkupError with the place, and with what the author probably meant, when the text is not well-formed, or is more
    than we read.
    """
    refused = limits.of_markup(text)
    read = text if refused is None else up_to(text, refused.line, refused.column)
    try:
        root = etree.fromstring(_encoded(doctype.set_aside(read)), _parser(recover=False))
    except etree.XMLSyntaxError as error:
        if refused is None or _reason(error).startswith(_LIMITS):
            raise _explained(text, error) from None
        raise refused from None
    if refused is not None:
        raise refused
    return root


def parse_as_far_as_possible(text: str, error: MarkupError) -> Element | None:
    """Parse `text`, of which `parse` said `error`, as its author meant it, else as far as it goes.

    None when there is not even a root. Of a text that was cut only whole values are read. Characters that XML forbids are
    left out.
    """
    if error.cause == "too-large":
        text = up_to(text, error.line, error.column)
    text = FORBIDDEN.sub("", doctype.set_aside(text))
    if error.mendable and len(text) <= LARGEST_EXPLAINED:
        text = diagnosis.mended(text)
    try:
        return etree.fromstring(_encoded(text), _parser(recover=True))
    except etree.XMLSyntaxError:
        return None


def _explained(text: str, error: etree.XMLSyntaxError) -> MarkupError:
    """The error in our words; in those of libxml2 where it stopped before the first fault that we see."""
    line, column = error.position or (0, 0)
    line += text.count("\n", 0, len(text) - len(text.lstrip(_IGNORED)))
    reason = _reason(error)
    if reason.startswith(_LIMITS):
        return MarkupError(_over_the_limits(line, column, reason), line, column, "over-the-limits")
    found = diagnosis.diagnose(text) if len(text) <= LARGEST_EXPLAINED else None
    if found is None or text.count("\n", 0, found.offset) + 1 > line:
        return MarkupError(_placed(line, column, _in_words_of_libxml2(reason)), line, column)
    line, column = place(text, found.offset)
    return MarkupError(_placed(line, column, found.words), line, column, found.kind)


def _reason(error: etree.XMLSyntaxError) -> str:
    """Libxml2's own words, without the place."""
    return (error.msg or "").split(", line ")[0].rstrip(".")


def _over_the_limits(line: int, column: int, reason: str) -> Words:
    what = Words("一个值超过 10 MB", "a value has more than 10 MB")
    if "depth" in reason.lower():
        what = Words("嵌套超过 256 层", "elements nest deeper than 256")
    return Words(
        f"{what.zh}，XML 解析器会拒收（第 {line} 行第 {column} 列）。",
        f"{what.en}, which XML parsers refuse (line {line}, column {column}).",
    )


def _in_words_of_libxml2(reason: str) -> Words:
    prefix = _PREFIX.search(reason)
    if prefix is None:
        return Words(reason, reason)
    return Words(
        f'<{prefix[2]}> 用了没有声明的前缀 {prefix[1]}，缺少 xmlns:{prefix[1]}="…"',
        f'the prefix {prefix[1]} on <{prefix[2]}> is not declared; xmlns:{prefix[1]}="…" is missing',
    )


def _placed(line: int, column: int, words: Words) -> Words:
    return Words(f"第 {line} 行第 {column} 列：{words.zh}。", f"line {line}, column {column}: {words.en}.")


def _encoded(text: str) -> bytes:
    # A lone surrogate can come out of a JSON escape or a lenient decoder: no byte can stand for it, a question mark can.
    return text.lstrip(_IGNORED).encode("utf-8", "replace")


def local_name(element: Element) -> str:
    """The name of `element` without its namespace; empty for entity references."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def namespace(element: Element) -> str:
    """The namespace of `element`, empty when it has none."""
    tag = element.tag
    return tag[1:].partition("}")[0] if isinstance(tag, str) and tag.startswith("{") else ""


def text_of(element: Element) -> str:
    """All character data directly in `element`, split CDATA sections joined; child elements are left out.

    Entity references that nobody declared stay as they were written.
    """
    if not len(element):
        return element.text or ""
    parts = [element.text or ""]
    for child in element:
        if not isinstance(child.tag, str):
            parts.append(child.text or "")
        parts.append(child.tail or "")
    return "".join(parts)


def instance_attribute(element: Element, name: str) -> str:
    """The attribute `name` of XML Schema's instance namespace (`type`, `nil`), of whichever year; empty when there is none."""
    for key, value in element.items():
        namespace, _, local = str(key).rpartition("}")
        if local == name and namespace.endswith("/XMLSchema-instance"):
            return str(value)
    return ""
