"""One line of a comparison."""

from hisight.compare import Line


def test_a_line_differs_when_its_sides_do_and_that_was_not_to_be_expected():
    line = Line("RES/A", "A", 1, "changed", "1", "2")
    assert line.differs
    assert not line._replace(aside=True).differs
    assert not line._replace(kind="same", right="1").differs
