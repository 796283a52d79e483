"""Sessions about invented patients."""

import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from hisight.capture import Exchange, Session
from hisight.export.evidence import Evidence
from hisight.protocol import Key, Scheme, compose_root, soap_answer, soap_request
from hisight.reading import Reader

NAME, NUMBER, PHONE = "李望舒", "000000199001010059", "10012345678"
ASKED = (
    f"<REQ><HOSPITAL_ID>SL01</HOSPITAL_ID><ID_TYPE>1</ID_TYPE><ID_NO>{NUMBER}</ID_NO><NAME>{NAME}</NAME><SEX>9</SEX>"
    f"<BIRTHDAY>1990-01-01</BIRTHDAY><MOBILE>{PHONE}</MOBILE></REQ>"
)
ANSWERED = f"<RES><HOSP_PATIENT_ID>P00071234</HOSP_PATIENT_ID><CARD_NO>C88001234</CARD_NO><ID_NO>{NUMBER}</ID_NO></RES>"


@pytest.fixture
def exchange(key) -> Callable[..., Exchange]:
    def make(cipher: str = "aes-128-ecb", *, signed_by: Key = key, said: str = f"{NAME}，成功", **more) -> Exchange:
        scheme = Scheme(cipher, "sorted-query-key", (signed_by,))
        request = compose_root("request", {"FUN_CODE": "1002", "USER_ID": "0001"}, ASKED, scheme)
        answer = compose_root("response", {"RETURN_CODE": "0", "RETURN_MSG": said}, ANSWERED, scheme)
        bodies = (
            soap_request("CreatePat", "xml", request, "http://his/"),
            soap_answer("CreatePat", answer, "http://his/"),
        )
        made = Exchange(
            b"POST /his HTTP/1.1\r\nContent-Type: text/xml; charset=utf-8\r\nAuthorization: Basic c2VjcmV0\r\n\r\n",
            bodies[0].encode(),
            b"HTTP/1.1 200 OK\r\nContent-Type: text/xml; charset=utf-8\r\n\r\n",
            bodies[1].encode(),
            url="http://his.example:8080/his",
            started=1_795_000_000.25,
            duration_ms=182.44,
        )
        return replace(made, **more)

    return make


@pytest.fixture
def reader(catalog, scheme) -> Reader:
    return Reader(catalog, scheme=scheme)


@pytest.fixture
def session(tmp_path):
    """Make a session of exchanges."""
    opened = []

    def make(*exchanges: Exchange) -> Session:
        opened.append(Session.open(tmp_path / "recorded.hisight", create=True))
        opened[0].append(exchanges)
        return opened[0]

    yield make
    for one in opened:
        one.close()


@pytest.fixture
def evidence(reader) -> Callable[..., Evidence]:
    """A call as it would leave if nothing had to be replaced."""

    def make(exchange: Exchange, left_out=(), clean=str) -> Evidence:
        numbered = replace(exchange, id=42)
        return Evidence(numbered, reader.read(numbered), dict(left_out), clean)

    return make


@pytest.fixture
def unpacked() -> Callable[[Path], dict[str, bytes]]:
    def unpack(file: Path) -> dict[str, bytes]:
        with zipfile.ZipFile(file) as archive:
            assert archive.testzip() is None
            return {name: archive.read(name) for name in archive.namelist()}

    return unpack


@pytest.fixture
def told(unpacked) -> Callable[..., dict]:
    """A JSON file of a bundle."""
    return lambda file, name="manifest.json": json.loads(unpacked(file)[name])
