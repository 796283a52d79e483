from hypothesis import given, settings
from hypothesis import strategies as st

from hisight.imports.packets.connection import Connection
from hisight.imports.packets.segment import Segment

A, B = "10.0.0.1:5", "10.0.0.7:8080"


def segment(time, data, sequence, source=A, **more):
    target = B if source == A else A
    return Segment(
        "0",
        time,
        source,
        target,
        sequence,
        data,
        more.get("opens", False),
        more.get("client"),
        more.get("ends", False),
        more.get("breaks", False),
    )


def calls(*segments):
    connection = Connection()
    found = [call for one in segments for call in connection.take(one)]
    return [*found, *connection.end()], connection


def test_an_interim_answer_is_not_the_answer():
    asked = segment(1, b"POST / HTTP/1.1\r\nContent-Length: 1\r\n\r\nx", 0)
    answered = segment(2, b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\ny", 0, B)
    (call,), _ = calls(asked, answered)
    assert call.response_head.startswith(b"HTTP/1.1 200")


def test_an_answer_to_head_has_no_body():
    asked = segment(1, b"HEAD / HTTP/1.1\r\n\r\nGET /b HTTP/1.1\r\n\r\n", 0)
    answered = segment(
        2, b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\ny", 0, B
    )
    found, _ = calls(asked, answered)
    assert [call.response_body for call in found] == [b"", b"y"]


def test_an_answer_without_length_ends_with_the_connection():
    asked = segment(1, b"GET / HTTP/1.0\r\n\r\n", 0)
    parts = [segment(2 + n, b"x" * 40_000, 19 + n * 40_000, B) for n in range(4)]
    found, connection = calls(
        asked, segment(2, b"HTTP/1.0 200 OK\r\n\r\n", 0, B), *parts, segment(9, b"", 160_019, B, ends=True)
    )
    assert [len(call.response_body) for call in found] == [160_000]
    assert not connection.over  # the other side may still speak


def test_a_reset_ends_the_connection_and_the_call_without_an_answer():
    connection = Connection()
    assert list(connection.take(segment(1, b"GET / HTTP/1.1\r\n\r\n", 0))) == []
    list(connection.take(segment(2, b"", 0, B, breaks=True)))
    assert connection.over
    (call,) = connection.end()
    assert (call.response_head, call.server) == (b"", B)


def test_a_capture_that_begins_with_an_answer_knows_the_sides():
    asked = segment(3, b"GET /b HTTP/1.1\r\n\r\n", 0)
    found, _ = calls(segment(1, b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", 0, B), asked)
    assert [(call.client, call.server) for call in found] == [(A, B)]


@given(
    st.lists(
        st.tuples(
            st.sampled_from((A, B)),
            st.binary(max_size=40) | st.sampled_from((b"GET / HTTP/1.1\r\n\r\n", b"HTTP/1.1 200 OK\r\n\r\n")),
            st.integers(0, 60),
            st.booleans(),
            st.booleans(),
        ),
        max_size=12,
    )
)
@settings(deadline=None)
def test_no_order_of_segments_is_too_much(given_):
    connection = Connection()
    for source, data, sequence, ends, breaks in given_:
        list(connection.take(segment(1.0, data, sequence, source, ends=ends, breaks=breaks)))
    list(connection.end())
