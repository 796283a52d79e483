import os
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.imports.text.writing import ANSWER, REQUEST, SOAP, WRITINGS, in_lines

from hisight.imports import UnreadableFileError, read_file, text

NO_HEADS = "there are no HTTP heads: an answer counts as 200, a Fault as 500."


@pytest.fixture
def read(tmp_path):
    def read_(content: str | bytes, encoding: str = "utf-8"):
        path = tmp_path / "a.log"
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        os.utime(path, (1795700000, 1795700000))
        found = read_file(path)
        assert found.format == text.NAME
        return list(found.exchanges), [words.en for words in found.lost]

    return read_


@pytest.mark.parametrize("writing", WRITINGS)
@pytest.mark.parametrize("message", [REQUEST, SOAP, in_lines(REQUEST)])
def test_a_message_is_found_in_every_writing(read, writing, message):
    (call,), _ = read(f"10:00:00 > {WRITINGS[writing](message)}\n")
    assert call.request_body.decode() == message


def test_plain_messages_are_the_bytes_of_the_text(read):
    content = f"发送：{REQUEST}\n返回：{ANSWER}\n".encode("gb18030")
    (call,), lost = read(content)
    assert (call.request_body, call.response_body) == (REQUEST.encode("gb18030"), ANSWER.encode("gb18030"))
    assert call.response_head == b"HTTP/1.1 200 OK\r\n\r\n"
    assert lost == [NO_HEADS, "no time was found."]


def test_the_lines_of_a_log_lose_what_stands_before_them(read):
    before = "2026-11-26 10:02:03,{:03d} INFO  [exec-7] c.h.Client - "
    lines = in_lines(REQUEST).split("\n")
    content = "".join(f"{before.format(number)}{line}\n" for number, line in enumerate(lines))
    (call,), lost = read(content)
    assert call.request_body.decode() == in_lines(REQUEST)
    assert call.started == datetime(2026, 11, 26, 10, 2, 3).timestamp()
    assert lost[0].startswith("messages were escaped, or had something before each line")


def test_a_log_of_the_wire_gives_heads_and_body(read):
    lines = [
        'http-outgoing-0 >> "POST /HisService HTTP/1.1[\\r][\\n]"',
        'http-outgoing-0 >> "Host: his:8080[\\r][\\n]"',
        'http-outgoing-0 >> "[\\r][\\n]"',
        *(f'http-outgoing-0 >> "{line}[\\n]"' for line in in_lines(REQUEST).split("\n")),
        'http-outgoing-0 << "HTTP/1.1 500 Internal Server Error[\\r][\\n]"',
        'http-outgoing-0 << "[\\r][\\n]"',
        f'http-outgoing-0 << "{ANSWER}"',
    ]
    (call,), _ = read("\n".join(f"2026-11-26 10:00:00,{n:03d} DEBUG {line}" for n, line in enumerate(lines)))
    assert call.request_head == b"POST /HisService HTTP/1.1\r\nHost: his:8080\r\n\r\n"
    assert (call.url, call.request_body.decode()) == ("http://his:8080/HisService", in_lines(REQUEST))
    assert call.response_head == b"HTTP/1.1 500 Internal Server Error\r\n\r\n"


def test_answers_find_their_requests_by_thread(read):
    content = "\n".join(
        f"2026-11-26 10:00:0{second} INFO [exec-{thread}] x - {message}"
        for second, thread, message in ((1, 1, REQUEST), (2, 2, SOAP), (3, 1, ANSWER), (5, 2, ANSWER))
    )
    first, second = read(content)[0]
    assert (first.request_body.decode(), first.duration_ms) == (REQUEST, 2000)
    assert (second.request_body.decode(), second.duration_ms) == (SOAP, 3000)


def test_a_chat_is_read_as_people_write_it(read):
    content = f"张工 2026/11/26 10:02:03\n发到 http://his:8080/HisService 的是\n{REQUEST}\n\n李工 10:02:30\n我们返回 {ANSWER}\n"
    (call,), _ = read(content)
    assert (call.url, call.started) == ("http://his:8080/HisService", datetime(2026, 11, 26, 10, 2, 3).timestamp())
    assert (call.response_body.decode(), call.duration_ms) == (ANSWER, 27_000)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_text_of_windows_is_read(read, encoding):
    (call,), lost = read(f"10:00:00 {REQUEST}\r\n", encoding)
    assert call.request_body.decode() == REQUEST
    assert "the text is UTF-16: its messages are kept as UTF-8." in lost


def test_a_fault_counts_as_500_and_what_is_cut_says_so(read):
    fault = '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault><faultstring>x</faultstring></s:Fault></s:Body></s:Envelope>'
    cut = in_lines(REQUEST)[:-20]
    calls, lost = read(f"{REQUEST}\n{fault}\n\n{cut}\n\nsomething else\n{ANSWER}")
    assert calls[0].response_head == b"HTTP/1.1 500 Internal Server Error\r\n\r\n"
    assert (calls[1].request_body.decode(), calls[1].error) == (cut, "not-in-file: the message was cut off")
    assert "messages are cut off." in lost


def test_answers_of_asmx_and_payloads_alone_are_found(read):
    asmx = f'<string xmlns="http://tempuri.org/">{ANSWER.replace("<", "&lt;")}</string>'
    calls, _ = read(f"{asmx}\n<REQ><A>1</A></REQ>\n<RES/>")
    assert [(call.request_body.decode(), call.response_body.decode()) for call in calls] == [
        ("", asmx),
        ("<REQ><A>1</A></REQ>", "<RES/>"),
    ]


def test_a_text_without_messages_is_one_line(read):
    for content in ("", "nothing", "<html><body>Envelope</body></html>", "P" + "A" * 80):
        with pytest.raises(UnreadableFileError, match="no message found"):
            read(content)


def test_requests_without_answers_do_not_wait_for_ever(read):
    calls, _ = read(f"{REQUEST}\n" * 500 + ANSWER)
    assert len(calls) == 500
    assert [bool(call.response_head) for call in calls[-2:]] == [False, True]


FRAGMENTS = [
    *(make(REQUEST) for make in WRITINGS.values()),
    "<ROOT>",
    "</ROOT>",
    "&lt;ROOT>",
    "%3CREQ%3E",
    "\\u003cRES",
    '=""x"',
    "\n",
    "PD94" * 12,
    "\0",
]


@given(
    st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=20), max_size=8).map("".join),
    st.sampled_from(["utf-8", "gb18030", "utf-16"]),
)
@settings(deadline=None, max_examples=300)
def test_no_text_is_too_odd(tmp_path_factory, content, encoding):
    path = tmp_path_factory.mktemp("text") / "a"
    path.write_bytes(content.encode(encoding, "replace"))
    for call in text.exchanges(path, text.Losses()):
        assert call.request_body or call.response_body
        assert bool(call.response_body) <= bool(call.response_head)
