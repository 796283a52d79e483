from hypothesis import given
from hypothesis import strategies as st

from hisight.explain.lattice import combined, search

DIMENSIONS = [["a1", "a2"], ["b1"], ["c1", "c2"]]


def test_fewer_changes_come_first_then_the_order_given():
    assert list(combined(DIMENSIONS, 2)) == [
        (), ("a1",), ("a2",), ("b1",), ("c1",), ("c2",),
        ("a1", "b1"), ("a2", "b1"), ("a1", "c1"), ("a1", "c2"), ("a2", "c1"), ("a2", "c2"), ("b1", "c1"), ("b1", "c2"),
    ]  # fmt: skip


def test_more_changes_than_dimensions_are_not_asked_for():
    assert list(combined([["x"]], 5)) == [(), ("x",)]
    assert list(combined([], 5)) == [()]


def test_the_first_that_fits_ends_the_search():
    outcome = search(DIMENSIONS, lambda changes: "found" if "b1" in changes else None, most=3, tries=100)
    assert (outcome.fit, outcome.changes, outcome.tries, outcome.complete) == ("found", ("b1",), 4, True)


def test_a_search_without_success_says_whether_it_saw_everything():
    assert search(DIMENSIONS, lambda _: None, most=3, tries=100).complete
    cut = search(DIMENSIONS, lambda _: None, most=3, tries=5)
    assert (cut.fit, cut.changes, cut.tries, cut.complete) == (None, (), 5, False)


@given(
    dimensions=st.lists(st.lists(st.integers(), min_size=1, max_size=3), max_size=5),
    most=st.integers(0, 5),
    data=st.data(),
)
def test_every_combination_is_found_with_no_more_changes_than_it_has(dimensions, most, data):
    options = [[(place, number) for number in range(len(one))] for place, one in enumerate(dimensions)]
    wanted = data.draw(st.sampled_from(list(combined(options, most))))
    outcome = search(options, lambda changes: changes if changes == wanted else None, most=most, tries=10**6)
    assert outcome.changes == outcome.fit == wanted
