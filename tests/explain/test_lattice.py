from time import thread_time

from hypothesis import given
from hypothesis import strategies as st

from hisight.explain.lattice import combined, search
from hisight.wording import NOTHING

DIMENSIONS = [["a1", "a2"], ["b1"], ["c1", "c2"]]


def test_fewer_changes_come_first_then_the_order_given():
    assert list(combined(DIMENSIONS, 2)) == [
        (), ("a1",), ("a2",), ("b1",), ("c1",), ("c2",),
        ("a1", "b1"), ("a2", "b1"), ("a1", "c1"), ("a1", "c2"), ("a2", "c1"), ("a2", "c2"), ("b1", "c1"), ("b1", "c2"),
    ]  # fmt: skip


def test_what_does_not_go_together_is_chosen_alone():
    assert list(combined(DIMENSIONS, 3, DIMENSIONS[1:])) == [
        (), ("a1",), ("a2",), ("b1",), ("c1",), ("c2",), ("b1", "c1"), ("b1", "c2")
    ]  # fmt: skip


def test_more_changes_than_dimensions_are_not_asked_for():
    assert list(combined([["x"]], 5)) == [(), ("x",)]
    assert list(combined([], 5)) == [()]


def test_the_first_that_fits_ends_the_search():
    outcome = search(DIMENSIONS, lambda changes: "found" if "b1" in changes else None, most=3)
    assert (outcome.fit, outcome.changes, outcome.tries, outcome.stopped) == ("found", ("b1",), 4, "")


def test_a_search_without_success_says_whether_it_saw_everything_and_why_not():
    whole = search(DIMENSIONS, lambda _: None, most=3)
    assert (whole.tries, whole.stopped, whole.why_stopped) == (18, "", NOTHING)
    cut = search(DIMENSIONS, lambda _: None, most=3, tries=5)
    assert (cut.fit, cut.changes, cut.tries, cut.stopped) == (None, (), 5, "tries")
    assert cut.why_stopped.en == "Not searched further than 5 combinations, because there are too many of them."


def test_a_search_that_takes_long_ends_but_not_before_the_default_and_one_change_were_tried():
    def slowly(_changes: tuple[str, ...]) -> None:
        end = thread_time() + 0.01
        while thread_time() < end:
            pass

    outcome = search(DIMENSIONS, slowly, most=3, seconds=0.005)
    assert (outcome.tries, outcome.stopped) == (2, "seconds")
    assert "because it would take too long" in outcome.why_stopped.en
    assert "不再继续" in outcome.why_stopped.zh


@given(
    dimensions=st.lists(st.lists(st.integers(), min_size=1, max_size=3), max_size=5),
    most=st.integers(0, 5),
    data=st.data(),
)
def test_every_combination_is_found_with_no_more_changes_than_it_has(dimensions, most, data):
    options = [[(place, number) for number in range(len(one))] for place, one in enumerate(dimensions)]
    wanted = data.draw(st.sampled_from(list(combined(options, most))))
    outcome = search(options, lambda changes: changes if changes == wanted else None, most=most)
    assert outcome.changes == outcome.fit == wanted
