from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from hisight.imports.packets.direction import Direction

DATA = bytes(range(256)) * 3


@st.composite
def segments(draw):
    """`DATA` in pieces that overlap, some of them twice, in any order; numbered from `first`."""
    first = draw(st.sampled_from((0, 5, (1 << 32) - 300)))
    cuts = sorted({0, len(DATA), *draw(st.lists(st.integers(1, len(DATA) - 1), max_size=12))})
    pieces = [(begin, DATA[begin : end + draw(st.integers(0, 20))]) for begin, end in pairwise(cuts)]
    pieces += draw(st.lists(st.sampled_from(pieces), max_size=4))
    return first, [((first + begin) % (1 << 32), data) for begin, data in draw(st.permutations(pieces))]


@given(segments())
def test_bytes_come_in_order_however_the_segments_came(made):
    first, pieces = made
    side = Direction()
    side.open(first)
    for number, (sequence, data) in enumerate(pieces):
        side.add(sequence, data, float(number + 1))
    assert bytes(side.data) == DATA
    assert side.gaps == 0
    assert 1 <= side.time_of(0) <= side.time_of(len(DATA) - 1) <= len(pieces)


def test_the_time_of_a_byte_stays_when_those_before_it_are_taken():
    side = Direction()
    for number, data in enumerate((b"abc", b"def", b"ghi")):
        side.add(number * 3, data, number + 1.0)
    side.take(4)
    assert (bytes(side.data), side.time_of(0), side.time_of(2), side.time_of(4)) == (b"efghi", 2.0, 3.0, 3.0)
    assert Direction().time_of(0) == 0.0


def test_what_stands_behind_a_gap_is_let_in_at_the_end():
    side = Direction()
    side.add(0, b"abc", 1.0)
    side.add(10, b"klm", 2.0)
    side.add(20, b"uvw", 3.0)
    assert bytes(side.data) == b"abc"
    side.end(4.0)
    assert (bytes(side.data), side.gaps, side.ended) == (b"abcklmuvw", 2, True)


def test_a_gap_is_given_up_when_too_much_waits_behind_it(monkeypatch):
    monkeypatch.setattr("hisight.imports.packets.direction._MOST_WAITING", 4)
    side = Direction()
    side.add(0, b"a", 1.0)
    side.add(5, b"fgh", 2.0)
    side.add(8, b"ij", 3.0)
    assert (bytes(side.data), side.gaps) == (b"afghij", 1)
