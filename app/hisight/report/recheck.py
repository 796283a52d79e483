"""What passes once a cause is mended: the messages are mended, and read again."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hisight.capture import Exchange
from hisight.checks import Finding, Severity
from hisight.errors import HisightError
from hisight.reading import Reader, Reading
from hisight.report.mending import mended, way_of
from hisight.report.symptoms import Symptom
from hisight.wording import Words


@dataclass(frozen=True, slots=True)
class Recheck:
    """Messages that were mended, and what is still wrong with them."""

    how: Words
    """How they were mended, as a clause without a subject."""
    tried: int
    """How many were mended and read again; of many calls some."""
    clean: int
    """How many of them have nothing wrong any more."""
    left: tuple[tuple[str, int], ...]
    """The codes of rules that others still break, and in how many."""
    not_mended: int = 0
    """How many could not be mended: what they lack only their author knows."""


def recheck(exchanges: Iterable[Exchange], reader: Reader, symptoms: Sequence[Symptom]) -> Recheck | None:
    """Mend `symptoms` in each of `exchanges` and read what comes of it; None where there is nothing to mend in a message.

    Only the side that is mended is judged: what the other would have answered then nobody knows.
    """
    how = way_of(symptoms[0])
    if how is None:
        return None
    tried = clean = not_mended = 0
    left: Counter[str] = Counter()
    for exchange in exchanges:
        try:
            made: Exchange | None = exchange
            for symptom in symptoms:
                made = mended(reader.read(made), symptom) if made is not None else None
        except (HisightError, LookupError):
            made = None
        if made is None:
            not_mended += 1
            continue
        tried += 1
        wrong = {one.code for one in _wrong(reader.read(made), symptoms[0])}
        clean += not wrong
        left.update(wrong)
    return Recheck(how, tried, clean, tuple(left.most_common()), not_mended)


def _wrong(reading: Reading, symptom: Symptom) -> list[Finding]:
    return [one for one in reading.findings if one.direction == symptom.direction and one.severity is not Severity.NOTE]
