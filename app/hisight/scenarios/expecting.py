"""An answer held against what was expected of it."""

from collections.abc import Iterator, Mapping

from hisight.checks import Finding
from hisight.mock.content import rows
from hisight.protocol.document import Node
from hisight.reading import Reading
from hisight.scenarios.model import ANY_CODE, Expectation, Pick
from hisight.scenarios.outcome import ANY_VALUE, Failure, Side
from hisight.scenarios.references import References


def failures(reading: Reading, expect: Expectation, known: References) -> Iterator[Failure]:
    """What in the answer of `reading` is not as expected; only the first where there is no answer, or the code is another.

    Raises UnknownReferenceError.
    """
    exchange = reading.call.exchange
    assert exchange is not None
    if exchange.error or not exchange.response_head:
        yield Failure("answer", "an answer", exchange.error or "none", "network")
        return
    code = reading.call.return_code
    if code == "":
        found = f"HTTP {reading.call.response.head.status}" if reading.call.response else ""
        yield Failure("RETURN_CODE", expect.return_code, found, "his", reading.verdict)
        return
    if expect.return_code not in (ANY_CODE, code):
        yield Failure("RETURN_CODE", expect.return_code, f"{code} {reading.call.return_msg}".strip(), _side(reading),
                      reading.verdict)  # fmt: skip
        return
    yield from _values(reading, expect, known)
    for finding in reading.findings:
        if expect.no_findings and finding.direction == "response" and finding.severity.rank <= expect.no_findings.rank:
            yield Failure(f"{finding.code} {finding.name}", "", finding.path, "his", finding.message)
    if expect.at_most_ms and exchange.duration_ms > expect.at_most_ms:
        yield Failure("duration", f"<= {expect.at_most_ms:.0f} ms", f"{exchange.duration_ms:.0f} ms", "his")


def _values(reading: Reading, expect: Expectation, known: References) -> Iterator[Failure]:
    found = answered(reading)
    for name in expect.present:
        if not any(found.get(name, ())):
            yield Failure(name, ANY_VALUE, "", "his")
    for name, text in expect.equal.items():
        wanted = known.resolved(text)
        if wanted not in found.get(name, ()):
            yield Failure(name, wanted, ", ".join(found.get(name, ())), "his")
    for name, pattern in expect.matches.items():
        if not any(pattern.fullmatch(one) for one in found.get(name, ())):
            yield Failure(name, f"/{pattern.pattern}/", ", ".join(found.get(name, ())), "his")


def answered(reading: Reading) -> dict[str, list[str]]:
    """All values of the answer, by name."""
    found: dict[str, list[str]] = {}
    root = _root(reading)
    for node in root.walk() if root else ():
        if not node.children:
            found.setdefault(node.name, []).append(node.value.strip())
    return found


def picked(reading: Reading, pick: Pick, known: References) -> Mapping[str, str] | None:
    """The first row that `pick` describes, with what stands beside and above it; None when there is none."""
    where = {name: known.resolved(text) for name, text in pick.where.items()}
    for row in rows(_root(reading), pick.row):
        if all(_fits(row.get(name, ""), wanted) for name, wanted in where.items()):
            return row
    return None


def _fits(value: str, wanted: str) -> bool:
    return value != wanted[1:] if wanted.startswith("!") else value == wanted


def _root(reading: Reading) -> Node | None:
    return reading.call.response.document.root if reading.call.response else None


def _side(reading: Reading) -> Side:
    worst: Finding | None = next(
        (one for one in reading.findings if one.direction == "request" and one.severity == "error"), None
    )
    return "platform" if worst else "his"
