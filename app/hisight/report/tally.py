"""Observations added up to a `Coverage`. It grows with the interface and not with the number of calls, but for their latencies."""

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence

from hisight.catalog import Catalog, Field, Function
from hisight.checks import Severity
from hisight.protocol import Direction
from hisight.report.coverage import CallId, Coverage, FieldUse, FunctionUse, RuleUse
from hisight.report.observation import SURROUNDING, FieldPlace, Observation, rows

_RuleKey = tuple[str, Severity, Direction, str]


class Tally:
    """Counts by function."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._functions: dict[str, _Counted] = {}
        self._others: dict[str, _Counted] = {}
        self._surrounding = 0
        self._first, self._last = 0.0, 0.0

    def add(self, session: int, one: Observation) -> None:
        """Count a call of the session with that index."""
        self._first = min(self._first or one.started, one.started)
        self._last = max(self._last, one.started)
        if one.called == SURROUNDING:
            self._surrounding += 1
            return
        counted = self._functions if one.function else self._others
        key = one.function or one.called
        counted.setdefault(key, _Counted()).add(CallId(session, one.number), one)

    def coverage(self, sessions: Sequence[str]) -> Coverage:
        """What was counted; `sessions` are the names of the files."""
        functions = [self._of(one, self._functions.get(one.code or one.name)) for one in self._catalog.functions]
        others = [counted.use(name, "", "", "", ()) for name, counted in sorted(self._others.items())]
        return Coverage(
            self._catalog, tuple(sessions), (*functions, *others), self._surrounding, self._first, self._last
        )

    def _of(self, function: Function, counted: "_Counted | None") -> FunctionUse:
        fields = tuple(self._fields(function, counted)) if counted else ()
        heading = self._catalog.heading_of(function)
        return (counted or _Counted()).use(function.code, function.name, function.title, heading, fields)

    def _fields(self, function: Function, counted: "_Counted") -> Iterable[FieldUse]:
        catalog = self._catalog
        tables: tuple[tuple[Direction, Iterable[tuple[str, str, Field]]], ...] = (
            ("request", (("ROOT", one.name, one) for one in catalog.envelope_request.fields)),
            ("request", rows(function.request.fields)),
            ("response", (("ROOT", one.name, one) for one in catalog.envelope_response.fields)),
            ("response", rows(function.response.fields)),
        )
        for direction, table in tables:
            for group, name, field in table:
                place = FieldPlace(direction, group, name)
                filled, empty, missing = counted.fields.get(place, (0, 0, 0))
                met, codes = counted.codes.get(place, Counter()), catalog.codes_of(field) or {}
                known = {code: met[code] for code in codes if met[code]}
                untried = tuple(code for code in codes if not met[code])
                unknown = dict(counted.unknown.get(place, Counter()).most_common())
                yield FieldUse(place, field.required, filled, empty, missing, known, untried, unknown)


class _Counted:
    """The calls of one function."""

    def __init__(self) -> None:
        self.fields: dict[FieldPlace, tuple[int, int, int]] = {}
        self.codes: dict[FieldPlace, Counter[str]] = {}
        self.unknown: dict[FieldPlace, Counter[str]] = {}
        self._failed = 0
        self._return_codes: Counter[str] = Counter()
        self._signatures: dict[Direction, Counter[str]] = {"request": Counter(), "response": Counter()}
        self._rules: dict[_RuleKey, tuple[int, int, CallId]] = {}
        self._latencies = array("d")
        self._example: CallId | None = None
        self._failure: CallId | None = None

    def add(self, call: CallId, one: Observation) -> None:
        self._example = self._example or call
        if one.failed:
            self._failed += 1
            self._failure = self._failure or call
        self._return_codes[one.return_code] += 1
        self._latencies.append(one.duration_ms)
        for direction, verdict in one.signatures:
            self._signatures[direction][verdict] += 1
        for field, *counts, known, unknown in one.fields:
            filled, empty, missing = self.fields.get(field, (0, 0, 0))
            self.fields[field] = filled + counts[0], empty + counts[1], missing + counts[2]
            if known:
                self.codes.setdefault(field, Counter()).update(dict(known))
            if unknown:
                self.unknown.setdefault(field, Counter()).update(dict(unknown))
        for code, severity, side, place, times in one.rules:
            rule = code, severity, side, place
            found, calls, example = self._rules.get(rule, (0, 0, call))
            self._rules[rule] = found + times, calls + 1, example

    def use(self, code: str, name: str, title: str, heading: str, fields: Sequence[FieldUse]) -> FunctionUse:
        latencies = sorted(self._latencies)
        rules = [RuleUse(*key, *counts) for key, counts in self._rules.items()]
        return FunctionUse(
            code,
            name,
            title,
            heading,
            len(latencies),
            self._failed,
            dict(self._return_codes.most_common()),
            {direction: dict(counts.most_common()) for direction, counts in self._signatures.items() if counts},
            tuple(fields),
            tuple(
                sorted(rules, key=lambda rule: (rule.severity.rank, -rule.calls, rule.code, rule.direction, rule.place))
            ),
            _share(latencies, 0.50),
            _share(latencies, 0.95),
            latencies[-1] if latencies else 0.0,
            self._example,
            self._failure,
        )


def _share(ordered: Sequence[float], share: float) -> float:
    """The value that so large a share of the `ordered` ones does not exceed; 0 without any."""
    if not ordered:
        return 0.0
    return ordered[bisect_left(range(1, len(ordered) + 1), len(ordered) * share)]
