"""A mock HIS that can be asked, and scenarios written on the spot."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hisight.catalog import published
from hisight.mock import ENCRYPTED, PEERS, HisServer, MockHis
from hisight.mock.clock import Clock
from hisight.reading import Reader
from hisight.replay import Way
from hisight.scenarios import Run, Scenario, StepOutcome, Target, load


@pytest.fixture
def his() -> Iterator[HisServer]:
    with HisServer(MockHis(PEERS, Clock())) as server:
        yield server


@pytest.fixture
def target(his) -> Target:
    return Target(his.url, ENCRYPTED.scheme, ENCRYPTED.user_id, ENCRYPTED.hospital_id)


@pytest.fixture
def written(tmp_path) -> Callable[[str], Scenario]:
    """The scenario in a TOML text."""

    def load_it(text: str) -> Scenario:
        file = Path(tmp_path / "own.toml")
        file.write_text(text, "utf-8")
        return load(str(file), published())

    return load_it


@pytest.fixture
def play(target) -> Callable[..., list[StepOutcome]]:
    """Run a scenario to its end."""

    def run_it(scenario: Scenario, to: Target = target, **options: object) -> list[StepOutcome]:
        reader = Reader(published(), scheme=to.scheme)
        given = {"given": {}, "allow_writes": True, **options}
        return list(Run(scenario, to, reader, Way(5), **given).steps())

    return run_it
