"""What zeep sends through the proxy is read and verified, and is sent again in every way there is."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import zeep
from tests.end2end.capturing import KEY, Capture

from hisight.capture import Session
from hisight.mock import PEERS, HisServer, MockHis
from hisight.mock.content import write
from hisight.profiles import given
from hisight.protocol import compose_root, open_message
from hisight.reading import Reader
from hisight.replay import ONLY_READING, NotPermittedError
from hisight.replay.batch import Batch, Outcome, Plan


@pytest.fixture(scope="module")
def his() -> Iterator[HisServer]:
    with HisServer(MockHis(PEERS)) as server:
        yield server


@pytest.fixture(scope="module")
def recorded(his, tmp_path_factory) -> tuple[Path, list[dict], str]:
    """The session, what `hisight capture` said of its calls, and where it listened."""
    folder = tmp_path_factory.mktemp("zeep")
    capture = Capture(his, folder / "zeep.hisight", folder / "home")
    with zeep.Client(f"http://127.0.0.1:{capture.port}/HisService?wsdl") as client:
        for peer in PEERS:
            for fun_code, values in (("1001", [("IP", "127.0.0.1")]), ("2005", [])):
                fields = {"FUN_CODE": fun_code, "USER_ID": peer.user_id}
                document = write("REQ", [("HOSPITAL_ID", peer.hospital_id), *values])
                answer = client.service.HisService(xml=compose_root("request", fields, document, peer.scheme))
                opened = open_message(None, answer.encode(), lambda _, scheme=peer.scheme: scheme)
                assert opened.signature.verdict == "valid"
    told = [line for line in (capture.read() for _ in range(6)) if line["event"] == "call"]
    proxied = f"http://127.0.0.1:{capture.port}"
    assert capture.close() == 0
    return capture.session, told, proxied


def test_zeep_calls_through_the_proxy_and_every_call_is_read_and_verified(his, recorded, catalog):
    path, told, proxied = recorded
    with Session.open(path) as session:
        rows = session.rows(session.ids())
        reader = Reader(catalog, scheme=given(KEY))
        readings = [reader.read(session.get(row.id)) for row in rows]
    assert [row.summary.fun_code for row in rows] == ["", "1001", "2005", "1001", "2005"]
    assert [row.summary.signature for row in rows[1:]] == ["valid"] * 4
    assert [row.summary.failed for row in rows[1:]] == [False, True, False, True]
    assert [reading.call.request.payload.state for reading in readings[1:]] == ["decrypted"] * 2 + ["plain"] * 2
    assert [line["id"] for line in told] == [row.id for row in rows]
    assert any(finding.name == "missing-required" for finding in readings[2].findings)
    # The WSDL came through the proxy too and named the HIS; what zeep got names the proxy, so it did not go past it.
    wsdl = readings[0].call.exchange
    assert his.url.encode() in wsdl.response_body
    assert his.url.encode() not in wsdl.response_body_sent
    assert f"{proxied}/HisService".encode() in wsdl.response_body_sent


CALLS = (2, 3, 4, 5)  # the first is the WSDL


@pytest.mark.parametrize("way", ["as recorded", "elsewhere", "fresh", "sealed by another", "twice"])
def test_what_zeep_has_sent_is_sent_again_in_every_way(recorded, catalog, way):
    reader = Reader(catalog, scheme=given(KEY))
    with Session.open(recorded[0]) as session, HisServer(MockHis(PEERS)) as other:
        last, aes = session.last_id(), PEERS[0].scheme
        plan = {
            "as recorded": Plan(),
            "elsewhere": Plan(to=other.origin),
            "fresh": Plan(fresh=True),
            "sealed by another": Plan(scheme=replace(aes, rule="elements-keyless")),
            "twice": Plan(repeat=2),
        }[way]
        batch = Batch(session, reader, CALLS, plan)
        asked = batch.question()
        assert [name.partition(" ")[0] for name, _ in asked.counts] == ["2005"]
        with pytest.raises(NotPermittedError):
            list(batch.run(ONLY_READING))
        outcomes = list(batch.run(asked.allow()))
        assert [one.original for one in outcomes] == list(CALLS) * plan.repeat
        sent = [session.get(one.number) for one in outcomes]
        assert all(one.parent == outcome.original for one, outcome in zip(sent, outcomes, strict=True))
        assert session.last_id() >= last + len(outcomes)
        if way in ("as recorded", "twice"):
            assert [one.request_body for one in sent] == [session.get(one.parent).request_body for one in sent]
        if way == "elsewhere":
            assert all(one.url.startswith(other.origin) for one in sent)
        assert [one.differs for one in outcomes] == [way == "sealed by another"] * len(outcomes), told_by(outcomes)


def told_by(outcomes: list[Outcome]) -> list[str]:
    return [str(one.reading.verdict if one.reading else one.problem) for one in outcomes]
