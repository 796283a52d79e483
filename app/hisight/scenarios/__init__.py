"""Scenarios: what a platform does with a HIS step by step, written as TOML, run against a HIS, and judged.

loader -> model -> runner (request -> replay.send -> expecting) -> outcome -> junit
"""

from hisight.scenarios.errors import ScenarioError
from hisight.scenarios.junit import junit
from hisight.scenarios.loader import load, shipped
from hisight.scenarios.model import Scenario, Step
from hisight.scenarios.outcome import Failure, StepOutcome
from hisight.scenarios.request import Target
from hisight.scenarios.runner import Run, foreseen

__all__ = [
    "Failure",
    "Run",
    "Scenario",
    "ScenarioError",
    "Step",
    "StepOutcome",
    "Target",
    "foreseen",
    "junit",
    "load",
    "shipped",
]
