"""A payload document as a tree of plain nodes, which checks, views and scrubbers walk without an XML library."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple, cast

from hisight.protocol import limits, xml
from hisight.protocol.diagnosis.cause import up_to
from hisight.protocol.diagnosis.characters import are_allowed
from hisight.protocol.errors import MarkupError

_SECTION = re.compile(r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)", re.DOTALL)
_OPENING = re.compile(r"<[^/!?]")
_PIECE = re.compile(
    r"<(?:([A-Za-z_][A-Za-z0-9_.-]{0,30}+)(?:>([^<]*+)</\1>|(/?>))|/([A-Za-z_][A-Za-z0-9_.-]*+)>|)([^<]*+)"
)
"""An element with nothing but text in it, or the tag of any other, with the text behind it; or a `<` that begins something else."""

_MOST_LEVELS = 8  # with names of 31 characters so many elements as are read stay within `limits.LONGEST_PATHS`


class Node(NamedTuple):
    """One element of a payload. A tuple, because a large answer makes thousands of them."""

    name: str
    """The tag without namespace, as written."""
    value: str
    """Its character data, unchanged; for an element with children only what stands between them."""
    children: tuple["Node", ...] = ()
    """The elements inside, in order."""

    def walk(self) -> Iterator["Node"]:
        """This node and all below it, in document order."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed(node.children))

    def all(self) -> list["Node"]:
        """The same at once. A group mostly holds nothing but values: those are taken together."""
        found = [self]
        for child in self.children:
            if child.children:
                found += child.all()
            else:
                found.append(child)
        return found


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
        before = up_to(text, self.error.line, self.error.column)
        return max(0, len(_OPENING.findall(_SECTION.sub("", before))) - 1)


NO_DOCUMENT = Document(None)

_new = tuple.__new__


def read(text: str) -> Document:
    """Parse the payload `text`; an ill-formed one is read as it was meant, one that was cut as far as it is whole, and one
    that is larger than we read up to there.

    Never fails.
    """
    quickly = _in_one_pass(text)
    if quickly is not None:
        return Document(quickly)
    try:
        return _grown(xml.parse(text))
    except MarkupError as error:
        root = xml.parse_as_far_as_possible(text, error)
        return Document(None if root is None else _grown(root).root, error)


def _in_one_pass(text: str) -> Node | None:
    """The root of a document that is nothing but elements and their text, as nearly every payload is. None for any other.

    Such a document needs no parser, which would first make a tree of its own: this is what it would say, in half the time.
    """
    if "&" in text or "]]>" in text or len(text) > xml.LARGEST_TEXT:
        return None
    if limits.of_markup(text) is not None or not are_allowed(text):
        return None
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    start = xml.prolog_end(text)
    if not text.startswith("<", start):
        return None
    around: list[tuple[str, list[Node], list[str]]] = []
    nodes: list[Node] = []
    texts: list[str] = []
    for name, value, end, closed, behind in _PIECE.findall(text, start):
        if name:
            if end != ">":
                nodes.append(_new(Node, (name, value, ())))
            elif len(around) == _MOST_LEVELS:
                return None
            else:
                around.append((name, nodes, texts))
                nodes, texts = [], []
        elif closed and around and around[-1][0] == closed:
            node = _new(Node, (closed, "".join(texts), tuple(nodes)))
            _, nodes, texts = around.pop()
            nodes.append(node)
        else:
            return None
        if behind:
            texts.append(behind)
    return nodes[0] if len(nodes) == 1 and not around and not "".join(texts).strip(" \t\n") else None


def _grown(root: xml.Element) -> Document:
    tree = _Tree()
    node = tree.grow(root, 1, 0)
    return Document(node, None if tree.full is None else limits.too_many(tree.full, 1))


class _Tree:
    """A tree of nodes under way, and how much of it there may still be."""

    def __init__(self) -> None:
        self.full: int | None = None
        """Line of the first element that is left out; None as long as none is."""
        self._room = limits.LONGEST_PATHS

    def grow(self, element: xml.Element, level: int, above: int) -> Node:
        """`element` at that level as a node with all that is inside; `above` is the length of the path around it."""
        name = xml.local_name(element)
        path = above + len(name) + 1
        self._room -= path
        text = [element.text or ""]
        children: list[Node] = []
        for child in element:
            tag = child.tag
            if type(tag) is not str:  # an entity reference, which stays as it was written
                text.append(child.text or "")
            elif level == limits.DEEPEST or self._room < 0:
                self.full = self.full or cast(int, child.sourceline)
                return _new(Node, (name, xml.text_of(element), tuple(children)))
            elif len(child):
                children.append(self.grow(child, level + 1, path))
            else:
                # The hot path: a large answer has thousands of values, and the call of a NamedTuple costs three of its tuple.
                if tag[0] == "{":
                    tag = tag.rpartition("}")[2]
                self._room -= path + len(tag) + 1
                children.append(_new(Node, (tag, child.text or "", ())))
            if (tail := child.tail) is not None:
                text.append(tail)
        return _new(Node, (name, "".join(text), tuple(children)))
