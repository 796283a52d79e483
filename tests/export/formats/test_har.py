import gzip
import json
import re
import zlib
from dataclasses import replace

import pytest
from haralyzer import HarParser
from hypothesis import given
from hypothesis import strategies as st
from tests.export.formats.pieces import joined
from tests.gui import recorded

from hisight.capture import Exchange
from hisight.catalog import published
from hisight.export.evidence import Evidence
from hisight.export.files import Note
from hisight.export.formats import Order, har
from hisight.export.formats.format import About
from hisight.imports import read_file
from hisight.protocol import Key, Scheme
from hisight.reading import Reader
from hisight.wording import Words

GBK = '<?xml version="1.0" encoding="GBK"?><ROOT>内科门诊\ue756</ROOT>'.encode("gb18030")
BODIES = {
    "none": b"",
    "ascii": b"<ROOT/>",
    "utf-8": "<ROOT>内科 \u2028 😀</ROOT>\r\n".encode(),
    "utf-8 with a BOM": "\ufeff<ROOT/>".encode(),
    "gbk": GBK,
    "gbk called utf-8": "<ROOT>内科</ROOT>".encode("gb18030"),
    "utf-16": "<ROOT>内科</ROOT>".encode("utf-16"),
    "gzip": gzip.compress("<ROOT>内科</ROOT>".encode(), mtime=0),
    "gzip of gbk": gzip.compress(GBK, mtime=0),
    "raw deflate": zlib.compress(b"<ROOT/>" * 9)[2:-4],
    "half a gzip": gzip.compress(b"<ROOT/>" * 99, mtime=0)[:30],
    "called gzip, plain": b"<ROOT/>",
    "binary": bytes(range(256)),
    "controls": b'\x00\x01\x7f</script>"\\\r\n',
    "parts": b"--x\r\nContent-Type: text/xml\r\n\r\n<ROOT/>\r\n--x--\r\n",
    "form": b"xml=%3CROOT%2F%3E&a=+b",
}
ENCODINGS = {
    "gzip": "gzip",
    "gzip of gbk": "gzip",
    "raw deflate": "deflate",
    "half a gzip": "gzip",
    "called gzip, plain": "gzip",
}
TYPES = {
    "gbk": "text/xml; charset=gbk",
    "parts": "multipart/related; boundary=x",
    "form": "application/x-www-form-urlencoded",
}
TIMES = ("started", "connect_ms", "tls_ms", "request_ms", "first_byte_ms", "duration_ms")


def head(line: str, kind: str, body: bytes) -> bytes:
    fields = [line, "Host: his", f"Content-Type: {TYPES.get(kind, 'text/xml; charset=utf-8')}"]
    fields += [f"Content-Encoding: {ENCODINGS[kind]}"] if kind in ENCODINGS else []
    return "\r\n".join([*fields, f"Content-Length: {len(body)}", "", ""]).encode()


def of_kind(exchange, kind: str):
    body = BODIES[kind]
    return exchange(
        request_head=head("POST /his HTTP/1.1", kind, body),
        request_body=body,
        response_head=head("HTTP/1.1 200 OK", kind, body),
        response_body=body,
        server="10.0.0.7:8080",
        client="127.0.0.1:50123",
        connect_ms=1.25,
        tls_ms=2.5,
        request_ms=0.5,
        first_byte_ms=170.125,
    )


@pytest.fixture
def written(tmp_path, evidence, about):
    """A HAR of exchanges, and what it holds."""

    def write(*exchanges, **more):
        made = joined(har.make([evidence(one, **more) for one in exchanges], about))
        path = tmp_path / "calls.har"
        path.write_bytes(made["calls.har"])
        return path

    return write


def back(path):
    found = read_file(path)
    exchanges = list(found.exchanges)
    return exchanges, list(found.lost)


@pytest.mark.parametrize("kind", BODIES)
def test_every_kind_of_body_goes_out_and_comes_back_byte_for_byte(written, exchange, kind):
    original = of_kind(exchange, kind)
    (again,), lost = back(written(original))
    for name in ("request_head", "request_body", "response_head", "response_body", "url", "client", "server"):
        assert getattr(again, name) == getattr(original, name), name
    for name in TIMES:
        assert getattr(again, name) == pytest.approx(getattr(original, name), abs=0.002), name
    assert (again.origin, again.id, lost) == ("import", 42, [])


@given(st.binary(max_size=300), st.binary(max_size=300))
def test_any_two_bodies_come_back(tmp_path_factory, catalog, reader_of, one, other):
    made = reader_of(one, other)
    path = tmp_path_factory.mktemp("har") / "calls.har"
    path.write_bytes(joined(har.make([made], About("zh", catalog)))["calls.har"])
    ((again,), _) = back(path)
    assert (again.request_body, again.response_body) == (one, other)


@pytest.fixture(scope="module")
def reader_of():
    reader = Reader(published())

    def read(one, other):
        made = Exchange(b"POST / HTTP/1.1\r\n\r\n", one, b"HTTP/1.1 200 OK\r\n\r\n", other, url="http://h/", id=1)
        return Evidence(made, reader.read(made), {}, str)

    return read


