import base64
import gzip
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hisight.imports import UnreadableFileError, har, read_file

URL = "http://his:8080/HisService?a=1"
TEXT = "text/xml; charset=utf-8"


def entry(**more):
    """An entry as a browser writes it."""
    return {
        "startedDateTime": "2026-11-26T10:00:00.250Z",
        "time": 182.5,
        "request": {
            "method": "POST",
            "url": URL,
            "httpVersion": "HTTP/1.1",
            "headers": [{"name": "Host", "value": "his:8080"}, {"name": "Content-Type", "value": TEXT}],
            "postData": {"mimeType": TEXT, "text": "<ROOT/>"},
        },
        "response": {
            "status": 200,
            "statusText": "OK",
            "httpVersion": "HTTP/1.1",
            "headers": [{"name": "Content-Type", "value": TEXT}, {"name": "Content-Length", "value": "8"}],
            "content": {"size": 8, "mimeType": TEXT, "text": "<ROOT />"},
        },
        "timings": {"blocked": 1, "dns": 2, "connect": 10, "ssl": 4, "send": 3, "wait": 100, "receive": 5},
        "serverIPAddress": "10.0.0.7",
    } | more


@pytest.fixture
def read(tmp_path):
    """The calls of a HAR of these entries, and what it could not say."""

    def read_(*entries, data: bytes | None = None):
        path = tmp_path / "a.har"
        path.write_bytes(json.dumps({"log": {"version": "1.2", "entries": entries}}).encode() if data is None else data)
        found = read_file(path)
        return list(found.exchanges), [words.en for words in found.lost]

    return read_


def with_response(**content):
    made = entry()
    made["response"] = made["response"] | content
    return made


def test_an_entry_of_a_browser_becomes_a_call(read):
    (call,), lost = read(entry())
    assert call.request_head == (
        b"POST /HisService?a=1 HTTP/1.1\r\nHost: his:8080\r\nContent-Type: text/xml; charset=utf-8\r\n\r\n"
    )
    assert (call.request_body, call.response_body, lost) == (b"<ROOT/>", b"<ROOT />", [])
    assert call.response_head.startswith(b"HTTP/1.1 200 OK\r\n")
    assert (call.url, call.server, call.started) == (URL, "10.0.0.7:8080", 1795687200.25)
    assert (call.connect_ms, call.tls_ms, call.request_ms, call.first_byte_ms, call.duration_ms) == (
        8,
        4,
        4,
        116,
        182.5,
    )


def test_a_body_in_base64_is_exact(read):
    gbk = "内科".encode("gbk")
    content = {"mimeType": "text/xml; charset=gbk", "encoding": "base64", "text": base64.b64encode(gbk).decode()}
    (call,), lost = read(with_response(content=content))
    assert (call.response_body, lost) == (gbk, [])


def test_text_is_put_into_its_charset_again_and_that_is_said(read):
    content = {"mimeType": "text/xml; charset=gbk", "text": "<A>内科</A>"}
    (call,), lost = read(with_response(content=content))
    assert call.response_body == "<A>内科</A>".encode("gbk")
    assert lost == ["the HAR has the text of a body, not its bytes: written again in its charset."]
    content = {"mimeType": "text/xml", "text": '<?xml version="1.0" encoding="gb2312"?><A>内科</A>'}
    (call,), _ = read(with_response(content=content))
    assert "内科".encode("gb2312") in call.response_body


def test_a_text_that_its_charset_does_not_hold_goes_as_utf_8(read):
    (call,), _ = read(with_response(content={"mimeType": "text/xml; charset=big5", "text": "😀"}))
    assert call.response_body == "😀".encode()


def test_what_the_browser_has_unpacked_is_no_longer_said_to_be_packed(read):
    headers = [{"name": "Content-Encoding", "value": "gzip"}, {"name": "Content-Length", "value": "99"}]
    (call,), _ = read(with_response(headers=headers))
    assert call.response_head == b"HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\n"
    packed = base64.b64encode(gzip.compress(b"<A/>")).decode()
    (call,), _ = read(with_response(headers=headers, content={"encoding": "base64", "text": packed}))
    assert b"Content-Encoding: gzip" in call.response_head


def test_http_2_is_written_as_a_head_of_lines(read):
    made = entry()
    made["request"] |= {
        "httpVersion": "h2",
        "headers": [
            {"name": ":method", "value": "POST"},
            {"name": ":authority", "value": "his"},
            {"name": "a", "value": "1"},
        ],
    }
    made["response"] |= {"httpVersion": "h2", "statusText": ""}
    (call,), _ = read(made)
    assert call.request_head == b"POST /HisService?a=1 HTTP/2\r\na: 1\r\n\r\n"
    assert call.response_head.startswith(b"HTTP/2 200\r\n")


