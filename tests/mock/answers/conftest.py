"""Something to ask about."""

import pytest
from tests.mock.answers.asking import person, schedule, told

from hisight.mock.content import rows


@pytest.fixture
def shift(ask):
    """A shift of 骨科 that has places left, as the schedule lists it."""
    listed = rows(ask("2003", schedule()).document.root, "REG_TIME_LIST")
    return next(row for row in listed if row["OVER_COUNT"] != "0" and row["REG_STATUS"] == "1") | {"DEPT_ID": "201"}


@pytest.fixture
def patient(ask):
    """A patient with a file: the answer of CreatePat."""
    return told(ask("1002", person()))
