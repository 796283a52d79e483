"""Which element of one side is which of the other."""

from hypothesis import given
from hypothesis import strategies as st

from hisight.checks import Aligned
from hisight.checks.alignment import unaligned
from hisight.compare.pairing import moved, pairs
from hisight.protocol import document


def elements(inside: str) -> list[Aligned]:
    return list(unaligned(document.read(f"<R>{inside}</R>").root).children)


def numbers(left: str, right: str) -> list[tuple[int, int]]:
    paired = pairs(elements(left), elements(right), str)
    return [(one.left_place, one.right_place) for one in paired]


def test_elements_of_another_name_are_no_counterparts():
    assert numbers("<A/><B/>", "<B/><C/>") == [(0, -1), (1, 0), (-1, 1)]


def test_a_single_element_is_paired_whatever_it_holds():
    assert numbers("<A>1</A>", "<A>2</A>") == [(0, 0)]


def test_equal_rows_are_paired_before_unequal_ones():
    assert numbers("<A>1</A><A>2</A>", "<A>2</A><A>3</A>") == [(0, 1), (1, 0)]


def test_rows_that_changed_are_known_by_the_field_that_tells_them_apart():
    left = "<R><K>1</K><V>a</V></R><R><K>2</K><V>b</V></R>"
    right = "<R><K>2</K><V>c</V></R><R><K>1</K><V>d</V></R>"
    assert numbers(left, right) == [(0, 1), (1, 0)]


def test_what_only_the_right_has_stands_behind_what_it_follows_there():
    assert numbers("<A>1</A><A>2</A>", "<A>0</A><A>1</A><A>9</A><A>2</A>") == [(-1, 0), (0, 1), (-1, 2), (1, 3)]


def test_as_few_as_explain_it_have_moved():
    assert moved(pairs(elements("<A>1</A><A>2</A><A>3</A>"), elements("<A>3</A><A>1</A><A>2</A>"), str)) == {2}
    assert moved(pairs(elements("<A/><B/>"), elements("<A/><C/><B/>"), str)) == set()


@given(left=st.lists(st.sampled_from(["<A/>", "<A>1</A>", "<B/>", "<A><K>1</K></A>"]), max_size=9), data=st.data())
def test_every_element_of_either_side_stands_in_exactly_one_pair(left, data):
    right = data.draw(st.permutations(left)) + data.draw(st.lists(st.sampled_from(["<A>2</A>", "<C/>"]), max_size=3))
    found = numbers("".join(left), "".join(right))
    assert [one for one, _ in found if one >= 0] == list(range(len(left)))
    assert sorted(other for _, other in found if other >= 0) == list(range(len(right)))
    assert all(one >= 0 or other >= 0 for one, other in found)
