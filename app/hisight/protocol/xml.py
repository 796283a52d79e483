"""The one hardened XML parser of the package.

No entity is expanded, nothing is loaded, nothing is fetched, and libxml2's own limits stay on (depth 256, text nodes of
10 MB). A test makes sure that no other parser is made anywhere.
"""

from lxml import etree

from hisight.protocol.errors import MarkupError
from hisight.wording import Words

Element = etree._Element

_LIMITS = ("Resource limit exceeded", "Excessive depth", "CData section too big")  # how libxml2 begins to say so


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
    """Parse decoded `text` and return its root element.

    Raises MarkupError with the place when the text is not well-formed.
    """
    try:
        return etree.fromstring(_encoded(text), _parser(recover=False))
    except etree.XMLSyntaxError as error:
        line, column = error.position or (0, 0)
        reason = (error.msg or "").split(", line ")[0]
        if reason.startswith(_LIMITS):
            raise MarkupError(_over_the_limits(line, column, reason), line, column) from None
        raise MarkupError(
            Words(
                f"不是格式良好的 XML（第 {line} 行第 {column} 列）：{reason}。",
                f"not well-formed XML (line {line}, column {column}): {reason}.",
            ),
            line,
            column,
        ) from None


def _over_the_limits(line: int, column: int, reason: str) -> Words:
    what = Words("一个值超过 10 MB", "a value has more than 10 MB")
    if "depth" in reason.lower():
        what = Words("嵌套超过 256 层", "elements nest deeper than 256")
    return Words(
        f"{what.zh}，XML 解析器会拒收（第 {line} 行第 {column} 列）。",
        f"{what.en}, which XML parsers refuse (line {line}, column {column}).",
    )


def parse_as_far_as_possible(text: str) -> Element | None:
    """Parse ill-formed `text` as far as it goes; None when not even a root can be made out."""
    try:
        return etree.fromstring(_encoded(text), _parser(recover=True))
    except etree.XMLSyntaxError:
        return None


def _encoded(text: str) -> bytes:
    # A lone surrogate can come out of a JSON escape or a lenient decoder: no byte can stand for it, a question mark can.
    return text.lstrip("\ufeff \t\r\n").encode("utf-8", "replace")


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
