"""Which problems a message has: those of each layer, each cause once."""

from collections.abc import Iterable

from hisight.protocol import xml
from hisight.protocol.document import Document
from hisight.protocol.envelope import Envelope
from hisight.protocol.errors import MarkupError
from hisight.protocol.notes import Problem
from hisight.protocol.transports import Transport

_NOT_TO_THE_END = ("truncated", "too-large")


def of_root(carried: Transport, root: Envelope) -> Problem | None:
    """Why the `root` that `carried` holds as a string is no XML; None when it is, or stands in the body as elements."""
    if carried.carries != "root" or not (carried.as_string or carried.again):
        return None  # whoever read the body has read it too
    if root.is_plain and not carried.again and carried.decoded is None:
        return None  # its characters have been through a parser, and of its markup none would complain
    try:
        xml.parse(carried.inner)
    except MarkupError as error:
        return Problem(error.kind, "root", error.what, error.line, error.column)
    return None


def each_cause_once(
    found: Iterable[Problem | None], body: str, root: str, payload: str, document: Document
) -> tuple[Problem, ...]:
    """The problems `found`, without those that repeat another.

    What is cut outside is cut inside too, and half a ciphertext does not decrypt: only the outermost place counts. Where the
    `payload` stands as elements in the `root` or the `body`, its fault is theirs as well, and so is a forbidden character
    anywhere in it: that stays with the `document`, whose error it is.
    """
    kept: list[Problem] = []
    for problem in found:
        if problem is None or (_follows_from_a_cut(problem) and any(one.kind in _NOT_TO_THE_END for one in kept)):
            continue
        outer = {"transport": body, "root": root}.get(problem.layer, "") if problem.line else ""
        if outer and document.error and _is_the_same(problem, document.error, outer, payload):
            continue
        kept.append(problem)
    return tuple(kept)


def _follows_from_a_cut(problem: Problem) -> bool:
    return problem.kind in (*_NOT_TO_THE_END, "broken-multipart") or (
        problem.layer == "cipher" and problem.kind != "no-key"
    )


def _is_the_same(outer: Problem, inner: MarkupError, text: str, payload: str) -> bool:
    if outer.kind == inner.kind == "control-character":
        return True
    return _is_whole_without(text, payload)


def _is_whole_without(text: str, payload: str) -> bool:
    """True when `text` holds the `payload` as it stands, and nothing is wrong with what is left of it."""
    blanks = "\n".join(" " * len(line) for line in payload.split("\n"))
    left = text.replace(payload, blanks, 1)
    if left == text:
        return False
    try:
        xml.parse(left)
    except MarkupError:
        return not left.strip("\ufeff \t\r\n")
    return True
