from hypothesis import given
from hypothesis import strategies as st

from hisight.imports.packets.segment import FIELDS, Segment


def line(**values: str) -> bytes:
    usual = {
        "tcp.stream": "3", "frame.time_epoch": "1795687200.250000000", "ip.src": "10.0.0.1", "tcp.srcport": "5",
        "ip.dst": "10.0.0.7", "tcp.dstport": "8080", "tcp.seq": "7", "tcp.flags": "0x0018", "tcp.payload": "3c412f3e",
    }  # fmt: skip
    return "\t".join((usual | values).get(name, "") for name in FIELDS).encode() + b"\n"


def test_a_line_of_tshark_is_a_segment():
    segment = Segment.read(line())
    assert segment == Segment("3", 1795687200.25, "10.0.0.1:5", "10.0.0.7:8080", 7, b"<A/>", False, None, False, False)


def test_who_opened_the_connection_is_told_by_its_first_segments():
    first, second = Segment.read(line(**{"tcp.flags": "0x002"})), Segment.read(line(**{"tcp.flags": "0x012"}))
    assert (first.opens, first.from_client, first.sequence) == (True, True, 8)
    assert (second.opens, second.from_client) == (True, False)


def test_other_writings_are_read_too():
    segment = Segment.read(line(**{"ip.src": "", "ipv6.src": "fe80::1", "tcp.payload": "3c:41", "tcp.flags": "0x015"}))
    assert (segment.source, segment.data, segment.ends, segment.breaks_off) == ("[fe80::1]:5", b"<A", True, True)


@given(
    st.binary()
    | st.lists(st.sampled_from(["1", "", "0x1", "x", "é"]), min_size=11, max_size=11).map(
        lambda all_: "\t".join(all_).encode()
    )
)
def test_what_is_no_segment_is_none(data):
    found = Segment.read(data)
    assert found is None or found.source
