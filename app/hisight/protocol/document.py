"""A payload document as a tree of plain nodes, which checks, views and scrubbers walk without an XML library."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple, cast

from hisight.protocol import xml
from hisight.protocol.errors import MarkupError

_SECTION = re.compile(r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)", re.DOTALL)
_OPENING = re.compile(r"<[^/!?]")


class Node(NamedTuple):
    """One element of a payload. A tuple, because a large answer makes thousands of them."""

    name: str
    """The tag without namespace, as written."""
    value: str
    """Its character data, unchanged; for an element with children only what stands between them."""
    children: tuple["Node", ...] = ()
    """The elements inside, in order."""
    line: int = 0
    """Line in the payload's text, from 1."""

    def walk(self) -> Iterator["Node"]:
        """This node and all below it, in document order."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed(node.children))


@dataclass(frozen=True, slots=True)
class Document:
    """A payload that was parsed, as far as that went."""

    root: Node | None
    """The root element; None when there is none to be had."""
    error: MarkupError | None = None
    """Why it is not well-formed; what follows the place may be missing from the tree."""

    def position_of_error(self, text: str) -> int:
        """Which node the error stands in, by its position in `root.walk()`; `text` is what was parsed."""
        if self.error is None:
            return 0
        lines = text.split("\n", self.error.line)[: self.error.line]
        before = "\n".join([*lines[:-1], lines[-1][: self.error.column - 1]])
        return max(0, len(_OPENING.findall(_SECTION.sub("", before))) - 1)


NO_DOCUMENT = Document(None)


def read(text: str) -> Document:
    """Parse the payload `text`; an ill-formed one is read as it was meant, one that was cut as far as it is whole.

    Never fails.
    """
    try:
        return Document(_node(xml.parse(text)))
    except MarkupError as error:
        root = xml.parse_as_far_as_possible(text)
        return Document(None if root is None else _node(root), error)


def _node(element: xml.Element) -> Node:
    children = tuple([_node(child) for child in element.iterchildren("*")])
    return Node(xml.local_name(element), xml.text_of(element), children, cast(int, element.sourceline))
