import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.addons.messages import pairs

from hisight.imports import UnreadableFileError, read_file, saz

REQUEST = b"POST http://his:8080/HisService HTTP/1.1\r\nHost: his:8080\r\nContent-Length: 7\r\n\r\n<ROOT/>"
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n<A/>"
FACTS = """\ufeff<?xml version="1.0" encoding="utf-8"?>
<Session SID="1" BitFlags="19">
  <SessionTimers ClientConnected="2026-11-26T09:59:59.0000000+08:00" ClientBeginRequest="2026-11-26T10:00:00.2500001+08:00"
    ClientDoneRequest="2026-11-26T10:00:00.2510001+08:00" DNSTime="2" TCPConnectTime="3" HTTPSHandshakeTime="4"
    ServerBeginResponse="2026-11-26T10:00:00.3500001+08:00" ServerDoneResponse="2026-11-26T10:00:00.4500001+08:00"
    ClientBeginResponse="0001-01-01T00:00:00" />
  <SessionFlags><SessionFlag N="x-clientIP" V="::ffff:10.0.0.1" /><SessionFlag N="x-clientport" V="5555" />
  <SessionFlag N="x-hostIP" V="10.0.0.7" /></SessionFlags>
</Session>"""


def pack(path, members):
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


@pytest.fixture
def read(tmp_path):
    def read_(**members):
        found = read_file(pack(tmp_path / "a.saz", {f"raw/{name[1:]}": data for name, data in members.items()}))
        return list(found.exchanges), [words.en for words in found.lost]

    return read_


def test_a_call_of_fiddler_comes_with_its_times_and_addresses(read):
    (call,), lost = read(**{"_1_c.txt": REQUEST, "_1_s.txt": ANSWER, "_1_m.xml": FACTS})
    assert (call.request_head + call.request_body, call.response_head + call.response_body) == (REQUEST, ANSWER)
    assert (call.url, call.client, call.server, call.id) == (
        "http://his:8080/HisService",
        "10.0.0.1:5555",
        "10.0.0.7:8080",
        1,
    )
    assert call.started == pytest.approx(1795658400.25)
    times = (call.connect_ms, call.tls_ms, call.request_ms, call.first_byte_ms, call.duration_ms)
    assert times == pytest.approx((5, 4, 1, 100, 200))
    assert lost == []


def test_calls_come_in_the_order_of_their_numbers_whatever_is_missing(read):
    calls, lost = read(**{"_10_c.txt": REQUEST, "_2_c.txt": REQUEST, "_2_s.txt": b"", "_2_m.xml": b"<broken"})
    assert [call.id for call in calls] == [2, 10]
    assert {call.response_head for call in calls} == {b""}
    assert lost == ["calls have no times and addresses that could be read. (2 times)"]


def test_tunnels_and_nonsense_are_left_out_and_told(read):
    _, lost = read(**{"_1_c.txt": b"CONNECT his:443 HTTP/1.1\r\n\r\n", "_2_c.txt": b"", "_3_c.txt": REQUEST})
    assert lost[:2] == ["CONNECT tunnels are left out.", "entries that are no HTTP are left out."]


def test_old_fiddlers_write_backslashes(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.saz", "w") as archive:
        info = zipfile.ZipInfo("x")
        info.filename = "raw\\1_c.txt"
        archive.writestr(info, REQUEST)
    assert [call.url for call in read_file(tmp_path / "a.saz").exchanges] == ["http://his:8080/HisService"]


def test_a_saz_is_known_without_its_ending(tmp_path):
    pack(tmp_path / "a.zip", {"raw/1_c.txt": REQUEST})
    assert read_file(tmp_path / "a.zip").format == saz.NAME


def test_a_bomb_and_a_name_that_points_outside_are_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.saz", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("raw/1_c.txt", bytes(100 << 20))
    with pytest.raises(UnreadableFileError, match="like a bomb"):
        list(read_file(tmp_path / "a.saz").exchanges)
    pack(tmp_path / "b.saz", {"raw/../../1_c.txt": REQUEST})
    with pytest.raises(UnreadableFileError, match="points outside"):
        list(read_file(tmp_path / "b.saz").exchanges)


@given(pairs())
@settings(max_examples=50, deadline=None)
def test_messages_come_back_byte_for_byte(tmp_path_factory, pair):
    request, answer = pair
    path = tmp_path_factory.mktemp("saz") / "a.saz"
    pack(path, {"raw/1_c.txt": request.head + request.sent, "raw/1_s.txt": answer.head + answer.sent})
    calls = list(read_file(path).exchanges)
    if not calls:
        assert request.head.startswith(b"CONNECT")
        return
    assert (calls[0].request_head, calls[0].request_body) == (request.head, request.body)
    assert calls[0].response_head == answer.head
    if not request.head.startswith(b"HEAD"):
        assert calls[0].response_body == answer.body


@given(st.binary(max_size=500))
def test_no_facts_are_too_odd(data):
    facts = saz._Facts.read(data)
    if facts is not None:
        assert facts.dated(saz.exchange_of(None, None)).duration_ms >= 0
