"""Elements with the same fault, told once for each field and not once for each row of a list."""

from collections.abc import Iterable, Iterator

from hisight.checks.subject import Subject
from hisight.protocol.document import Node

MOST_EXPLAINED = 100
"""Values, each of them another, for which is looked for what spoiled them: it takes a millisecond and more."""

LOOKED_AT = 4096
"""Characters of such a value: whoever spoiled it did so from its beginning."""


def first_of_each(subject: Subject, nodes: Iterable[Node]) -> Iterator[tuple[str, str, int]]:
    """(path of the first, name, how many) for each different name among `nodes` of the payload, in order.

    Without a catalog to compare with, elements have no path of their own: theirs is that of the payload's root.
    """
    counts: dict[str, int] = {}
    firsts: dict[str, Node] = {}
    for node in nodes:
        firsts.setdefault(node.name, node)
        counts[node.name] = counts.get(node.name, 0) + 1
    paths = {id(line.node): line.path for line in subject.lines} if firsts else {}
    root = subject.message.document.root
    elsewhere = root.name if root is not None else ""
    for name, node in firsts.items():
        yield paths.get(id(node), elsewhere), name, counts[name]
