"""Two readings side by side: of each side the HTTP status, the values of ROOT, and the payload, element by element."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hisight.checks import Aligned, Subject
from hisight.checks.alignment import unaligned
from hisight.compare.how import EVERYTHING, How
from hisight.compare.line import Kind, Line
from hisight.compare.pairing import moved, pairs
from hisight.protocol import Direction
from hisight.protocol.envelope import PAYLOAD_NAME
from hisight.reading import Reading


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two calls have in common, and what not."""

    request: tuple[Line, ...]
    """The requests, line by line."""
    response: tuple[Line, ...]
    """The answers, line by line."""

    def side(self, direction: Direction) -> tuple[Line, ...]:
        """The lines of one direction."""
        return self.request if direction == "request" else self.response

    @property
    def differences(self) -> list[Line]:
        """What differs and counts, requests first."""
        return [line for line in (*self.request, *self.response) if line.differs]

    @property
    def count(self) -> int:
        """How many differences count; an element that only one side has is one, whatever stands in it."""
        return sum(line.counts for line in (*self.request, *self.response))

    @property
    def aside(self) -> int:
        """How many differences were put aside."""
        return sum(line.aside for line in (*self.request, *self.response))


def compare(left: Reading, right: Reading, how: How = EVERYTHING) -> Comparison:
    """Lay `right` beside `left`. Never fails: what could not be read is compared as text."""
    request = _Side("request", how).lines(left.subject("request"), right.subject("request"))
    answer = _Side("response", how).lines(left.subject("response"), right.subject("response"))
    status = _Side("response", how).leaf("HTTP", _status(left), _status(right))
    return Comparison(tuple(request), (*status, *answer))


class _Side:
    """The two messages of one direction."""

    def __init__(self, direction: Direction, how: How) -> None:
        self._direction, self._how = direction, how

    def lines(self, left: Subject | None, right: Subject | None) -> Iterator[Line]:
        """The values of ROOT, then the payload."""
        yield from self._envelope(left, right)
        ours, theirs = _payload(left), _payload(right)
        if ours or theirs:
            yield from self._elements(ours, theirs, 0)
        elif self._unread(left) or self._unread(right):
            has_root = any(subject and subject.message.envelope.fields for subject in (left, right))
            path = f"ROOT/{PAYLOAD_NAME[self._direction]}" if has_root else "BODY"
            yield from self.leaf(path, self._unread(left), self._unread(right), int(has_root))

    def leaf(self, path: str, left: str | None, right: str | None, depth: int = 0) -> Iterator[Line]:
        """One value that is no element of a payload; nothing where neither side has it."""
        if left is None and right is None:
            return
        kind, name = self._kind(left, right), path.rpartition("/")[2]
        aside = kind != "same" and self._how.puts_aside(name, None, self._direction)
        yield Line(path, name, depth, kind, left, right, aside=aside)

    def _envelope(self, left: Subject | None, right: Subject | None) -> Iterator[Line]:
        ours, theirs = self._values(left), self._values(right)
        if not ours and not theirs:
            return
        kind: Kind = "same" if ours and theirs else "only-left" if ours else "only-right"
        yield Line("ROOT", "ROOT", 0, kind, "" if ours else None, "" if theirs else None, group=True)
        for name in dict.fromkeys((*ours, *theirs)):
            for line in self.leaf(f"ROOT/{name}", ours.get(name), theirs.get(name), 1):
                yield line._replace(within=kind != "same")

    def _values(self, subject: Subject | None) -> dict[str, str]:
        """The values of ROOT around the payload."""
        values = subject.message.envelope.values() if subject else {}
        return {name: value for name, value in values.items() if name != PAYLOAD_NAME[self._direction]}

    def _unread(self, subject: Subject | None) -> str | None:
        """The text that stands where a payload should, or the whole body where there is no ROOT."""
        if subject is None:
            return None
        envelope = subject.message.envelope
        return envelope.get(PAYLOAD_NAME[self._direction]) if envelope.fields else subject.message.decoded.text

    def _elements(
        self, left: Sequence[Aligned], right: Sequence[Aligned], depth: int, *, within: bool = False
    ) -> Iterator[Line]:
        paired = pairs(left, right, self._how.text)
        elsewhere = moved(paired) if self._how.order else set()
        for pair in paired:
            one = pair.left or pair.right
            assert one is not None
            ours, theirs = _value(pair.left), _value(pair.right)
            inside = _inside(pair.left), _inside(pair.right)
            kind = self._kind(ours, theirs)
            aside = kind == "changed" and self._how.puts_aside(one.name, one.field, self._direction)
            yield Line(one.path, one.name, depth, kind, ours, theirs, any(inside), aside, one.field, within)
            if pair.left_place in elsewhere:
                from_place, to_place = str(pair.left_place + 1), str(pair.right_place + 1)
                yield Line(one.path, one.name, depth, "moved", from_place, to_place, any(inside), field=one.field)
            if any(inside):
                alone = within or pair.left is None or pair.right is None
                yield from self._elements(*inside, depth + 1, within=alone)

    def _kind(self, left: str | None, right: str | None) -> Kind:
        if left is None or right is None:
            return "only-right" if left is None else "only-left"
        return "same" if self._how.text(left) == self._how.text(right) else "changed"


def _status(reading: Reading) -> str | None:
    """The first line of the answer and why it is not whole; None where neither is known."""
    exchange, answer = reading.call.exchange, reading.call.response
    line = answer.head.start_line.partition(" ")[2] if answer else ""
    return "  ".join(filter(None, (line, exchange.error if exchange else ""))) or None


def _payload(subject: Subject | None) -> list[Aligned]:
    """The root of the payload, if there is one."""
    root = subject.message.document.root if subject else None
    if subject is None or root is None:
        return []
    return [subject.aligned or unaligned(root)]


def _inside(element: Aligned | None) -> list[Aligned]:
    """What stands in an element; fields that are only missing are left out."""
    return [child for child in element.children if child.node is not None] if element else []


def _value(element: Aligned | None) -> str | None:
    if element is None or element.node is None:
        return None
    return element.node.value.strip() if element.node.children else element.node.value
