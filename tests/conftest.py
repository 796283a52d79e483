"""What all tests share: invented keys, the vectors of wire.md, messages as real stacks write them."""

import os
from collections.abc import Iterator

import hypothesis
import pytest

from hisight import profiles, wording
from hisight.catalog import Catalog, published
from hisight.protocol import Key, Scheme

# A machine that is busy with other tests makes no example slow.
# What lands must not hang on luck: there every run is the same, while a developer's searches on.
hypothesis.settings.register_profile("hisight", deadline=None, print_blob=True, derandomize="CI" in os.environ)
hypothesis.settings.load_profile("hisight")

VECTOR_KEY = "2098D32C4D1399EC"  # published together with the vectors, of no use anywhere


@pytest.fixture(autouse=True)
def _no_key_and_no_profile_of_this_machine(monkeypatch, tmp_path) -> Iterator[None]:
    monkeypatch.delenv(profiles.KEY_VARIABLE, raising=False)
    monkeypatch.setattr("hisight.paths.platformdirs.user_data_path", lambda *_, **__: _made(tmp_path / "user-data"))
    wording.use("en")
    yield
    wording.use(None)


def _made(folder):
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture
def key() -> Key:
    return Key.from_text(VECTOR_KEY, "vector")


@pytest.fixture
def scheme(key) -> Scheme:
    return Scheme(keys=(key,))


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    return published()
