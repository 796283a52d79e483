"""Captures through the real tshark."""

import shutil

import pytest
from tests.imports.packets.writing import LOOPBACK, RAW, Talk, pcap, pcapng

from hisight.imports import UnreadableFileError, packets, read_file

needs_tshark = pytest.mark.skipif(not shutil.which("tshark"), reason="tshark is not here")

BODY = "<ROOT>" + "内科" * 1500 + "</ROOT>"
REQUEST = (
    b"POST /HisService HTTP/1.1\r\nHost: his:8080\r\nContent-Length: %d\r\n\r\n" % len(BODY.encode()) + BODY.encode()
)
ANSWER = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4;x\r\n<A/>\r\n0\r\n\r\n"


@pytest.fixture
def read(tmp_path):
    def read_(data: bytes):
        (tmp_path / "a.pcap").write_bytes(data)
        found = read_file(tmp_path / "a.pcap")
        assert found.format == packets.NAME
        return list(found.exchanges), [words.en for words in found.lost]

    return read_


@needs_tshark
@pytest.mark.parametrize(
    "file",
    [pcap, pcapng, lambda all_: pcap(all_, LOOPBACK), lambda all_: pcap(all_, RAW), lambda all_: pcap(all_, vlan=7)],
)
def test_a_conversation_comes_back_byte_for_byte_with_its_times(read, file):
    talk = Talk().open().ask(REQUEST, 4000).answer(ANSWER).ask(REQUEST).answer(ANSWER, 10).close()
    (call, again), lost = read(file(talk.packets))
    for one in (call, again):
        assert one.request_head + one.request_body == REQUEST
        assert (one.response_body, one.response_framing) == (b"<A/>", b"4;x\r\n\r\n0\r\n\r\n")
        assert (one.url, one.client, one.server) == ("http://his:8080/HisService", "10.0.0.1:50123", "10.0.0.7:8080")
    assert call.started == pytest.approx(1795687200.02, abs=1e-3)
    times = (call.connect_ms, call.request_ms, call.first_byte_ms, call.duration_ms)
    assert times == pytest.approx((10, 20, 30, 30), abs=0.1)
    assert again.connect_ms == 0
    assert lost == []


@needs_tshark
def test_packets_out_of_order_and_sent_twice_make_the_same_call(read):
    talk = Talk().open().ask(REQUEST, 700).answer(ANSWER, 9).close()
    packets_ = talk.packets
    packets_[3], packets_[5] = packets_[5], packets_[3]
    packets_.insert(8, packets_[4])
    (call,), lost = read(pcap(packets_))
    assert call.request_head + call.request_body == REQUEST
    assert (call.response_body, lost) == (b"<A/>", [])


@needs_tshark
def test_connections_at_the_same_time_are_told_apart(read):
    one, two = Talk().open(), Talk(("10.0.0.2", 50123), time=1795687200.005).open()
    one.ask(REQUEST).answer(ANSWER)
    two.ask(REQUEST.replace(b"HisService", b"OtherService")).answer(ANSWER)
    calls, _ = read(pcap(sorted(one.packets + two.packets)))
    assert {(call.client, call.url) for call in calls} == {
        ("10.0.0.1:50123", "http://his:8080/HisService"),
        ("10.0.0.2:50123", "http://his:8080/OtherService"),
    }


@needs_tshark
def test_a_capture_that_began_late_and_misses_packets_says_so(read):
    talk = Talk().ask(REQUEST, 1000).answer(ANSWER)
    del talk.packets[4]
    (call,), lost = read(pcap(talk.packets))
    assert (call.server, call.response_body) == ("10.0.0.7:8080", b"<A/>")
    assert lost == ["packets are missing: messages are cut off by that."]
    assert len(call.request_body) == len(BODY.encode()) - 1000


@needs_tshark
def test_what_is_encrypted_or_no_http_is_told(read):
    tls, other, http = Talk(("10.0.0.3", 1)), Talk(("10.0.0.4", 2)), Talk().open().ask(REQUEST)
    tls.open().ask(b"\x16\x03\x01\x00\x05hello").answer(b"\x16\x03\x03...").close()
    other.open().ask(b"SELECT 1").answer(b"1").close()
    (call,), lost = read(pcap(sorted(tls.packets + other.packets + http.packets)))
    assert (call.response_head, call.error) == (b"", "not-in-file: there is no answer")
    assert [words[:40] for words in lost] == [
        "encrypted connections (TLS) cannot be re",
        "connections that are no HTTP are left ou",
    ]


@needs_tshark
def test_a_capture_without_calls_and_a_broken_one_are_one_line(read, tmp_path):
    with pytest.raises(UnreadableFileError, match="no message found"):
        read(pcap([]))
    with pytest.raises(UnreadableFileError, match="tshark cannot read"):
        read(bytes.fromhex("0a0d0d0a") + b"nonsense")
    talk = Talk().open().ask(REQUEST).answer(ANSWER).close()
    calls, _ = read(pcap(talk.packets)[:-3])  # a file that is still being written
    assert len(calls) == 1


def test_without_tshark_it_says_what_to_install(read, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    monkeypatch.setattr(packets, "_USUAL_PLACES", ())
    with pytest.raises(UnreadableFileError, match="apt-get install tshark"):
        read(pcap([]))
