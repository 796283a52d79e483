"""How much of a message is read. What a peer sends may be of any size; what it costs here may not.

A call beyond a limit is kept as it came, and says which limit it was. With these, one message takes no more than about
200 MB and a second (`tests/benchmarks/harm.py`).
"""

from itertools import islice

from hisight.protocol import doctype, markup
from hisight.protocol.errors import MarkupError
from hisight.protocol.notes import Problem
from hisight.wording import Words

LARGEST_READ = 6 * 1024 * 1024
"""Bytes of an unfolded body that are looked into. A report with pictures has a few MB."""

MOST_ELEMENTS = 60_000
"""Elements of one document that are read: four thousand rows of fifteen values."""

MOST_ATTRIBUTES = 150_000
"""Attributes, or references to entities of its own, in a document that is parsed; the interface has neither."""

MOST_VALUES = 1000
"""Values of a ROOT that are read; it has five."""

DEEPEST = 256
"""Levels of elements that are read. libxml2 mostly stops there by itself; the interface has six."""

LONGEST_PATHS = 20_000_000
"""Characters in the paths of all elements of a document together, which deep ones with long names fill soon."""


def of_body(content: bytes) -> Problem | None:
    """Why the unfolded body `content` is not looked into; None when it is."""
    if len(content) <= LARGEST_READ:
        return None
    size, most = f"{len(content) / 1024 / 1024:.1f}", LARGEST_READ // 1024 // 1024
    words = Words(
        f"正文有 {size} MB，HISight 只解读 {most} MB 以内的报文。",
        f"the body has {size} MB; HISight looks into {most} MB at most.",
    )
    return Problem("too-large", "http", words)


def of_markup(text: str) -> MarkupError | None:
    """Why `text` is not parsed, or not to its end; its place is where reading stops, or its beginning. None when it is."""
    if len(text) <= MOST_ELEMENTS:  # each of what is counted takes a character at least
        return None
    # A single character is counted much faster than two, and nearly no message has so many that it takes a closer look.
    many = text.count("=") > MOST_ATTRIBUTES
    attributes = text.count('="') + text.count("='") if many else 0
    references = text.count("&")  # only with a declaration does one cost a parser more than its character
    if attributes > MOST_ATTRIBUTES or (references > MOST_ATTRIBUTES and doctype.find(text) is not None):
        words = Words(
            f"属性或实体引用超过 {MOST_ATTRIBUTES:,} 个，未解读。",
            f"more than {MOST_ATTRIBUTES:,} attributes or references to entities: it was not read.",
        )
        return MarkupError(words, 1, 1, "too-large")
    if text.count("<") <= MOST_ELEMENTS:
        return None
    # An exact count takes longer: what stands in CDATA or closes an element costs nothing.
    further = next(islice(markup.elements(text), MOST_ELEMENTS, None), None)
    if further is None:
        return None
    return too_many(text.count("\n", 0, further) + 1, further - text.rfind("\n", 0, further))


def too_many(line: int, column: int) -> MarkupError:
    """The error that the elements from there on are not read."""
    words = Words(
        f"节点太多（超过 {MOST_ELEMENTS:,} 个，或路径太长），只解读了前面的部分。",
        f"too many elements (over {MOST_ELEMENTS:,}, or their paths are too long): only those in front were read.",
    )
    return MarkupError(words, line, column, "too-large")
