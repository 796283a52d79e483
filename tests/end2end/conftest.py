"""A mock HIS, and the window's surroundings as the gui tests have them."""

from collections.abc import Iterator

import pytest
from tests.gui import recorded

from hisight.mock import HisServer


@pytest.fixture
def his() -> Iterator[HisServer]:
    with recorded.his() as server:
        yield server
