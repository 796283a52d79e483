"""What fuzzing found, and what it began with, is read again on every run; new seeds come from `tests/fuzz/run.py`."""

import importlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

HERE = Path(__file__).parent
DRIVERS = sorted(path.stem for path in (HERE / "drivers").glob("*.py"))


def read_by(name):
    return importlib.import_module(f"tests.fuzz.drivers.{name}").read


@pytest.mark.parametrize("name", DRIVERS)
def test_every_seed_is_read(name):
    seeds = sorted((HERE / "seeds" / name).iterdir())
    assert seeds
    for seed in seeds:
        assert seed.stat().st_size < 10_000, seed
        read_by(name)(seed.read_bytes())


@pytest.mark.parametrize("name", DRIVERS)
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_any_bytes_and_any_torn_seed_are_read(name, data):
    seeds = [seed.read_bytes() for seed in sorted((HERE / "seeds" / name).iterdir())]
    torn = st.tuples(st.sampled_from(seeds), st.integers(0, 5000), st.binary(max_size=8), st.integers(0, 20))
    read_by(name)(data.draw(st.binary(max_size=200) | torn.map(lambda t: t[0][: t[1]] + t[2] + t[0][t[1] + t[3] :])))


def test_every_folder_of_seeds_has_its_driver():
    assert sorted(folder.name for folder in (HERE / "seeds").iterdir()) == DRIVERS
