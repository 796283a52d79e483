import pytest

from hisight.protocol import limits


def test_a_body_is_looked_into_up_to_a_size():
    assert limits.of_body(b"x" * limits.LARGEST_READ) is None
    problem = limits.of_body(b"x" * (limits.LARGEST_READ + 100_000))
    assert (problem.kind, problem.layer) == ("too-large", "http")
    assert problem.message.en == "the body has 6.1 MB; HISight looks into 6 MB at most."


def test_elements_count_wherever_they_stand_and_closing_tags_do_not():
    many = "<a></a>" * (limits.MOST_ELEMENTS - 1)
    assert limits.of_markup(f"<r>{many}</r>") is None
    error = limits.of_markup(f"<r>\n{many}<b/></r>")
    assert (error.kind, error.line, error.column) == ("too-large", 2, len(many) + 1)


@pytest.mark.parametrize("one", ['a="1" ', "a='1' "])
def test_attributes_count(one):
    assert limits.of_markup(f"<r {one * limits.MOST_ATTRIBUTES}/>") is None
    error = limits.of_markup(f"<r {one * (limits.MOST_ATTRIBUTES + 1)}/>")
    assert (error.kind, error.line, error.column, error.mendable) == ("too-large", 1, 1, False)


def test_references_count_where_entities_are_declared():
    many = f"<r>{'&a;' * (limits.MOST_ATTRIBUTES + 1)}</r>"
    assert limits.of_markup(many) is None
    assert limits.of_markup(f"<!DOCTYPE r>{many}").kind == "too-large"
