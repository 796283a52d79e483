import socket
import threading
import time
from pathlib import Path

import pytest

from hisight.capture import Exchange
from hisight.demo import Demo


class _Relay:
    """Stands where the proxy would: hands bytes through and counts connections."""

    def __init__(self, demo):
        self._upstream = (demo.upstream.host, demo.upstream.port)
        self._socket = socket.create_server((demo.listen.host, demo.listen.port))
        self.connections = 0
        threading.Thread(target=self._run, daemon=True).start()

    def _run(self):
        while True:
            try:
                client, _ = self._socket.accept()
            except OSError:
                return
            self.connections += 1
            with client:
                self._pass_on(client)

    def _pass_on(self, client):
        try:
            server = socket.create_connection(self._upstream)
        except OSError:
            return  # the demo has ended, and its HIS with it
        with server:
            there = threading.Thread(target=_pump, args=(client, server), daemon=True)
            there.start()
            _pump(server, client)
            there.join()

    def close(self):
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()


def _pump(source, target):
    try:
        while data := source.recv(65536):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)
    except OSError:
        return


@pytest.fixture
def demo(tmp_path):
    with Demo(tmp_path / "kept.hisight", pace_s=0) as demo:
        yield demo


def test_the_platform_calls_the_his_through_what_listens_between(demo):
    relay = _Relay(demo)
    statuses = [sent.status for sent in demo.calls(3)]
    relay.close()
    assert statuses == [200, 200, 200]
    assert relay.connections == 3


def test_it_calls_on_in_a_thread_until_it_is_closed(tmp_path):
    with Demo(tmp_path / "kept.hisight", pace_s=0.01) as demo:
        relay = _Relay(demo)
        demo.start()
        demo.start()  # a proxy that was started again
        deadline = time.monotonic() + 5
        while relay.connections < 4 and time.monotonic() < deadline:
            time.sleep(0.01)
    seen = relay.connections
    relay.close()
    assert seen >= 4
    assert not [thread for thread in threading.enumerate() if thread.name in ("demo-platform", "mock-his")]


def test_the_proxy_is_given_its_addresses_and_no_key(demo, tmp_path):
    arguments = " ".join(demo.arguments(tmp_path))
    assert f"{demo.upstream.origin}@{demo.listen}" in arguments
    assert str(demo.session) in arguments
    assert "DEMO-KEY" not in arguments


def test_the_reader_knows_the_key_without_profiles_and_variables(demo):
    relay = _Relay(demo)
    sent = next(iter(demo.calls(1)))
    relay.close()
    reading = demo.reader().read(
        Exchange(b"POST / HTTP/1.1\r\n\r\n", sent.request, b"HTTP/1.1 200 OK\r\n\r\n", sent.answer)
    )
    assert [message.signature.verdict for message in reading.call.messages] == ["valid", "valid"]
    assert [message.payload.state for message in reading.call.messages] == ["decrypted", "decrypted"]


def test_a_temporary_session_goes_with_the_demo_and_a_kept_one_stays(tmp_path):
    with Demo() as demo:
        demo.session.touch()
        temporary = demo.session
    assert not temporary.parent.exists()
    with Demo(tmp_path / "kept.hisight") as demo:
        demo.session.touch()
    assert (tmp_path / "kept.hisight").exists()


def test_a_session_is_absolute_because_the_proxy_may_run_elsewhere(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    with Demo(Path("here.hisight")) as demo:
        assert demo.session == tmp_path / "here.hisight"
