"""What came of scenarios as JUnit XML, which every CI can show: a scenario is a suite, a step a case."""

from collections.abc import Mapping, Sequence

from hisight.protocol import markup
from hisight.scenarios.outcome import StepOutcome


def junit(outcomes: Mapping[str, Sequence[StepOutcome]]) -> str:
    """The document; `outcomes` are the steps of each scenario, by name."""
    suites = "".join(_suite(name, steps) for name, steps in outcomes.items())
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="hisight">\n{suites}</testsuites>\n'


def _suite(name: str, steps: Sequence[StepOutcome]) -> str:
    failed, skipped = sum(bool(step.failures) for step in steps), sum(step.skipped for step in steps)
    seconds = sum(step.duration_ms for step in steps) / 1000
    cases = "".join(_case(name, step) for step in steps)
    counts = f'tests="{len(steps)}" failures="{failed}" skipped="{skipped}" time="{seconds:.3f}"'
    return f'<testsuite name="{_attribute(name)}" {counts}>\n{cases}</testsuite>\n'


def _case(scenario: str, step: StepOutcome) -> str:
    inside = "<skipped/>" if step.skipped else ""
    for failure in step.failures:
        said = str(failure.words)
        inside += f'<failure type="{failure.side}" message="{_attribute(said)}">{markup.escape(said)}</failure>'
    name = _attribute(f"{step.name} {step.function}".strip())
    seconds = f"{step.duration_ms / 1000:.3f}"
    return f'<testcase classname="{_attribute(scenario)}" name="{name}" time="{seconds}">{inside}</testcase>\n'


def _attribute(text: str) -> str:
    return markup.escape(" ".join(text.split())).replace('"', "&quot;")
