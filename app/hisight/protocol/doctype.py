"""The document type declaration: found, read and set aside, but never obeyed.

SOAP forbids it, and what it declares can make a parser read files or fill its memory. Here only its text is looked at.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

PATTERN = (
    r"""<!DOCTYPE(?:[^\[\]<>"']|"[^"]*+"|'[^']*+')*+(?:\[(?:<!--.*?(?:-->|\Z)|"[^"]*+"|'[^']*+'|[^\]"'])*+\]\s*+)?>"""
)
"""A whole declaration with its internal subset, for `re.DOTALL`."""

MOST = 10**18
"""Where counting the characters of an entity ends; one that refers to itself has that many."""

_DECLARED = re.compile(rf"(?:[\s\ufeff]++|<\?.*?\?>|<!--.*?-->)*+(?P<doctype>{PATTERN})", re.DOTALL)
_ENTITY = re.compile(
    r"""<!ENTITY\s+(?:%\s+)?(?P<name>[^\s"'<>%&;]+)\s+(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<outside>SYSTEM|PUBLIC))"""
)
_REFERENCE = re.compile(r"[&%]([^\s\"'<>%&;#]+);")
_ADDRESS = re.compile(r"""(?:SYSTEM|PUBLIC\s+(?:"[^"]*"|'[^']*'))\s+(?:"([^"]*)"|'([^']*)')""")


@dataclass(frozen=True, slots=True)
class Doctype:
    """A document type declaration as it stands in a text."""

    start: int
    """Where it begins."""
    end: int
    """Where it ends."""
    entities: Mapping[str, str]
    """Its entities and what they stand for; those defined outside stand for nothing."""
    addresses: tuple[str, ...]
    """Files and addresses that a parser would be sent to."""

    @property
    def nested(self) -> str:
        """The first entity whose definition uses another entity; empty when none does."""
        return next((name for name, used in self._uses().items() if used), "")

    @property
    def unfolded(self) -> int:
        """Characters that the largest entity would unfold to, counted and not made; `MOST` at most."""
        uses = self._uses()
        sizes: dict[str, int] = {}
        for name in uses:
            # A stack of our own: no chain of entities is too long for it.
            under_way = {name: iter(uses[name])}
            while under_way:
                here, rest = next(reversed(under_way.items()))
                waiting = next((other for other in rest if other not in sizes and other not in under_way), None)
                if waiting is not None:
                    under_way[waiting] = iter(uses[waiting])
                    continue
                inside = sum(sizes.get(other, MOST) for other in uses[here])  # one still under way uses itself
                sizes[here] = min(MOST, len(_REFERENCE.sub("", self.entities[here])) + inside)
                del under_way[here]
        return max(sizes.values(), default=0)

    def _uses(self) -> dict[str, list[str]]:
        """Each entity with those of the others that its definition refers to, as often as it does."""
        return {
            name: [other for other in _REFERENCE.findall(text) if other in self.entities]
            for name, text in self.entities.items()
        }


def find(text: str) -> Doctype | None:
    """The declaration in front of the root element of `text`; None when there is none."""
    found = _DECLARED.match(text) if "<!DOCTYPE" in text else None
    if found is None:
        return None
    declared = found["doctype"]
    entities: dict[str, str] = {}
    for entity in _ENTITY.finditer(declared):
        entities.setdefault(entity["name"], entity["double"] or entity["single"] or "")
    addresses = tuple(double or single for double, single in _ADDRESS.findall(declared))
    return Doctype(*found.span("doctype"), entities, addresses)


def set_aside(text: str) -> str:
    """`text` with its declaration replaced by one that declares nothing and has as many lines.

    It names a file that nobody reads: a parser then leaves references to entities as they stand.
    """
    found = find(text)
    if found is None:
        return text
    lines = "\n" * text.count("\n", found.start, found.end)
    return f'{text[: found.start]}<!DOCTYPE a SYSTEM {lines}"">{text[found.end :]}'
