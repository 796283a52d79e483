import json
import zipfile
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from tests.export.formats.pieces import joined
from tests.privacy.texts import texts_in

from hisight.capture import Exchange
from hisight.catalog import published
from hisight.errors import HisightError
from hisight.export.evidence import Evidence
from hisight.export.formats import (
    DEFAULT,
    FORMATS,
    Order,
    by_file,
    by_name,
    csv,
    curl,
    har,
    parquet,
    postman,
    powershell,
    soapui,
    wsdl,
    xlsx,
    xml,
)
from hisight.export.formats.format import About
from hisight.reading import Reader

READER = Reader(published())

NAME, NUMBER, PHONE = "李望舒", "000000199001010059", "10012345678"
ORIGINALS = (NAME, NUMBER, PHONE, "1990-01-01", "P00071234", "C88001234")


def contents(path: Path) -> dict[str, bytes]:
    """Everything that stands in a file, unpacked where it is packed."""
    if path.is_dir():
        return {one.name: one.read_bytes() for one in path.iterdir()}
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
    return {path.name: path.read_bytes()}


@pytest.mark.parametrize("format_", FORMATS, ids=lambda one: one.name)
def test_no_format_lets_a_planted_patient_or_a_key_out(session, exchange, reader, tmp_path, format_, key):
    planted = exchange(
        "none",
        said=f"{NAME}的证件{NUMBER}已登记，电话{PHONE}",
        url=f"http://his.example/his?id={NUMBER}&name={quote(NAME)}",
        error=f"broken for {NAME}",
        response_head=f"HTTP/1.1 200 OK\r\nX-Patient: {NUMBER}\r\nX-Tel: {PHONE}\r\n\r\n".encode(),
        touched=f"a rule set NAME to {NAME}",
    )
    head = b"POST /his HTTP/1.1\r\nContent-Type: text/xml; charset=gbk\r\n\r\n"
    plain = exchange("none", request_head=head)
    gbk = replace(plain, request_body=plain.request_body.decode().replace("utf-8", "gbk").encode("gbk"))
    page = exchange(response_body=f"<html>&#26446;&#26395;&#33298; {PHONE}</html>".encode())
    unreadable = exchange(request_body=f"\x00\x01 {NAME} {NUMBER}".encode("gb18030"))
    recorded = session(exchange(), planted, gbk, page, unreadable)
    file = tmp_path / f"out{format_.ending}"
    result = format_.write(file, Order(recorded, [1, 2, 3, 4, 5], reader))
    assert result.calls == 5
    for name, data in contents(file).items():
        assert key.secret not in data
        assert b"c2VjcmV0" not in data
        for text in texts_in(data):
            assert not [value for value in ORIGINALS if value in text], name
    assert [path.name for path in tmp_path.iterdir() if path.name.endswith(".part")] == []


_OPENING = "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body><a:b xmlns:a='urn:&quot;'>"
_MARKUP = st.sampled_from(
    (
        "<ROOT>",
        "</ROOT>",
        "<REQ>",
        "&amp;",
        "<![CDATA[",
        "]]>",
        "\x00",
        "\ud83d",
        "李",
        "${=1}",
        "{{x}}",
        "'",
        '"',
        "\r\n",
        "=1",
        _OPENING,
        "</a:b></s:Body></s:Envelope>",
    )
)
_TEXTS = st.lists(_MARKUP | st.text(max_size=5), max_size=8).map("".join)
_BYTES = _TEXTS.map(lambda text: text.encode("utf-8", "surrogatepass")) | st.binary(max_size=40)
_HEADS = st.builds(lambda line, rest: line + b"\r\n" + rest + b"\r\n\r\n", _BYTES, _BYTES) | _BYTES
_SENDABLE = _TEXTS.map(lambda text: text.encode("utf-8", "replace").decode())  # what SQLite gives back


@settings(max_examples=30)  # for each of the formats
@given(
    st.builds(
        Exchange,
        _HEADS,
        _BYTES,
        _HEADS,
        _BYTES,
        url=_SENDABLE,
        client=_SENDABLE,
        server=_SENDABLE,
        error=_SENDABLE,
        touched=_SENDABLE,
        started=st.floats(0, 4e9),
        duration_ms=st.floats(0, 1e7),
        first_byte_ms=st.floats(0, 1e7),
        id=st.integers(1, 1 << 40),
    )
)
@pytest.mark.parametrize(
    "module", [csv, curl, har, parquet, postman, powershell, soapui, wsdl, xlsx, xml], ids=lambda one: one.__name__
)
def test_whatever_a_peer_has_sent_is_written(module, exchange):
    evidence = Evidence(exchange, READER.read(exchange), {}, str)
    files = joined(module.make([evidence], About("zh", READER.catalog)))
    for name, data in files.items():
        assert name.isascii()
        assert "/" not in name
        if module is har or module is postman:
            json.loads(data)
        elif module is soapui or name.endswith(".wsdl"):
            etree.fromstring(data)


def test_every_format_is_described_in_both_languages_and_named_once():
    assert FORMATS[0] is DEFAULT
    assert len({one.name for one in FORMATS}) == len({one.label for one in FORMATS}) == len(FORMATS)
    for one in FORMATS:
        assert one.description.zh.endswith("。")
        assert one.description.en.endswith(".")
        assert one.ending.startswith(".")
        assert by_name(one.name.upper()) is one


def test_a_wrong_name_suggests_the_nearest():
    with pytest.raises(HisightError, match=r"no export format parket\. Did you mean parquet\?"):
        by_name("parket")
    with pytest.raises(HisightError, match=r"There are: bundle, har"):
        by_name("???")


@pytest.mark.parametrize(
    ("name", "format_"),
    [
        ("a.zip", "bundle"),
        ("a.hisight.zip", "bundle"),
        ("A.HAR", "har"),
        ("a.csv", "csv"),
        ("a.xml", "soapui"),
        ("a.postman_collection.json", "postman"),
    ],
)
def test_a_name_tells_its_format(name, format_):
    assert by_file(Path(name)).name == format_


def test_a_name_that_tells_nothing_is_one_line():
    with pytest.raises(HisightError, match=r"--format, or choose an ending: \.hisight\.zip, \.har"):
        by_file(Path("calls"))
