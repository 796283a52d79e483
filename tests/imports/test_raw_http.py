import pytest

from hisight.imports import UnreadableFileError, raw_http, read_file


@pytest.fixture
def read(tmp_path):
    def read_(data: bytes):
        path = tmp_path / "a.txt"
        path.write_bytes(data)
        found = read_file(path)
        return list(found.exchanges), found

    return read_


def test_requests_and_answers_of_a_file_become_calls_byte_for_byte(read):
    body = '<?xml version="1.0" encoding="gbk"?><ROOT>内科</ROOT>'.encode("gbk")
    head = b"POST /his HTTP/1.1\r\nHost: his\r\nContent-Length: %d\r\nX-Odd:  blanks \r\n\r\n" % len(body)
    (call, alone), found = read(head + body + b"HTTP/1.1 200\r\nContent-Length: 0\r\n\r\nGET /b HTTP/1.1\r\n\r\n")
    assert (call.request_head, call.request_body) == (head, body)
    assert (call.response_head, call.url, call.origin) == (
        b"HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n",
        "http://his/his",
        "import",
    )
    assert (alone.url, alone.response_head) == ("/b", b"")
    assert found.format == raw_http.NAME
    assert [words.en for words in found.lost] == ["the file has no times."]


def test_a_file_that_is_too_large_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(raw_http, "_LARGEST", 10)
    (tmp_path / "a").write_bytes(b"GET / HTTP/1.1\r\n\r\n")
    with pytest.raises(UnreadableFileError, match="too much for a file of raw HTTP"):
        list(read_file(tmp_path / "a").exchanges)
