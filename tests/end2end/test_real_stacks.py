"""Real SOAP stacks call the mock HIS through the proxy, in every style that they can speak; each call is read and verified."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import pytest
from tests.end2end.capturing import KEY, Capture

from hisight.capture import Session
from hisight.mock import PEERS, Peer
from hisight.mock.content import write
from hisight.mock.styles import STYLES, Style
from hisight.profiles import given
from hisight.protocol import compose_root, open_message
from hisight.reading import Reader

PROGRAMS = Path(__file__).with_name("stacks")


@dataclass(frozen=True)
class Stack:
    """A SOAP library, driven by a program of its own language."""

    command: tuple[str, ...]
    versions: tuple[str, ...] = ("soap-1.1", "soap-1.2")
    cdata: tuple[bool, ...] = (False, True)
    """Whether it can hand over a string in CDATA, and whether it can escape it."""
    trips_over_cdata: bool = False
    """True when it cannot read what the HIS answers in CDATA."""
    reads_mtom: bool = True
    """Whether it can read an answer in MIME parts."""

    def calls(self, origin: str) -> list[dict]:
        """One call of each kind, for both hospitals."""
        kinds = product(STYLES.values(), self.versions, self.cdata, PEERS, ("NetTest", "HisService"))
        kinds = (kind for kind in kinds if self._can(*kind))
        return [
            {
                "wsdl": f"{origin}{style.path}?wsdl",
                "path": style.path,
                "rpc": style.style == "rpc",
                "binary": style.binary,
                "version": version,
                "cdata": cdata,
                "operation": operation,
                "peer": peer.user_id,
                "root": compose_root(
                    "request",
                    {"FUN_CODE": "1001", "USER_ID": peer.user_id},
                    write("REQ", [("HOSPITAL_ID", peer.hospital_id), ("IP", "127.0.0.1")]),
                    peer.scheme,
                ),
            }
            for style, version, cdata, peer, operation in kinds
        ]

    def _can(self, style: Style, version: str, cdata: bool, peer: Peer, operation: str) -> bool:
        """Whether it can make such a call, and nothing is to be learned from another one already."""
        if (style.one_for_all and operation == "NetTest") or (style.mtom and not self.reads_mtom):
            return False
        if style.binary and cdata:
            return False  # base64 needs neither
        new = style.one_for_all or style.binary or style.mtom or style.forms
        return not new or (peer is PEERS[0] and operation == "HisService")


STACKS = {
    "zeep": Stack((sys.executable, "call_zeep.py"), cdata=(False,)),
    "suds": Stack((sys.executable, "call_suds.py"), versions=("soap-1.1",), reads_mtom=False),
    "npm-soap": Stack(("node", "call.js"), trips_over_cdata=True),
    "php": Stack(("php", "call.php"), reads_mtom=False),
}


def why_missing(stack: Stack) -> str:
    """What is not installed here; empty when all is."""
    program = stack.command[0]
    if shutil.which(program) is None:
        return f"{program} is not installed"
    probes = {"node": ("-e", "require('soap')"), "php": ("-r", "exit(class_exists('SoapClient') ? 0 : 1);")}
    probe = subprocess.run([program, *probes.get(program, ("-c", ""))], capture_output=True, check=False)
    return f"{program} lacks its SOAP library" if probe.returncode else ""


@pytest.mark.parametrize("name", STACKS)
def test_every_call_of_a_real_stack_is_read_and_verified(his, tmp_path, catalog, name):
    stack = STACKS[name]
    if missing := why_missing(stack):
        pytest.skip(missing)
    capture = Capture(his, tmp_path / "calls.hisight", tmp_path / "home")
    calls = stack.calls(f"http://127.0.0.1:{capture.port}")
    done = subprocess.run(
        stack.command,
        cwd=PROGRAMS,
        input=json.dumps(calls),
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
        check=False,
    )
    assert capture.close() == 0
    assert done.returncode == 0, done.stderr
    schemes = {peer.user_id: peer.scheme for peer in PEERS}
    for call, answer in zip(calls, json.loads(done.stdout), strict=True):
        if answer is None:
            assert stack.trips_over_cdata
            assert STYLES[call["path"]].in_cdata
        else:
            opened = open_message("response", answer.encode(), lambda _, peer=call["peer"]: schemes[peer])
            assert opened.signature.verdict == "valid"

    reader = Reader(catalog, scheme=given(KEY))
    with Session.open(capture.session) as session:
        readings = [reader.read(exchange) for exchange in session.exchanges(session.ids())]
    business = [reading for reading in readings if reading.call.is_business]
    for call, reading in zip(calls, business, strict=True):
        request, response = reading.call.messages
        assert (reading.findings, reading.call.return_code, reading.failed) == ((), "0", False), call
        assert [message.signature.verdict for message in (request, response)] == ["valid"] * 2
        assert [message.transport.kind for message in (request, response)] == [call["version"]] * 2
        style = STYLES[call["path"]]
        assert (reading.call.operation, request.transport.style) == (
            call["operation"],
            "base64" if style.binary else "cdata" if call["cdata"] else "escaped",
        )
        assert response.transport.style == ("base64" if style.binary else "cdata" if style.in_cdata else "escaped")
        assert response.package.kind == ("mtom" if style.mtom else "")
        assert request.payload.state == ("decrypted" if call["peer"] == "demo-aes" else "plain")
