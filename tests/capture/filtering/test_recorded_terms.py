"""hisight.capture.filtering.recorded_terms; what the terms let through is seen in test_filter."""

from hisight.capture.filtering import parse
from hisight.capture.filtering.parts import Parameters
from hisight.capture.filtering.recorded_terms import part


def test_what_was_recorded_needs_no_reading():
    for text in ("ms>5", "status:200", "id:1", "time:10:02", "url:x", "host=x", "origin:replay", "mark:1", "comment:x"):
        assert part(parse(text).root, Parameters(), negated=False).tables <= {"e"}


def test_what_was_read_is_none_of_it():
    assert part(parse("fun:2007").root, Parameters(), negated=False) is None
