"""Every rule is tried the same way: its bad message gives it and no other error, its good one gives nothing."""

from collections.abc import Callable

import pytest

from hisight.checks import Finding, Severity


@pytest.fixture
def only(findings) -> Callable[..., Finding]:
    """The one finding that is not a note in a message; none or several fail the test."""

    def find(*arguments, **envelope) -> Finding:
        found = [one for one in findings(*arguments, **envelope) if one.severity is not Severity.NOTE]
        assert len(found) == 1, found
        return found[0]

    return find
