"""A report on the recorded calls: what the pages of the conformance window are tested with."""

import tempfile
from functools import cache
from pathlib import Path

from tests.gui import recorded

from hisight.report.coverage import FunctionUse
from hisight.report.gathering import Report, gather


@cache
def report() -> Report:
    """It, since itself."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "demo.hisight"
        recorded.session(path).close()
        return gather([path], recorded.READER, since=path, workers=1)


def function(code: str) -> FunctionUse:
    """One of its functions."""
    return next(one for one in report().coverage.functions if one.code == code)
