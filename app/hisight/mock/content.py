"""What stands in the REQ and RES documents of the mock peers: names and values, to text and back."""

from collections.abc import Iterator, Sequence
from typing import Union

from hisight.protocol import markup
from hisight.protocol.document import Node

Content = Sequence[tuple[str, Union[str, "Content"]]]
"""Names with values, or with content of their own, in the order in which they are written."""


def write(root: str, content: Content) -> str:
    """The document `root` around `content`; empty when there is no content, as rule 4 of section 2.2 asks."""
    return f"<{root}>{_written(content)}</{root}>" if content else ""


def _written(content: Content) -> str:
    return "".join(
        f"<{name}>{markup.escape(value) if isinstance(value, str) else _written(value)}</{name}>"
        for name, value in content
    )


def values(root: Node | None) -> dict[str, str]:
    """The text of every element at or below `root` that has none inside; of several with one name the first."""
    found: dict[str, str] = {}
    for node in root.walk() if root else ():
        if not node.children:
            found.setdefault(node.name, node.value.strip())
    return found


def rows(node: Node | None, group: str) -> Iterator[dict[str, str]]:
    """The values in each element `group` below `node`, with those that stand beside and above it."""
    for child in node.children if node else ():
        if child.name == group:
            yield values(child)
        elif child.children:
            beside = {other.name: other.value.strip() for other in child.children if not other.children}
            yield from (beside | row for row in rows(child, group))
