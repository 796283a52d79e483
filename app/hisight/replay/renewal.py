"""What must be new when calls are made once more: moments, the numbers that the platform gives out, and those of the answers.

A lock, its order and its cancellation share numbers. So a number that was replaced once is replaced alike in every later
request, and a number that the HIS gave out anew takes the place of the old one.
"""

import itertools
import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import cache

from hisight import paths
from hisight.catalog import Function
from hisight.checks import Aligned, Subject
from hisight.checks.dates import fits, written
from hisight.protocol import markup
from hisight.reading import Reading

_DIGITS = re.compile(r"\d{4,}")
_HIS_KEYS = ("lock", "hosp-order", "receipt", "patient", "order")
"""Business keys whose value an answer may give out."""


class Renewal:
    """The new values of one batch of calls."""

    def __init__(self, now: datetime | None = None) -> None:
        """`now` is the time that is written into the requests; None takes the clock's for each."""
        self._now = now
        self._new: dict[str, str] = {}
        self._serial = itertools.count(1)

    def xml(self, subject: Subject) -> str:
        """The payload of a request with new moments and numbers, every other character as it was."""
        return self.renewed(subject.message.payload.xml, subject.lines, subject.function)

    def renewed(self, xml: str, lines: Iterable[Aligned], function: Function | None) -> str:
        """The payload `xml` of a request of `function`, laid beside the interface as `lines`, with new moments and numbers."""
        text, moment, made_up = xml, self._now or datetime.now(), made_up_by(function)
        for path, line in _values(lines):
            assert line.node is not None
            value, field = line.node.value.strip(), line.field
            if field is not None and _is_moment(field.format) and fits(value, field.format):
                text = _with(text, path, written(field.format, moment))
            elif value and line.name in made_up and value not in self._new:
                self._new[value] = self._like(value, moment)
            if value in self._new:
                text = _with(text, path, self._new[value])
        return text

    def learn(self, before: Reading, after: Reading) -> None:
        """What the HIS gave out in the answer `before` is, from now on, what it gave out in `after`."""
        old, new = before.subject("response"), after.subject("response")
        if old is None or new is None:
            return
        told = dict(_values(new.lines))
        for path, line in _values(old.lines):
            other = told.get(path)
            if line.field is None or line.field.key not in _HIS_KEYS or line.node is None:
                continue
            value = line.node.value.strip()
            if value and other is not None and other.node is not None:
                self._new[value] = other.node.value.strip() or value

    def _like(self, value: str, moment: datetime) -> str:
        """A number as long as `value` that no call has had: its last digits are the time and a serial number."""
        digits = list(_DIGITS.finditer(value))
        serial = f"{moment:%H%M%S}{moment.microsecond // 1000:03}{next(self._serial):03}"
        if not digits:
            return f"{value[: max(0, len(value) - len(serial))]}{serial}"[: max(len(value), 4)]
        last = digits[-1]
        size = last.end() - last.start()
        kept = last[0][: max(0, size - len(serial))]
        return f"{value[: last.start()]}{kept}{serial[-size:]}{value[last.end() :]}"


def made_up_by(function: Function | None) -> Sequence[str]:
    """The fields of a request whose value the platform makes up."""
    return _made_up().get(function.code, ()) if function else ()


def fresh_number(moment: datetime) -> str:
    """A number such as a platform gives to a lock or an order, that no call before `moment` has had."""
    return f"{moment:%Y%m%d%H%M%S}{moment.microsecond // 1000:03}"


@cache
def _made_up() -> dict[str, list[str]]:
    """By FUN_CODE of what begins something: the fields whose value the platform makes up for it (resources/renewal.toml)."""
    listed: dict[str, dict[str, list[str]]] = tomllib.loads((paths.resources() / "renewal.toml").read_text("utf-8"))
    return listed["made_up"]


def _is_moment(form: str) -> bool:
    return "YYYY" in form and "HH24" in form


def _values(lines: Iterable[Aligned]) -> Iterator[tuple[str, Aligned]]:
    """Every element of the payload that holds a value, with its path."""
    for line in lines:
        if line.node is not None and not line.children:
            yield line.path, line


def _with(xml: str, path: str, value: str) -> str:
    span: markup.Span | None = None
    for step in path.split("/"):
        name, _, number = step.partition("[")
        inside = markup.children(xml) if span is None else markup.children(xml, span.inner, span.inner_end)
        position = int(number.rstrip("]") or 1) if number else 1
        named = (one for one in inside if one.local_name == name)
        found = next(itertools.islice(named, position - 1, None), None)
        if found is None:
            return xml
        span = found
    assert span is not None
    return markup.replace_content(xml, span, markup.escape(value))
