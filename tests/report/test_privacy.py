"""No report holds anything of a patient, whatever a peer has put wherever."""

import io
import zipfile
from dataclasses import replace

import pytest
from tests.report.messages import AGREED, READER, exchange, good, signing

from hisight.capture import Exchange, Session
from hisight.mock.peers import OTHER_KEY
from hisight.report.as_text import as_text
from hisight.report.gathering import Report, gather
from hisight.report.writing import FORMATS

NAMES = ("张三丰", "欧阳娜娜", "ZHANGSAN", "LI")
NUMBERS = ("000000199001011234", "10012345678", "1990-01-01", "P00012345")
PLANTED = (*NAMES, *NUMBERS)


def planted(number: int) -> list[Exchange]:
    """Calls with such a value in every field, as a code, as a tag, in the envelope, broken in every way."""
    value = PLANTED[number % len(PLANTED)]
    request, answer = (good("1002", direction) for direction in ("request", "response"))
    everywhere = {xml: xml.replace(">1<", f">{value}<") for xml in (request, answer)}
    sex = request[request.index("<SEX>") : request.index("</SEX>")]
    # An element in Latin letters is a field that somebody has made up, and has to be named.
    tag = value if value not in NAMES or not value.isascii() else "OPENID"
    spoiled = value.encode().decode("gb18030", "replace")
    gbk = signing(charset="gb18030")
    base = [
        exchange("1002", everywhere[request], everywhere[answer]),
        exchange("1002", request.replace(sex, f"<SEX>{value}")),
        exchange("1002", request.replace("</REQ>", f"<{tag}>{value}</{tag}></REQ>")),
        exchange("1002", request.replace("NAME>", f"{tag}NAME>")),
        exchange("1002", request.replace("1990", value)),
        exchange("1002", None, "", code=value, message=value),
        exchange("1002", None, "", code="99", message=value),
        exchange("1002", None, answer.replace(">1<", f">{spoiled}<"), message=spoiled),
        exchange("1002", None, answer, message=value, answering=gbk),
        exchange("1002", None, everywhere[answer], message=value, charset="gb18030"),
        exchange("1002", everywhere[request], asking=replace(AGREED, keys=(OTHER_KEY,))),
        exchange("1002", f"<REQ>{value}"),
        exchange("1002", f"<{tag}/>"),
    ]
    made = exchange("1002")
    base += [
        replace(made, request_body=made.request_body.replace(b"1002", value.encode())),
        replace(made, request_body=made.request_body.replace(b"1002", b"").replace(b"CreatePat", b"X" + tag.encode())),
        replace(made, response_body=b"", response_head=b"", error=f"refused: {value}"),
        replace(
            made, response_body=f"<html>{value}</html>".encode(), response_head=f"HTTP/1.1 500 {value}\r\n\r\n".encode()
        ),
        replace(made, response_head=made.response_head.replace(b"utf-8", value.encode())),
        replace(made, url=f"http://his.example/{value}?name={value}"),
    ]
    return [replace(one, started=1.8e9 + place) for place, one in enumerate(base)]


@pytest.fixture(scope="module")
def report(tmp_path_factory) -> Report:
    path = tmp_path_factory.mktemp("planted") / "planted.hisight"
    with Session.open(path, create=True) as session:
        for number in range(len(PLANTED)):
            session.append(planted(number))
    return gather([path], READER, since=path, workers=1)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("ending", [*FORMATS, "text"])
def test_no_planted_value_is_in_any_format(report, ending, language):
    data = as_text(report, language).encode() if ending == "text" else FORMATS[ending][1](report, language)
    parts = [data]
    if ending == ".xlsx":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [archive.read(name) for name in archive.namelist()]
    for part in parts:
        text = part.decode("utf-8", "replace")
        for value in PLANTED:
            if value != "LI":  # two letters are in every list
                assert value not in text
                assert value.encode().decode("gb18030", "replace") not in text


def test_the_report_is_about_all_of_it(report):
    assert report.coverage.calls == len(planted(0)) * len(PLANTED)
    assert report.troubled > report.coverage.calls / 2
    unknown = [use.unknown for one in report.coverage.functions for use in one.fields if use.unknown]
    assert {value for met in unknown for value in met} == {"…"}


def test_observations_hold_none_of_it_either():
    from hisight.report.observation import observe

    for number, value in enumerate(PLANTED):
        for one in planted(number):
            assert value == "LI" or value not in repr(observe(READER.read(one)))