def test_a_form_without_text_is_written_again(read):
    made = entry()
    made["request"]["postData"] = {
        "mimeType": "application/x-www-form-urlencoded",
        "params": [{"name": "xml", "value": "<A/>"}],
    }
    (call,), lost = read(made)
    assert (call.request_body, lost) == (b"xml=%3CA%2F%3E", ["a form is written again from its parameters."])


def test_a_har_without_bodies_says_so(read):
    (call,), lost = read(with_response(content={"size": 8, "mimeType": TEXT}))
    assert (call.response_body, lost) == (b"", ["the HAR was saved without the body."])
    assert b"Content-Length: 0" in call.response_head


def test_what_may_be_missing_is_missing(read):
    (call,), lost = read({"request": {"url": "https://his/"}})
    assert (call.request_head, call.response_head, call.server) == (b"GET / HTTP/1.1\r\n\r\n", b"", "")
    assert lost == ["entries have no time that could be read."]


def test_what_makes_no_sense_is_passed_over(read):
    made = entry(serverIPAddress="fe80::1")
    made["request"] |= {"url": "http://his:99999/", "headers": [7, {"name": "A", "value": "1"}]}
    made["request"]["postData"] = {"params": [7, {"name": "a", "value": "b"}]}
    (call,), _ = read(made)
    assert (call.request_head, call.request_body) == (b"POST / HTTP/1.1\r\nA: 1\r\n\r\n", b"a=b")
    assert call.server == ""
    (call,), _ = read(entry(serverIPAddress="fe80::1"))
    assert call.server == "[fe80::1]:8080"


def test_what_is_no_http_call_is_left_out(read):
    calls, lost = read(entry(), {"request": {"url": "ws://his/"}}, 7, {"request": []})
    assert (len(calls), lost) == (1, ["entries that are no HTTP call are left out. (3 times)"])


def test_a_field_cannot_bring_another_one_with_it(read):
    made = with_response(headers=[{"name": "A", "value": "1\r\nEvil: 2"}, {"name": "B\r\nC", "value": "3"}])
    (call,), _ = read(made)
    assert call.response_head == b"HTTP/1.1 200 OK\r\nA: 1 \r\nA: Evil: 2\r\n\r\n"


def test_a_failed_call_keeps_its_reason(read):
    (call,), _ = read(entry(response={"status": 0, "_error": "net::ERR_CONNECTION_REFUSED"}))
    assert (call.response_head, call.error) == (b"", "net::ERR_CONNECTION_REFUSED")


def test_fiddlers_mark_at_the_beginning_is_no_obstacle(read):
    data = b"\xef\xbb\xbf" + json.dumps({"log": {"entries": [entry()]}}).encode()
    assert len(read(data=data)[0]) == 1


@pytest.mark.parametrize(
    "data",
    [b'{"log": {"entries": [', b'{"log": 1}', b'{"log": {"entries": 1}}', b'{"log":' + b"[" * 100_000],
)
def test_a_broken_har_is_one_line(read, data):
    with pytest.raises(UnreadableFileError, match="is no whole HAR"):
        read(data=data)


def test_one_that_is_too_large_is_not_begun(read, monkeypatch):
    monkeypatch.setattr(har, "_LARGEST", 10)
    with pytest.raises(UnreadableFileError, match="too much for a HAR"):
        read(entry())


def test_it_is_known_by_what_it_contains(tmp_path):
    assert har.recognises(b' {"log": {}}', tmp_path)
    assert har.recognises('{"log": {}}'.encode("utf-16"), tmp_path)
    assert not har.recognises(b'{"info": {}}', tmp_path)
    assert not har.recognises(b"2026-11-26 log", tmp_path)


_NAMES = (
    "url method headers name value postData content text encoding params size mimeType status time timings ssl wait "
    "startedDateTime _hisight requestBody requestHead server id parent httpVersion serverIPAddress request response"
)
ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from(["base64", "AAAA", URL, "h2"]),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.sampled_from(_NAMES.split()), inside, max_size=6),
    max_leaves=12,
)


@given(request=st.dictionaries(st.text(max_size=8), ANYTHING) | ANYTHING, response=ANYTHING, rest=ANYTHING)
def test_no_har_whatever_is_in_it_is_more_than_one_line(tmp_path_factory, request, response, rest):
    path = tmp_path_factory.mktemp("har") / "a.har"
    made = {"request": {"url": URL, **request} if isinstance(request, dict) else request, "response": response}
    made |= rest if isinstance(rest, dict) else {}
    path.write_text(json.dumps({"log": {"entries": [made]}}), "utf-8")
    try:
        for call in read_file(path).exchanges:
            assert isinstance(call.request_head, bytes)
            assert isinstance(call.response_body, bytes)
            assert call.started == call.started
    except UnreadableFileError:
        pass
