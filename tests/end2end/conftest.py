"""A mock HIS, and the window's surroundings as the gui tests have them."""

from collections.abc import Iterator

import pytest

from hisight.mock import PEERS, HisServer, MockHis


@pytest.fixture
def his() -> Iterator[HisServer]:
    with HisServer(MockHis(PEERS)) as server:
        yield server
