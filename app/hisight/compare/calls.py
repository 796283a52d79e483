"""Two readings side by side: of each side the HTTP status, the values of ROOT, and the payload, element by element."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hisight.checks import Aligned, Subject
from hisight.checks.alignment import unaligned
from hisight.compare.how import EVERYTHING, How
from hisight.compare.line import Kind, Line
from hisight.compare.pairing import Pair, moved, pairs
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
    def aside(self) -> int:
        """How many differences were put aside."""
        return sum(line.aside for line in (*self.request, *self.response))


def compare(left: Reading, right: Reading, how: How = EVERYTHING) -> Comparison:
    """Lay `right` beside `left`. Never fails: what could not be read is compared as text."""
    return Comparison(
        tuple(_side(left, right, "request", how)),
        tuple(_side(left, right, "response", how)),
    )


def _side(left: Reading, right: Reading, direction: Direction, how: How) -> Iterator[Line]:
    ours, theirs = left.subject(direction), right.subject(direction)
    if direction == "response":
        yield from _leaf("HTTP", _status(left), _status(right), direction, how, name="HTTP")
    if ours is None and theirs is None:
        return
    yield from _envelope(ours, theirs, direction, how)
    tops = [_payload(ours), _payload(theirs)]
    if any(tops):
        paired = pairs(*([top] if top else [] for top in tops), how.text)
        yield from _elements(paired, direction, how, 0)
        return
    unread = [_unread(ours), _unread(theirs)]
    if any(unread):
        has_root = any(subject and subject.message.envelope.fields for subject in (ours, theirs))
        path = f"ROOT/{PAYLOAD_NAME[direction]}" if has_root else "BODY"
        yield from _leaf(path, *unread, direction, how, depth=int(has_root))


def _unread(subject: Subject | None) -> str | None:
    """The text that stands where a payload should, or the whole body where there is no ROOT."""
    if subject is None:
        return None
    envelope = subject.message.envelope
    return envelope.get(PAYLOAD_NAME[subject.direction]) if envelope.fields else subject.message.decoded.text


def _status(reading: Reading) -> str | None:
    """The first line of the answer and why it is not whole; None where neither is known."""
    exchange, answer = reading.call.exchange, reading.call.response
    line = answer.head.start_line.partition(" ")[2] if answer else ""
    return "  ".join(filter(None, (line, exchange.error if exchange else ""))) or None


def _envelope(ours: Subject | None, theirs: Subject | None, direction: Direction, how: How) -> Iterator[Line]:
    both = [subject.message.envelope.values() if subject else {} for subject in (ours, theirs)]
    left, right = ({name: value for name, value in one.items() if name != PAYLOAD_NAME[direction]} for one in both)
    if not left and not right:
        return
    yield Line("ROOT", "ROOT", 0, "same" if left and right else "only-left" if left else "only-right", *(
        "" if values else None for values in (left, right)
    ), group=True)  # fmt: skip
    for name in (*left, *(name for name in right if name not in left)):
        yield from _leaf(f"ROOT/{name}", left.get(name), right.get(name), direction, how, depth=1)


def _payload(subject: Subject | None) -> Aligned | None:
    root = subject.message.document.root if subject else None
    if subject is None or root is None:
        return None
    return subject.aligned or unaligned(root)


def _leaf(
    path: str, left: str | None, right: str | None, direction: Direction, how: How, *, depth: int = 0, name: str = ""
) -> Iterator[Line]:
    """One value that is no element of a payload; nothing where neither side has it."""
    name = name or path.rpartition("/")[2]
    kind = _kind(left, right, how)
    if left is not None or right is not None:
        aside = kind != "same" and how.puts_aside(name, None, direction)
        yield Line(path, name, depth, kind, left, right, aside=aside)


def _kind(left: str | None, right: str | None, how: How) -> Kind:
    if left is None or right is None:
        return "only-right" if left is None else "only-left"
    return "same" if how.text(left) == how.text(right) else "changed"


def _elements(paired: Sequence[Pair], direction: Direction, how: How, depth: int) -> Iterator[Line]:
    elsewhere = moved(paired) if how.order else set()
    for pair in paired:
        one = pair.left or pair.right
        assert one is not None
        left, right = (_value(element) for element in (pair.left, pair.right))
        kind, group = _kind(left, right, how), any(element and element.children for element in pair[:2])
        aside = kind == "changed" and how.puts_aside(one.name, one.field, direction)
        yield Line(one.path, one.name, depth, kind, left, right, group, aside, one.field)
        if pair.left_place in elsewhere:
            places = (str(pair.left_place + 1), str(pair.right_place + 1))
            yield Line(one.path, one.name, depth, "moved", *places, group, field=one.field)
        inside = [[child for child in element.children if child.node] if element else [] for element in pair[:2]]
        if any(inside):
            yield from _elements(pairs(*inside, how.text), direction, how, depth + 1)


def _value(element: Aligned | None) -> str | None:
    if element is None or element.node is None:
        return None
    return element.node.value.strip() if element.children else element.node.value
