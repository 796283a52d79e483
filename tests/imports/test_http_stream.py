import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.addons.messages import pairs

from hisight.imports.http_stream import Found, begins, message_at, messages

REQUEST = b"POST /his HTTP/1.1\r\nHost: his\r\nContent-Length: 7\r\n\r\n<ROOT/>"
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n<A/>"
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;x=1\r\n<A/\r\n1\r\n>\r\n0\r\nX-Sum: 1\r\n\r\n"


def bodies(run: bytes) -> list[bytes]:
    return [one.body for one in messages(run)]


def test_messages_one_behind_the_other_are_told_apart_by_their_lengths():
    assert bodies(REQUEST + ANSWER + REQUEST) == [b"<ROOT/>", b"<A/>", b"<ROOT/>"]
    assert [one.is_answer for one in messages(REQUEST + ANSWER)] == [False, True]


def test_chunks_are_joined_and_what_stood_around_them_is_kept():
    (one, two) = messages(CHUNKED + ANSWER)
    assert (one.body, one.framing) == (b"<A/>", b"3;x=1\r\n\r\n1\r\n\r\n0\r\nX-Sum: 1\r\n\r\n")
    assert (one.end, two.start, two.body) == (len(CHUNKED), len(CHUNKED), b"<A/>")


def test_chunks_that_were_saved_joined_already_are_a_body_all_the_same():
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    assert [(one.body, one.cut) for one in messages(head + b"<A/>")] == [(b"<A/>", False)]


def test_a_run_with_other_line_ends_is_read_to_the_next_message():
    loose = REQUEST.replace(b"\r\n", b"\n").replace(b"<ROOT/>", b"<ROOT>\n</ROOT>") + b"\n\n" + ANSWER
    assert bodies(loose) == [b"<ROOT>\n</ROOT>\n\n", b"<A/>"]


def test_a_length_that_was_not_kept_up_with_an_edit_says_nothing():
    assert bodies(REQUEST.replace(b"<ROOT/>", b"<ROOT>1</ROOT>") + b"\r\n" + ANSWER) == [b"<ROOT>1</ROOT>\r\n", b"<A/>"]


def test_what_is_cut_says_so():
    assert [(one.body, one.cut) for one in messages(REQUEST[:-3])] == [(b"<ROO", True)]
    assert [one.cut for one in messages(b"POST / HTTP/1.1\r\nHost: his")] == [True]
    whole, shorter, behind = CHUNKED.index(b"0\r\nX"), CHUNKED.index(b"A/"), CHUNKED.index(b"1\r\n>")
    assert [(one.body, one.cut) for one in messages(CHUNKED[:whole])] == [(b"<A/>", True)]
    assert [(one.body, one.cut) for one in messages(CHUNKED[:behind])] == [(b"<A/", True)]
    assert [(one.body, one.cut) for one in messages(CHUNKED[:shorter])] == [(b"<", True)]


def test_what_is_no_message_is_passed_over():
    assert bodies(b"* Connected\n\n" + REQUEST) == [b"<ROOT/>"]
    assert bodies(b"nothing of the kind") == []
    assert not begins(b"PUT it there")
    assert begins(b"\r\n\r\n" + ANSWER)


@pytest.mark.parametrize("status", [b"100 Continue", b"204 No Content", b"304 Not Modified"])
def test_an_answer_of_such_a_status_has_no_body(status):
    found = message_at(b"HTTP/1.1 " + status + b"\r\nContent-Length: 4\r\n\r\n" + ANSWER, 0, whole=False)
    assert found is not None
    assert (found.body, found.is_interim) == (b"", status.startswith(b"100"))


def test_nothing_is_told_before_it_is_whole():
    for run in (REQUEST, CHUNKED):
        for length in range(len(run)):
            assert message_at(run[:length], 0, whole=False) is None, length
        assert message_at(run, 0, whole=False) is not None
    without_length = b"HTTP/1.0 200 OK\r\n\r\n<A"
    assert message_at(without_length, 0, whole=False) is None
    assert message_at(without_length + b"/>", 0, whole=True) == Found(b"HTTP/1.0 200 OK\r\n\r\n", b"<A/>", b"", 0, 23)
    assert message_at(b"GET / HTTP/1.1\r\n\r\n", 0, whole=False) is not None


@given(pairs())
@settings(max_examples=200, deadline=None)
def test_generated_messages_come_back_byte_for_byte(pair):
    for message in pair:
        is_answer = message.head.startswith(b"HTTP/")
        to_head = is_answer and pair[0].head.startswith(b"HEAD ")
        found = message_at(message.head + message.sent, 0, whole=True, to_head=to_head)
        assert found is not None
        assert found.head == message.head
        if not to_head:
            assert found.body == message.body


@given(
    st.binary()
    | st.lists(st.sampled_from([REQUEST, ANSWER, CHUNKED, b"\r\n", b"\n", b"HTTP/1.1 200", b"0\r\n"])).map(b"".join)
)
@settings(deadline=None)
def test_no_run_of_bytes_is_too_much(run):
    position = 0
    for one in messages(run):
        assert position <= one.start < one.end
        position = one.end
