import json
import os
import signal
import socket
import subprocess
import sys
import urllib.request

import pytest
import zeep

from hisight.mock import DEMO_KEY, PLAIN
from hisight.mock.peers import OTHER_KEY
from hisight.protocol import Scheme, compose_root, open_message


class His:
    """A running `hisight mock his`."""

    def __init__(self, *arguments: str, home) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "hisight", "mock", "his", "--listen", "127.0.0.1:0", "--json", *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            env={**os.environ, "XDG_DATA_HOME": str(home), "PYTHONUTF8": "1"},
        )
        self.told = json.loads(self.process.stdout.readline())

    def code(self, scheme: Scheme, user_id: str, hospital_id: str) -> str:
        """RETURN_CODE of a NetTest, asked with zeep."""
        document = f"<REQ><HOSPITAL_ID>{hospital_id}</HOSPITAL_ID><IP>127.0.0.1</IP></REQ>"
        root = compose_root("request", {"FUN_CODE": "1001", "USER_ID": user_id}, document, scheme)
        with zeep.Client(self.told["wsdl"][0]) as client:
            answer = open_message("response", client.service.NetTest(xml=root).encode(), lambda _envelope: scheme)
        return answer.envelope.get("RETURN_CODE")

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        _, said = self.process.communicate(timeout=20)
        assert said == ""
        return self.process.returncode


def test_it_answers_its_two_users_until_it_is_stopped(tmp_path):
    his = His(home=tmp_path)
    assert his.told["event"] == "listening"
    assert len(his.told["wsdl"]) == 8
    assert his.code(PLAIN.scheme, "demo-plain", "SL02") == "0"
    assert his.code(PLAIN.scheme, "somebody", "SL02") == "4"
    with urllib.request.urlopen(f"{his.told['url']}/mock/clock", data=b"+660") as answer:
        assert answer.status == 200
    assert his.stop() == 0


@pytest.mark.parametrize(("option", "code"), [((), "7"), (("--no-verify",), "0")])
def test_with_a_key_anybody_may_call_who_signs_with_it(tmp_path, option, code):
    his = His("--key", DEMO_KEY.secret.decode(), *option, home=tmp_path)
    for cipher in ("none", "aes-128-ecb"):
        assert his.code(Scheme(cipher, "sorted-query-key", (DEMO_KEY,)), "anybody", "anywhere") == "0"
    assert his.code(Scheme("none", "sorted-query-key", (OTHER_KEY,)), "anybody", "anywhere") == code
    assert his.stop() == 0


def test_a_taken_port_and_an_address_that_is_none_are_one_line(complains):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert "cannot listen" in complains("mock", "his", "--listen", f"127.0.0.1:{taken.getsockname()[1]}")
    assert "is not right" in complains("mock", "his", "--listen", "nonsense")
    assert "--cipher does not know rot13" in complains("mock", "his", "--cipher", "rot13")
    assert "there is no profile nobody" in complains("mock", "his", "--profile", "nobody")