@pytest.mark.parametrize(
    "recorded",
    [
        b"POST http://his/his HTTP/1.0\r\nhost:his\r\nX-Folded: a\r\n b\r\n\r\n",
        b"POST /his HTTP/1.1\nHost: his\n\n",
        "GET /his?姓名 HTTP/1.1\r\nX-Name: 李\r\n\r\n".encode("gb18030"),
        b"rubbish",
        b"",
    ],
)
def test_a_head_that_har_cannot_say_comes_back_too(written, exchange, recorded):
    (again,), _ = back(written(exchange(request_head=recorded, response_head=recorded)))
    assert (again.request_head, again.response_head) == (recorded, recorded)


def test_a_har_library_reads_it(written, exchange):
    path = written(of_kind(exchange, "utf-8"), of_kind(exchange, "gbk"), of_kind(exchange, "gzip"))
    parsed = HarParser.from_file(str(path))
    assert (parsed.version, parsed.creator["name"]) == ("1.2", "HISight")
    entries = parsed.pages[0].entries
    assert [entry.status for entry in entries] == [200] * 3
    assert entries[0].request.url == "http://his.example:8080/his"
    assert entries[0].request.method == "POST"
    assert entries[0].response.text == BODIES["utf-8"].decode()
    assert entries[2].response.text == "<ROOT>内科</ROOT>"
    assert (entries[1].response.textEncoding, entries[1].response.bodySize) == ("base64", len(GBK))
    assert entries[0].serverAddress == "10.0.0.7"
    assert entries[0].time == pytest.approx(182.44)


def test_the_phases_add_up_to_the_whole(written, exchange):
    entry = json.loads(written(of_kind(exchange, "ascii")).read_bytes())["log"]["entries"][0]
    phases = {name: took for name, took in entry["timings"].items() if name != "ssl" and took >= 0}
    assert sum(phases.values()) == pytest.approx(entry["time"])
    assert (entry["timings"]["connect"], entry["timings"]["ssl"]) == (3.75, 2.5)
    assert entry["connection"] == "127.0.0.1:50123"


def test_a_call_without_an_answer_says_why(written, exchange):
    original = exchange(response_head=b"", response_body=b"", error="connection refused")
    path = written(original)
    response = json.loads(path.read_bytes())["log"]["entries"][0]["response"]
    assert (response["status"], response["_error"]) == (0, "connection refused")
    (again,), lost = back(path)
    assert (again.response_head, again.error, again.first_byte_ms, lost) == (b"", "connection refused", 0.0, [])


def test_a_request_in_gbk_is_there_to_be_read(written, exchange):
    entry = json.loads(written(of_kind(exchange, "gbk")).read_bytes())["log"]["entries"][0]
    assert entry["request"]["postData"]["text"] == GBK.decode("gb18030")


def test_the_verdict_stands_in_the_comment_and_what_stayed_at_home_too(evidence, exchange, about):
    call = evidence(exchange(), left_out={"request": Words("无法", "cannot be read")})
    call = replace(call, exchange=replace(call.exchange, request_body=b""))
    entry = json.loads(joined(har.make([call], about))["calls.har"])["log"]["entries"][0]
    assert entry["comment"].startswith("#42 1002 CreatePat")
    assert entry["comment"].endswith("\ncannot be read")
    assert "postData" not in entry["request"]


def test_a_note_stands_in_the_comment(evidence, exchange, about):
    noted = replace(about, notes={42: Note(1, "look here")})
    entry = json.loads(joined(har.make([evidence(exchange())], noted))["calls.har"])["log"]["entries"][0]
    assert entry["comment"].endswith("\nlook here")


def test_it_leaves_scrubbed(session, exchange, reader, tmp_path):
    file = tmp_path / "out.har"
    result = har.FORMAT.write(file, Order(session(exchange(parent=7, touched="")), [1], reader))
    assert (result.calls, result.replaced["name"]) == (1, 1)
    text = file.read_text("utf-8")
    assert "李望舒" not in text
    assert "c2VjcmV0" not in text


def test_the_whole_demo_goes_out_and_back_and_reads_as_it_left(tmp_path):
    file = tmp_path / "demo.har"
    with recorded.session(tmp_path / "demo.hisight") as session:
        order = Order(session, list(session.ids()), recorded.READER, language="en")
        har.FORMAT.write(file, replace(order, policy=None))
        exchanges, lost = back(file)
        assert lost == []
        for again, original in zip(exchanges, session.exchanges(order.ids), strict=True):
            for name in ("id", "url", "request_head", "request_body", "response_head", "response_body", "started"):
                assert getattr(again, name) == getattr(original, name), name
        har.FORMAT.write(file, replace(order, overwrite=True))
        key = re.search(r"throwaway key (\w+)\.", json.loads(file.read_text("utf-8"))["log"]["comment"])[1]
        elsewhere = Reader(published(), scheme=Scheme(keys=(Key.from_text(key),)))
        for again, original in zip(back(file)[0], session.exchanges(order.ids), strict=True):
            before, after = recorded.READER.read(original), elsewhere.read(again)
            if after.call.request.decoded.text and (not original.response_body or again.response_body):
                assert [(one.code, one.path) for one in after.findings] == [
                    (one.code, one.path) for one in before.findings
                ]


def test_what_left_otherwise_and_what_stood_around_chunks_comes_back(written, exchange):
    changed = {
        "request_head_sent": b"POST /other HTTP/1.1\r\n\r\n",
        "response_body_sent": b"\xff<A/>",
        "request_framing": b"3;x\r\n\r\n0\r\n\r\n",
    }
    (again,), _ = back(written(exchange(**changed)))
    assert {name: getattr(again, name) for name in changed} == changed
    assert (again.response_head_sent, again.response_framing) == (b"", b"")
