"""The one hardened XML parser of the package.

No entity is expanded, nothing is loaded, nothing is fetched, and libxml2's own limits stay on (depth 256, text nodes of
10 MB). A test makes sure that no other parser is made anywhere.
"""

import re

from lxml import etree

from hisight.protocol import diagnosis, doctype
from hisight.protocol.diagnosis.cause import place
from hisight.protocol.diagnosis.characters import FORBIDDEN
from hisight.protocol.errors import MarkupError
from hisight.wording import Words

Element = etree._Element

_IGNORED = "\ufeff \t\r\n"
"""What may stand before a declaration although XML forbids it: our parser passes over it."""

LARGEST_EXPLAINED = 4_000_000
"""Characters up to which an ill-formed text is looked at closely: about a second."""

_REASONS = (
    (
        re.compile(r"Namespace prefix (\S+) (?:for \S+ )?on (\S+) is not defined"),
        '<{1}> 用了没有声明的前缀 {0}，缺少 xmlns:{0}="…"',
        'the prefix {0} on <{1}> is not declared; xmlns:{0}="…" is missing',
    ),
    (
        re.compile("Excessive depth"),
        "节点嵌套超过 256 层，后面的不再读取",
        "elements are nested more than 256 deep; what follows is not read",
    ),
    (
        re.compile("huge text node"),
        "一个值超过 1000 万个字符，后面的不再读取",
        "a value has more than 10 million characters; what follows is not read",
    ),
)


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

    Raises MarkupError with the place, and with what the author probably meant, when the text is not well-formed.
    """
    try:
        return etree.fromstring(_encoded(doctype.set_aside(text)), _parser(recover=False))
    except etree.XMLSyntaxError as error:
        raise _explained(text, error) from None


def parse_as_far_as_possible(text: str) -> Element | None:
    """Parse ill-formed `text` as its author meant it, else as far as it goes; None when there is not even a root.

    Of a text that was cut only whole values are read. Characters that XML forbids are left out.
    """
    text = FORBIDDEN.sub("", doctype.set_aside(text))
    if len(text) <= LARGEST_EXPLAINED:
        text = diagnosis.mended(text)
    try:
        return etree.fromstring(_encoded(text), _parser(recover=True))
    except etree.XMLSyntaxError:
        return None


def _explained(text: str, error: etree.XMLSyntaxError) -> MarkupError:
    """The error in our words; in those of libxml2 where it stopped before the first fault that we see."""
    line, column = error.position or (0, 0)
    line += text.count("\n", 0, len(text) - len(text.lstrip(_IGNORED)))
    found = diagnosis.diagnose(text) if len(text) <= LARGEST_EXPLAINED else None
    if found is None or text.count("\n", 0, found.offset) + 1 > line:
        return MarkupError(_placed(line, column, _reason(error.msg or "")), line, column)
    line, column = place(text, found.offset)
    return MarkupError(_placed(line, column, found.words), line, column, found.kind)


def _reason(message: str) -> Words:
    """What libxml2 says, in words of ours where it speaks of a limit of its own or of namespaces."""
    for pattern, zh, en in _REASONS:
        said = pattern.search(message)
        if said is not None:
            return Words(zh.format(*said.groups()), en.format(*said.groups()))
    reason = message.split(", line ")[0].rstrip(".")
    return Words(reason, reason)


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
