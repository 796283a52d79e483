from dataclasses import replace

import pytest

from hisight.capture import Exchange, Session
from hisight.protocol import Scheme, compose_root
from hisight.reading import Reader, summarise
from hisight.reading.related import MOST_KEYS, business_keys, related

PLAIN = Scheme("none", "elements-keyless")


@pytest.fixture
def reader(catalog) -> Reader:
    return Reader(catalog, scheme=PLAIN)


def call(code: str, xml: str, answer: str = "") -> Exchange:
    request = compose_root("request", {"FUN_CODE": code, "USER_ID": "u"}, xml, PLAIN)
    response = compose_root("response", {"RETURN_CODE": "0", "RETURN_MSG": "成功"}, answer, PLAIN)
    return Exchange(b"POST / HTTP/1.1\r\n\r\n", request.encode(), b"HTTP/1.1 200 OK\r\n\r\n", response.encode())


LOCK = call("2005", "<REQ><LOCK_ID>K-000001</LOCK_ID></REQ>")
UNLOCK = call("2006", "<REQ><LOCK_ID>K-000001</LOCK_ID></REQ>")
OTHER = call("2006", "<REQ><LOCK_ID>K-0000012</LOCK_ID></REQ>")


@pytest.fixture
def session(tmp_path, reader):
    with Session.open(tmp_path / "s.hisight", create=True) as opened:
        opened.append([LOCK, OTHER, UNLOCK])
        opened.append([replace(OTHER, parent=2), LOCK])
        opened.store_summaries([summarise(reader.read(one)) for one in opened.since(0)], reader.fingerprint)
        opened.append([LOCK])  # nobody has read it yet
        yield opened


def found(session, reader, number: int) -> list[tuple[int, list[str], bool]]:
    lines = related(session, reader.read(session.get(number)))
    return [(line.row.id, [key.name for key in line.shared], line.replay) for line in lines]


def test_calls_with_the_same_lock_belong_together_and_a_longer_lock_does_not(session, reader):
    assert [number for number, _, _ in found(session, reader, 1)] == [1, 3, 5]


def test_a_replay_and_its_original_find_each_other(session, reader):
    assert found(session, reader, 2) == [(2, ["LOCK_ID"], False), (4, ["LOCK_ID"], True)]
    assert found(session, reader, 4) == [(2, ["LOCK_ID"], True), (4, ["LOCK_ID"], False)]


def test_a_call_without_keys_is_alone(session, reader, read):
    session.append([call("1001", "<REQ><HOSPITAL_ID>1</HOSPITAL_ID></REQ>")])
    assert found(session, reader, 7) == [(7, [], False)]
    assert related(session, reader.read_alone("request", b"<REQ/>")) == []


def test_a_value_with_blanks_is_found_whole(session, reader):
    session.append(
        [call("2006", "<REQ><LOCK_ID>A  B C</LOCK_ID></REQ>"), call("2006", "<REQ><LOCK_ID>A  B C</LOCK_ID></REQ>")]
    )
    session.store_summaries([summarise(reader.read(session.get(8)))], reader.fingerprint)
    assert [number for number, _, _ in found(session, reader, 7)] == [7, 8]


def test_a_long_list_gives_no_more_keys_than_a_person_can_follow(reader):
    records = "".join(f"<RECORD><HOSP_ORDER_ID>H{n}</HOSP_ORDER_ID></RECORD>" for n in range(30))
    xml = f"<RES>{records}</RES>"
    reading = reader.read_alone("response", xml.encode(), fun_code="2012")
    assert len(business_keys(reading)) <= MOST_KEYS
