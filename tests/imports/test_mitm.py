import subprocess
import sys

import pytest
from mitmproxy.io import FlowWriter
from mitmproxy.test import tflow

from hisight import paths
from hisight.capture import Exchange
from hisight.imports import UnreadableFileError, mitm, read_file


@pytest.fixture
def read(tmp_path):
    """What comes of these flows."""

    def read_(*flows, data: bytes | None = None):
        path = tmp_path / "a.mitm"
        with path.open("wb") as file:
            writer = FlowWriter(file)
            for flow in flows:
                writer.add(flow)
        if data is not None:
            path.write_bytes(path.read_bytes() + data)
        found = read_file(path)
        assert found.format == mitm.NAME
        return list(found.exchanges), [words.en for words in found.lost]

    return read_


def flow(**more):
    made = tflow.tflow(resp=True, **more)
    made.request.headers = tflow.http.Headers([(b"Host", b"his:8080"), (b"X-Name", "张三".encode("gbk"))])
    made.request.raw_content = "<ROOT>内科</ROOT>".encode("gbk")
    return made


def test_a_flow_of_mitmproxy_becomes_a_call(read):
    (call,), lost = read(flow())
    assert call.request_head.startswith(b"GET /path HTTP/1.1\r\nHost: his:8080\r\nX-Name: " + "张三".encode("gbk"))
    assert call.request_body == "<ROOT>内科</ROOT>".encode("gbk")
    assert call.response_head.startswith(b"HTTP/1.1 200 OK\r\n")
    assert (call.response_body, call.url, call.client) == (b"message", "http://address:22/path", "127.0.0.1:22")
    assert call.started == 946681200
    assert lost == ["mitmproxy does not keep the bytes of heads: they are written again from their fields."]


def test_a_flow_that_failed_says_why(read):
    (call,), _ = read(tflow.tflow(err=True))
    assert (call.response_head, call.error) == (b"", "error")


def test_what_is_no_http_and_a_cut_end_are_told(read):
    calls, lost = read(flow(), tflow.ttcpflow(), data=b"99:half")
    assert len(calls) == 1
    assert lost[1:] == ["flows that are no HTTP are left out.", "the file is cut off at its end."]


def test_bodies_that_were_not_kept_are_told(read):
    made = flow()
    made.response.raw_content = None
    (call,), lost = read(made)
    assert (call.response_body, "bodies were not kept in the flows." in lost) == (b"", True)


def test_nonsense_that_begins_as_a_flow_is_one_line(tmp_path):
    (tmp_path / "a").write_bytes(b"50:7:version;")
    with pytest.raises(UnreadableFileError, match="holds no readable flows of mitmproxy"):
        list(read_file(tmp_path / "a").exchanges)


def test_without_mitmproxy_it_says_what_to_install():
    error = mitm._unreadable(paths.flow_file(), "Traceback\nModuleNotFoundError: No module named 'mitmproxy'")
    assert "pip install mitmproxy" in str(error)


def test_an_exchange_comes_back_from_json_as_it_was():
    exchange = Exchange(b"a\xff", b"", b"c", b"d", url="http://x/", started=1.25, parent=3, touched="x", id=7)
    assert mitm.from_json(mitm.to_json(exchange)) == exchange
    assert mitm.to_json(Exchange(b"", b"")) == {"request_head": [""], "request_body": [""]}


def test_the_child_tells_nothing_but_its_calls(tmp_path):
    (tmp_path / "a").write_bytes(b"")
    command = [sys.executable, str(paths.flow_file()), "read", str(tmp_path / "a")]
    assert subprocess.run(command, capture_output=True, check=True).stdout == b""
