"""addons/his_shortcuts.py, against mitmproxy's own ways"""

from hypothesis import given
from hypothesis import strategies as st
from mitmproxy import http
from tests.addons.mastered import his_shortcuts

NAMES = (b"Content-Length", b"content-length", b"CONTENT-LENGTH", b"X-A", b"", "科室".encode("gbk"))
FIELDS = st.lists(st.tuples(st.sampled_from(NAMES), st.binary(max_size=5)), max_size=8)


@given(
    FIELDS,
    st.sampled_from((*NAMES, "content-length", "x-a", "X-B", "科室".encode("gbk").decode("utf-8", "surrogateescape"))),
)
def test_fields_are_found_as_mitmproxy_finds_them(fields, name):
    headers = http.Headers(fields)

    assert his_shortcuts.get_all(headers, name) == http.Headers.get_all(headers, name)


def test_messages_are_made_as_before_and_mitmproxy_has_its_own_ways_back():
    own = http.MessageData.__post_init__, http.Headers.get_all
    made = http.Response.make(200, b"ok", {"X-A": "1"}).get_state()

    put_back = his_shortcuts.install()
    try:
        between = http.MessageData.__post_init__, http.Headers.get_all
        again = http.Response.make(200, b"ok", {"X-A": "1"}).get_state()
    finally:
        put_back()

    assert between[0] != own[0]
    assert between[1] != own[1]
    assert (http.MessageData.__post_init__, http.Headers.get_all) == own
    for state in (made, again):
        del state["timestamp_start"], state["timestamp_end"]
    assert made == again
