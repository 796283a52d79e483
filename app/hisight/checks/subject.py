"""What the rules look at: one side of a call, opened and laid beside the catalog."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from hisight.calls import Call
from hisight.catalog import Catalog, Field, Function, Part
from hisight.checks import beyond_doubt
from hisight.checks.alignment import Aligned, align, unaligned, without_ghosts
from hisight.checks.lazily import lazily
from hisight.checks.occasion import Occasion
from hisight.checks.sorted_lines import SortedLines, below, sorted_lines
from hisight.checks.spelling import meant_fields
from hisight.protocol import Direction, Message, Problem, doctype, markup
from hisight.protocol.charset import Decoded
from hisight.protocol.doctype import Doctype
from hisight.protocol.envelope import PAYLOAD_NAME
from hisight.wording import Words

SUCCESS = "0"
"""The only RETURN_CODE that means success (published interface, 2.2 rule 6)."""


@dataclass(frozen=True)
class Subject:
    """One message of a call, with everything a rule may ask about."""

    call: Call
    """The call it belongs to."""
    message: Message
    """The side that is checked."""
    catalog: Catalog
    """The interface."""
    function: Function | None
    """The function that was called; None when the catalog has none."""

    @property
    def direction(self) -> Direction:
        """Which side it is."""
        return self.message.direction

    @property
    def part(self) -> Part | None:
        """The published table of this side; None for an unknown function."""
        if self.function is None:
            return None
        return self.function.request if self.direction == "request" else self.function.response

    @property
    def envelope_part(self) -> Part:
        """The published rows of ROOT for this side (2.3)."""
        return self.catalog.envelope_request if self.direction == "request" else self.catalog.envelope_response

    @lazily
    def envelope_names(self) -> dict[str, str]:
        """Which published value of ROOT each of its tags is, misspelled ones too."""
        tags = [entry.name for entry in self.message.envelope.fields]
        return {tag: node.name for tag, node in meant_fields(tags, self.envelope_part.tree.by_name).items()}

    @property
    def envelope_broken(self) -> bool:
        """True when ROOT, or what carries it, is not whole or not well-formed: what it seems to lack may only be unread."""
        return self.message.cut or any(problem.layer in ("transport", "root") for problem in self.message.problems)

    @lazily
    def occasions(self) -> frozenset[Occasion]:
        """What is odd about the message at a glance."""
        message, exchange, lines = self.message, self.call.exchange, self.sorted_lines
        unread = message.problems or message.payload.problem or message.document.error
        broken = message.head.status >= 400 or (exchange is not None and exchange.error)
        seen = (
            (Occasion.TROUBLE, unread or broken or message.transport.carries != "root"),
            (Occasion.SIGNATURE, message.signature.verdict != "valid" or message.signature.variant),
            (Occasion.REFUSAL, self.call.return_code != SUCCESS or self.inner_status is not None),
            (Occasion.STRUCTURE, lines.odd),
            (Occasion.EMPTINESS, lines.empty or message.payload.state == "empty"),
            (Occasion.VALUE, self.doubtful),
            (Occasion.CHARSET, _is_odd(message.decoded) or _is_odd(message.payload.decoded)),
            (Occasion.ESCAPES, self._has_escapes),
            (Occasion.PROLOG, self._begins_late or self.doctypes),
            (Occasion.PLAIN, message.payload.state == "plain" or message.transport.style == "elements"),
        )
        return frozenset([occasion for occasion, is_there in seen if is_there])

    @property
    def _has_escapes(self) -> bool:
        message = self.message
        if message.transport.again or message.payload.escaped_again:
            return True
        return any("&" in text or "\\u" in text for text in (message.envelope.text, message.payload.xml))

    @property
    def _begins_late(self) -> bool:
        return self.message.decoded.text[:1] != "<" or self.message.transport.inner[:1] != "<"

    @property
    def payload_path(self) -> str:
        """Where findings about the payload as a whole stand; empty where it came without a ROOT."""
        return f"ROOT/{PAYLOAD_NAME[self.direction]}" if self.message.transport.carries == "root" else ""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Why layers of the message could not be read; none for what is no business call, which need not be readable."""
        return self.message.problems if self.call.is_business else ()

    def unread(self, kind: str) -> Problem | None:
        """The problem `kind`, if it is what keeps the message from being read.

        An HTTP error and a broken connection explain whatever else is odd about an answer; a SOAP fault speaks for itself.
        """
        if not self.message.problems:
            return None
        answered = self.direction == "response"
        exchange = self.call.exchange
        broken = (answered and exchange is not None and exchange.error) or self.message.cut
        if kind != "soap-fault" and (broken or self.message.head.status >= 400):
            return None
        return next((problem for problem in self.problems if problem.kind == kind), None)

    @lazily
    def doctypes(self) -> list["Layered"]:
        """The document type declarations of the message, outermost first."""
        message, found = self.message, []
        carried = message.transport
        if not self.call.is_business or (carried.kind == "none" and carried.carries == "nothing"):
            return []
        is_soap = carried.kind.startswith("soap")
        names = {"root": Words("ROOT", "ROOT"), "payload": Words("业务参数", "the payload")}
        outer = (
            Words("SOAP 报文", "the SOAP message") if is_soap else names.get(carried.carries, Words("正文", "the body"))
        )
        found.append(("", outer, message.decoded.text))
        if carried.as_string and carried.carries == "root":
            found.append(("ROOT", names["root"], carried.inner))
        if carried.carries == "root" or carried.kind != "bare":
            found.append(
                (message.document.root.name if message.document.root else "", names["payload"], message.payload.xml)
            )
        declared = ((path, name, doctype.find(text)) for path, name, text in found)
        return [
            Layered(path, name, one, is_soap=is_soap and not path) for path, name, one in declared if one is not None
        ]

    @property
    def refused(self) -> bool:
        """True for an answer that says no, in RETURN_CODE or inside: its payload need not be complete (2.2, rule 6)."""
        if self.direction != "response":
            return False
        return self.call.return_code not in ("", SUCCESS) or self.inner_status is not None

    @lazily
    def inner_status(self) -> "InnerStatus | None":
        """The status inside an answer that says no, whatever RETURN_CODE says; None where there is none."""
        root, part = self.message.document.root, self.part
        if root is None or part is None or not part.statuses or self.direction != "response":
            return None
        for node in root.children:
            field, value = part.statuses.get(node.name), node.value.strip()
            if field is not None and value and value not in field.success:
                return InnerStatus(f"{root.name}/{node.name}", field, value)
        return None

    @lazily
    def aligned(self) -> Aligned | None:
        """The payload beside the catalog; None when either is missing."""
        root, part = self.message.document.root, self.part
        if root is None or part is None:
            return None
        aligned = align(root, part)
        # What stands behind the place where an ill-formed payload breaks off is not missing, only unread.
        return without_ghosts(aligned) if self.refused or self.message.document.error else aligned

    @lazily
    def roots(self) -> list[str]:
        """The names of the payload's root elements; a payload that is one document has one."""
        root, error = self.message.document.root, self.message.document.error
        if root is not None and (error is None or error.kind == "too-large"):
            return [root.name]
        return [span.local_name for span in markup.children(self.message.payload.xml)]

    @lazily
    def lines(self) -> list[Aligned]:
        """Every line of the comparison below the root, in order."""
        return [] if self.aligned is None else below(self.aligned)

    @lazily
    def sorted_lines(self) -> SortedLines:
        """The lines by what a rule may want of them, sorted once for all rules."""
        return sorted_lines(self.lines)

    @property
    def columns(self) -> list[tuple[Field, list[tuple[Aligned, str]]]]:
        """Every field that has values, with each of its lines and the value without blanks around it.

        A rule looks at a field once, and at its values only if the field concerns it.
        """
        return self.sorted_lines.columns

    @lazily
    def doubtful(self) -> list[tuple[Field, list[tuple[Aligned, str]]]]:
        """Those of the columns in which not every value is beyond doubt: the only ones for a rule that looks at single values."""
        catalog, found = self.catalog, []
        worked_out = catalog.worked_out
        for field, column in self.sorted_lines.columns:
            most, pattern = worked_out.get(id(field)) or beyond_doubt.of(field, catalog)
            for _, value in column:
                if len(value) > most or (pattern is not None and pattern.fullmatch(value) is None):
                    found.append((field, column))
                    break
        return found

    def values(self) -> Iterator[tuple[Aligned, Field, str]]:
        """Every known element that holds a value: the line, its field, the value without blanks around it; by field."""
        return ((line, field, value) for field, column in self.columns for line, value in column)

    def texts(self) -> Iterator[tuple[str, str, str]]:
        """Every value of the message that a person reads, with or without a row: its path, its tag, its characters."""
        for entry in self.message.envelope.fields:
            if entry.name not in ("SIGN", PAYLOAD_NAME[self.direction]):
                yield f"ROOT/{entry.name}", entry.name, entry.value
        root = self.message.document.root
        if root is None:
            return
        for line in self.lines if self.aligned is not None else unaligned(root).walk():
            if line.node is not None and line.node.value:
                yield line.path, line.name, line.node.value

    def place(self, field: Field | None) -> str:
        """Where `field` stands in the catalog: `2001 response DEPT_LIST/DEPT_NAME`."""
        if self.function is None or field is None:
            return ""
        return f"{self.function.label} {self.direction} {field.parent}/{field.name}"

    def overlay_of(self, path: str, place: str) -> str:
        """Name of the overlay that gave the row at `place` in the catalog, or took out the row that `path` in the message
        still shows; empty where the interface is as published."""
        if self.catalog.folder is None or self.function is None or self.part is None:
            return ""
        tag = path.rpartition("/")[2].partition("[")[0]
        taken_out = self.function.overlay if not place and tag in self.part.removed else ""
        return self._overlaid.get(place) or self._overlaid.get(path, taken_out)

    @lazily
    def _overlaid(self) -> Mapping[str, str]:
        """The overlay of each row that has one, by its place; of the envelope's rows by their path."""
        fields = self.part.fields if self.part else ()
        envelopes = (*self.catalog.envelope_request.fields, *self.catalog.envelope_response.fields)
        own = {self.place(field): field.overlay for field in fields if field.overlay}
        return own | {f"ROOT/{field.name}": field.overlay for field in envelopes if field.overlay}


class InnerStatus(NamedTuple):
    """A second status inside the payload that is not success."""

    path: str
    """Place in the message."""
    field: Field
    """Its row, which names the values that mean success."""
    value: str
    """What it says."""


class Layered(NamedTuple):
    """A document type declaration and the layer that has it."""

    path: str
    """The layer as a place in the message: empty for the body, `ROOT`, or the payload's root."""
    name: Words
    """The layer for a person."""
    declared: Doctype
    """The declaration."""
    is_soap: bool
    """True for a SOAP envelope, where it is forbidden."""


def _is_odd(decoded: Decoded | None) -> bool:
    """True unless the bytes are UTF-8, wholly, and nobody says that they are anything else."""
    if decoded is None:
        return False
    return decoded.charset != "utf-8" or decoded.lossy or decoded.chosen or decoded.mislabelled
