"""Sessions of calls that are made to measure, and the recorded ones of the demo."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.gui import recorded
from tests.report.messages import READER

from hisight.capture import Exchange, Session
from hisight.report.gathering import Report, gather


@pytest.fixture
def session_of(tmp_path) -> Callable[..., Path]:
    """Make a session file of these calls."""

    def make(exchanges: list[Exchange], name: str = "made.hisight") -> Path:
        path = tmp_path / name
        with Session.open(path, create=True) as opened:
            opened.append(exchanges)
        return path

    return make


@pytest.fixture
def report_of(session_of) -> Callable[..., Report]:
    """A report on these calls."""

    def make(exchanges: list[Exchange], **options: object) -> Report:
        return gather([session_of(exchanges)], READER, workers=1, **options)

    return make


@pytest.fixture(scope="session")
def demo_report(tmp_path_factory) -> Report:
    """A report on one round of the demo's script."""
    path = tmp_path_factory.mktemp("demo") / "demo.hisight"
    with Session.open(path, create=True) as opened:
        opened.append(recorded.exchanges())
    return gather([path], recorded.READER, workers=1)
