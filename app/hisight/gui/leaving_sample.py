"""One call as it would leave: its decoded messages, with what was put in the place of patient values."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from hisight.capture import Session
from hisight.export.departure import Departure
from hisight.gui.tr import tr
from hisight.imports.judgement import SIDES
from hisight.privacy import Policy
from hisight.reading import Reader
from hisight.reading.indented import indented
from hisight.wording import language


@dataclass(frozen=True, slots=True)
class LeavingSample:
    """A call to be looked at before it leaves."""

    text: str
    """Both sides, decoded and indented."""
    marks: Sequence[tuple[int, int]]
    """Where stand-ins stand in it: beginnings and ends."""


def sample(path: Path, number: int, reader: Reader, policy: Policy | None) -> LeavingSample:
    """Call `number` of the session at `path` as `policy` lets it leave. Raises HisightError."""
    with Session.open(path) as session:
        departure = Departure(session, [number], reader, policy)
        (call,) = departure.calls()
    parts = []
    for side in SIDES:
        message = call.readable(side)
        title = tr("请求", "Request") if side == "request" else tr("应答", "Answer")
        if message is not None and message.payload.xml:
            parts.append(f"<!-- {title} -->\n{indented(message.payload.xml)}")
        elif side in call.left_out:
            parts.append(f"<!-- {title}: {call.left_out[side].in_(language())} -->")
    text = "\n\n".join(parts)
    return LeavingSample(text, _places(text, departure))


def _places(text: str, departure: Departure) -> list[tuple[int, int]]:
    places = []
    if departure.scrubbed:
        values = departure.values
        for stand_in in {values.stand_in(value.kind, value.text) for value in values.all} - {
            value.text for value in values.all
        }:
            start = text.find(stand_in)
            while start >= 0 and stand_in:
                places.append((start, start + len(stand_in)))
                start = text.find(stand_in, start + len(stand_in))
    return sorted(places)
