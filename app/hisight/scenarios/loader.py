"""Scenarios from TOML files. Every mistake is one line with file, step and entry, and the nearest name."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from hisight import paths
from hisight.catalog import Catalog, Function
from hisight.checks import Severity
from hisight.mock import FAULTS, Fault
from hisight.mock.filling import ROWS, Known
from hisight.mock.peers import OTHER_KEY
from hisight.protocol import RULES
from hisight.protocol.charset import normal_name
from hisight.scenarios import references
from hisight.scenarios.errors import ScenarioError
from hisight.scenarios.model import Expectation, Pick, Scenario, Step
from hisight.wording import NOTHING, Words, nearest

_TOP = ("title", "given", "steps")
_STEP = ("name", "function", "values", "expect", "pick", "fault", "repeat", "clock")
_EXPECT = ("return_code", "present", "equal", "matches", "no_findings", "at_most_ms")
_FAULT = ("edits", "rule", "charset", "wrong_key")
_CLOCK = re.compile(r"\+(\d{1,4}) ?(s|min|h|d)")
_UNITS = {"s": "seconds", "min": "minutes", "h": "hours", "d": "days"}


def shipped() -> dict[str, Path]:
    """The scenarios that come with HISight, by name."""
    return {path.stem: path for path in sorted((paths.resources() / "scenarios").glob("*.toml"))}


def load(name: str, catalog: Catalog) -> Scenario:
    """The scenario in the file `name`, or the shipped one of that name. Raises ScenarioError."""
    known = shipped()
    path = known.get(name) or Path(name)
    if name not in known and path.suffix != ".toml" and not path.exists():
        remedy = nearest(name, known)
        if remedy == NOTHING:
            listed = ", ".join(known)
            remedy = Words(f"已有：{listed}；或给出一个 .toml 文件。", f"There are {listed}; or give a .toml file.")
        raise ScenarioError(Words(f"没有名为 {name} 的场景。", f"there is no scenario {name}."), remedy)
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise ScenarioError(Words(f"{path} 无法读取：{error}。", f"{path} cannot be read: {error}.")) from None
    return read(data, path, catalog)


def read(data: Mapping[str, Any], path: Path, catalog: Catalog) -> Scenario:
    """The scenario that the TOML `data` of the file `path` describes. Raises ScenarioError."""
    return _File(path, catalog).scenario(data)


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    catalog: Catalog

    def error(self, entry: str, zh: str, en: str, remedy: Words = NOTHING) -> ScenarioError:
        return ScenarioError(Words(f"{self.path} 的 {entry}：{zh}。", f"{self.path}, {entry}: {en}."), remedy)

    def known(self, entry: str, names: Iterable[str], choices: Iterable[str]) -> None:
        allowed = list(choices)
        for name in names:
            if name not in allowed:
                raise self.error(entry, f"不认识 {name}", f"{name} is not known", nearest(name, allowed))

    def section(self, entry: str, value: object, choices: Iterable[str] = ()) -> Mapping[str, Any]:
        if not isinstance(value, Mapping):
            raise self.error(entry, "应为一节", "should be a section")
        if choices:
            self.known(entry, value, choices)
        return value

    def text(self, entry: str, value: object) -> str:
        if not isinstance(value, str):
            raise self.error(entry, "应为文本", "should be text")
        return value

    def texts(self, entry: str, value: object) -> dict[str, str]:
        return {name: self.text(f"{entry} {name}", one) for name, one in self.section(entry, value).items()}

    def pattern(self, entry: str, text: str) -> re.Pattern[str]:
        try:
            return re.compile(text)
        except re.error as error:
            raise self.error(entry, f"不是正则表达式：{error}", f"no regular expression: {error}") from None

    # the file

    def scenario(self, data: Mapping[str, Any]) -> Scenario:
        self.known("scenario", data, _TOP)
        title = data.get("title", self.path.stem)
        words = (
            Words(title, title)
            if isinstance(title, str)
            else Words(**{"zh": "", "en": "", **self.texts("title", self.section("title", title, ("zh", "en")))})
        )
        raw = data.get("steps")
        if not isinstance(raw, list) or not raw:
            raise self.error("steps", "没有步骤", "there are no steps")
        given = self.texts("given", data.get("given", {}))
        steps: list[Step] = []
        for number, one in enumerate(raw, 1):
            step = self.step(f"step {number}", self.section(f"step {number}", one, _STEP), steps, given)
            if step.name in (earlier.name for earlier in steps):
                raise self.error(f"step {number}", f"步骤 {step.name} 重名", f"there is a step {step.name} already")
            steps.append(step)
        return Scenario(self.path.stem, words, tuple(steps), given, self.path)

    def step(self, entry: str, data: Mapping[str, Any], earlier: list[Step], given: Mapping[str, str]) -> Step:
        if "clock" in data:
            name = self.text(f"{entry} name", data.get("name", f"clock-{entry.removeprefix('step ')}"))
            return Step(name, None, clock=self.clock(f"{entry} clock", data["clock"]))
        names = [step.name for step in earlier]
        repeat = self.text(f"{entry} repeat", data.get("repeat", ""))
        if repeat:
            self.known(f"{entry} repeat", [repeat], names)
        before = next((step.function for step in earlier if step.name == repeat), None)
        function = self.function(f"{entry} function", data["function"]) if "function" in data else before
        if function is None:
            raise self.error(entry, "缺少 function", "function is missing")
        name = self.text(f"{entry} name", data.get("name", function.name))
        entry = f"{entry} ({name})"
        values = self.values(f"{entry} values", data.get("values", {}), function)
        expect = self.expectation(f"{entry} expect", data.get("expect", {}), function)
        pick = self.pick(f"{entry} pick", data["pick"], function) if "pick" in data else None
        allowed = {*names, *references.BUILT_IN, *(one.partition(".")[0] for one in given)}
        for place, text in _texts({"values": values, "equal": expect.equal}):
            self.known(f"{entry} {place}", (one.partition(".")[0] for one in references.names(text)), allowed)
        for _, text in _texts(pick.where if pick else {}):
            self.known(f"{entry} pick", (one.partition(".")[0] for one in references.names(text)), {*allowed, name})
        return Step(name, function, values, expect, pick, self.fault(f"{entry} fault", data.get("fault", {})), repeat)

    def function(self, entry: str, value: object) -> Function:
        name = self.text(entry, value)
        function = self.catalog.function(name)
        if function is None:
            choices = [each for one in self.catalog.functions for each in (one.name, one.code) if each]
            raise self.error(entry, f"没有功能 {name}", f"there is no function {name}", nearest(name, choices))
        return function

    def values(self, entry: str, value: object, function: Function) -> Known:
        names = {field.name for field in function.request.fields}

        def read(place: str, inside: object) -> Known:
            section = self.section(place, inside, [*sorted(names), ROWS])
            found: dict[str, str | Known | list[Known]] = {}
            for name, one in section.items():
                where = f"{place} {name}"
                if isinstance(one, list):
                    found[name] = [read(where, each) for each in one]
                else:
                    found[name] = read(where, one) if isinstance(one, Mapping) else self.text(where, one)
            return found

        return read(entry, value)

    def expectation(self, entry: str, value: object, function: Function) -> Expectation:
        data = self.section(entry, value, _EXPECT)
        fields = [
            *(field.name for field in function.response.fields),
            *(extra.name for extra in function.response.extra),
        ]
        equal, matches = self.texts(f"{entry} equal", data.get("equal", {})), {}
        for name, pattern in self.texts(f"{entry} matches", data.get("matches", {})).items():
            matches[name] = self.pattern(f"{entry} matches {name}", pattern)
        present = data.get("present", [])
        if not isinstance(present, list) or not all(isinstance(one, str) for one in present):
            raise self.error(f"{entry} present", "应为文本的列表", "should be a list of texts")
        if not function.response.is_free:
            self.known(entry, (*present, *equal, *matches), fields)
        severity = self.text(f"{entry} no_findings", data.get("no_findings", "error"))
        if severity:
            self.known(f"{entry} no_findings", [severity], [one.value for one in Severity])
        limit = data.get("at_most_ms", 0)
        if isinstance(limit, bool) or not isinstance(limit, int | float) or limit < 0:
            raise self.error(f"{entry} at_most_ms", "应为毫秒数", "should be a number of milliseconds")
        code = self.text(f"{entry} return_code", data.get("return_code", "0"))
        return Expectation(code, tuple(present), equal, matches, Severity(severity) if severity else None, float(limit))

    def pick(self, entry: str, value: object, function: Function) -> Pick:
        data = self.section(entry, value, ("row", "where"))
        wrappers = (doubt.value.split("/")[-1] for doubt in function.response.doubts if doubt.kind == "nesting")
        rows = [*(field.name for field in function.response.fields if field.list), *wrappers]
        row = self.text(f"{entry} row", data.get("row", rows[0] if rows else ""))
        if not function.response.is_free:
            self.known(f"{entry} row", [row], rows)
        return Pick(row, self.texts(f"{entry} where", data.get("where", {})))

    def fault(self, entry: str, value: object) -> Fault:
        if isinstance(value, str):
            theirs = {name: fault for name, fault in FAULTS.items() if fault.side == "platform"}
            self.known(entry, [value], theirs)
            return theirs[value]
        data = self.section(entry, value, _FAULT)
        edits = data.get("edits", [])
        if not isinstance(edits, list) or not all(isinstance(one, list) and len(one) == 2 for one in edits):
            raise self.error(f"{entry} edits", "应为 [正则, 替换] 的列表", "should be a list of [pattern, replacement]")
        for pattern, _ in edits:
            self.pattern(f"{entry} edits", self.text(f"{entry} edits", pattern))
        rule = self.text(f"{entry} rule", data.get("rule", ""))
        if rule:
            self.known(f"{entry} rule", [rule], RULES)
        charset = self.text(f"{entry} charset", data.get("charset", "utf-8"))
        if not normal_name(charset):
            raise self.error(f"{entry} charset", f"没有字符集 {charset}", f"there is no charset {charset}")
        return Fault(
            "own" if data else "",
            "platform",
            "",
            NOTHING,
            edits=tuple((self.text(entry, one), self.text(entry, other)) for one, other in edits),
            key=OTHER_KEY if data.get("wrong_key") is True else None,
            rule=rule,
            charset=charset,
        )

    def clock(self, entry: str, value: object) -> timedelta:
        found = _CLOCK.fullmatch(self.text(entry, value))
        if not found:
            raise self.error(entry, "应写成 +11 min（s、min、h、d）", "write +11 min (s, min, h, d)")
        return timedelta(**{_UNITS[found[2]]: int(found[1])})


def _texts(known: Known, place: str = "") -> Iterable[tuple[str, str]]:
    """Every text in `known`, with where it stands."""
    for name, value in known.items():
        where = f"{place} {name}".strip()
        if isinstance(value, str):
            yield where, value
        elif isinstance(value, Mapping):
            yield from _texts(value, where)
        else:
            for one in value:
                yield from _texts(one, where)
