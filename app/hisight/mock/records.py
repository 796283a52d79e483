"""What the mock hospital has on everybody, as data: bills, laboratory and examination reports, prices (resources/mock)."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from hisight import paths

Row = Mapping[str, Any]
"""Values by field, as the answers have them, and rows inside under a name of ours."""


def rows(name: str) -> Sequence[Row]:
    """The rows of one kind: `bills`, `laboratory`, `examinations`, `prices`, `physical`, `recipes`, `stays`, `daily`."""
    found: Sequence[Row] = _read()[name]
    return found


@cache
def _read() -> Mapping[str, Any]:
    return tomllib.loads((paths.resources() / "mock" / "records.toml").read_text("utf-8"))
