"""What of a message may stand in a report: tags, short codes, and nothing that could be a person's."""

import re

from hisight.checks import Finding

HIDDEN = "…"
"""What stands for anything that is left out."""

_TAG = re.compile(r"[A-Za-z_](?:[A-Za-z_.-]|\d(?!\d{3})){0,39}")
_CODE = re.compile(r"-?\d{1,4}|[A-Za-z]\d{0,3}")
_RETURN_CODE = re.compile(r"-?\d{1,6}|[A-Za-z]{0,3}\d{1,6}|-?[A-Za-z]")
_STEP_NUMBER = re.compile(r"\[\d+\]")


def tag(name: str) -> str:
    """The name of an element or an operation as it may be shown: letters that nobody is called by, no long number."""
    return name if _TAG.fullmatch(name) else HIDDEN


def path(place: str) -> str:
    """A place in a message without the numbers of its rows, each step as it may be shown."""
    return "/".join(tag(step) for step in _STEP_NUMBER.sub("", place).split("/")) if place else ""


def place(finding: Finding) -> str:
    """Where `finding` stands, as it may be shown: by the row of the catalog, `DEPT_LIST/DEPT_NAME`, if it has one."""
    row = finding.catalog.rpartition(" ")[2] if finding.catalog.count(" ") > 1 else ""
    return row if "/" in row else path(finding.path)


def code(value: str) -> str:
    """A value that should be one of a code table, and is not: shown where it is as short as those are."""
    return value if _CODE.fullmatch(value) else HIDDEN


def return_code(value: str) -> str:
    """A RETURN_CODE, or FUN_CODE, as it may be shown: a HIS may have written a whole sentence into it."""
    return value if not value or _RETURN_CODE.fullmatch(value) else HIDDEN
