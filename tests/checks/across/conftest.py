"""Stories: calls one after the other, and what is found in the last one."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from hisight.checks import Facts, Finding, check_across


@pytest.fixture
def story() -> Callable[..., list[Finding]]:
    """What is found in the last of some calls."""

    def tell(*calls: Facts) -> list[Finding]:
        numbered = [replace(one, number=number) for number, one in enumerate(calls, 1)]
        # As in a session: through the text that is kept there.
        return check_across(numbered[-1], [Facts.from_json(one.to_json()) for one in numbered[:-1]])

    return tell


@pytest.fixture
def only(story) -> Callable[..., Finding]:
    """The one finding in the last of some calls; none or several fail the test."""

    def find(*calls: Facts) -> Finding:
        (finding,) = story(*calls)
        return finding

    return find
