import zeep
from tests.end2end.capturing import KEY, Capture

from hisight.capture import Session
from hisight.mock import PEERS
from hisight.mock.content import write
from hisight.profiles import given
from hisight.protocol import compose_root, open_message
from hisight.reading import Reader


def test_zeep_calls_through_the_proxy_and_every_call_is_read_and_verified(his, tmp_path, catalog):
    capture = Capture(his, tmp_path / "zeep.hisight", tmp_path / "home")
    with zeep.Client(f"http://127.0.0.1:{capture.port}/HisService?wsdl") as client:
        for peer in PEERS:
            for fun_code, values in (("1001", [("IP", "127.0.0.1")]), ("2005", [])):
                fields = {"FUN_CODE": fun_code, "USER_ID": peer.user_id}
                document = write("REQ", [("HOSPITAL_ID", peer.hospital_id), *values])
                answer = client.service.HisService(xml=compose_root("request", fields, document, peer.scheme))
                opened = open_message(None, answer.encode(), lambda _, scheme=peer.scheme: scheme)
                assert opened.signature.verdict == "valid"
    told = [line for line in (capture.read() for _ in range(6)) if line["event"] == "call"]
    assert capture.close() == 0

    with Session.open(capture.session) as session:
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
    assert f"http://127.0.0.1:{capture.port}/HisService".encode() in wsdl.response_body_sent
