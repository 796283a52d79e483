"""A payload as a tree, and what only a look at its text shows."""

from hisight.protocol import doctype, document
from hisight.reading.indented import indented


def read(data: bytes) -> None:
    """Read `data` as a payload."""
    text = data.decode("utf-8", "replace")
    opened = document.read(text)
    assert opened.root is None or list(opened.root.walk())
    assert opened.position_of_error(text) >= 0
    declared = doctype.find(text)
    if declared is not None:
        assert declared.nested is not None
        assert 0 <= declared.unfolded <= doctype.MOST
    assert indented(text) is not None
