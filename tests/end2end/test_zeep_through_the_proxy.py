import json
import os
import subprocess
import sys
from pathlib import Path

import zeep

from hisight import proxy
from hisight.capture import Session
from hisight.mock import PEERS, HisServer
from hisight.mock.content import write
from hisight.profiles import given
from hisight.protocol import compose_root, open_message
from hisight.reading import Reader

KEY = PEERS[0].scheme.key.secret.decode()


class Capture:
    """A running `hisight capture --json` in front of a mock HIS: the real mitmdump, in processes of their own."""

    def __init__(self, his: HisServer, session: Path, home: Path) -> None:
        self.session = session
        self.port = proxy.free_port()
        self.process = subprocess.Popen(
            [
                *(sys.executable, "-m", "hisight", "capture", "--json"),
                *("--listen", f"127.0.0.1:{self.port}", "--upstream", his.origin, "--session", str(session)),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            env={**os.environ, "HISIGHT_KEY": KEY, "XDG_DATA_HOME": str(home), "PYTHONUTF8": "1"},
        )
        assert self.read()["event"] == "listening"

    def read(self) -> dict:
        return json.loads(self.process.stdout.readline())

    def close(self) -> int:
        self.process.stdin.close()
        self.process.stdout.read()
        self.process.stdout.close()
        return self.process.wait(30)


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
    told = [capture.read() for _ in range(5)]
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
    # The WSDL came through the proxy too, and names the proxy: the generated client did not go past it.
    assert b"wsdl" in readings[0].call.exchange.response_body
    assert f"127.0.0.1:{capture.port}".encode() in readings[0].call.exchange.response_body
