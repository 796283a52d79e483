import http.client
import socket
import struct
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from datetime import datetime

import pytest
import zeep

from hisight.mock import ENCRYPTED, FAULTS, PEERS, PLAIN, HisServer, MockHis
from hisight.mock.clock import Clock
from hisight.mock.his import NAMESPACE
from hisight.mock.styles import STYLES
from hisight.protocol import compose_root, open_message, soap_request


@pytest.fixture
def server():
    with HisServer(MockHis(PEERS)) as server:
        yield server


def _root(fun_code, content, peer=PLAIN):
    document = f"<REQ><HOSPITAL_ID>{peer.hospital_id}</HOSPITAL_ID>{content}</REQ>"
    return compose_root("request", {"FUN_CODE": fun_code, "USER_ID": peer.user_id}, document, peer.scheme)


def _opened(text, peer=PLAIN):
    return open_message("response", text.encode(), lambda _envelope: peer.scheme)


DEPARTMENTS = "<DEPT_ID>0</DEPT_ID><PAGE_CURRENT>1</PAGE_CURRENT><PAGE_SIZE>20</PAGE_SIZE>"


@pytest.mark.parametrize("peer", PEERS)
@pytest.mark.parametrize("operation", ["GetDeptInfo", "HisService"])
def test_zeep_reads_the_wsdl_and_calls(server, operation, peer):
    with zeep.Client(f"{server.url}?wsdl") as client:
        answer = client.service[operation](xml=_root("2001", DEPARTMENTS, peer))
    message = _opened(answer, peer)
    assert message.envelope.get("RETURN_CODE") == "0"
    assert message.signature.verdict == "valid"
    assert "<DEPT_NAME>妇产科</DEPT_NAME>" in message.payload.xml


def test_the_wsdl_names_the_his_itself_whatever_it_was_called(server):
    request = urllib.request.Request(f"{server.url}?WSDL", headers={"Host": "proxy.example:9000"})
    with urllib.request.urlopen(request) as answer:
        assert f'location="{server.url}"'.encode() in answer.read()


@pytest.mark.parametrize("path", STYLES)
def test_every_style_is_spoken_in_both_soap_versions(server, path):
    for port, kind in (("HisSoap", "text/xml"), ("HisSoap12", "application/soap+xml")):
        with zeep.Client(f"{server.origin}{path}?wsdl") as client:
            sent = client.transport.post_xml
            types = []
            client.transport.post_xml = lambda *given, sent=sent, types=types: types.append(sent(*given)) or types[-1]
            style, root = STYLES[path], _root("1001", "<IP>127.0.0.1</IP>")
            name = "HisService" if style.one_for_all else "NetTest"
            answer = client.bind("His", port)[name](xml=root.encode() if style.binary else root)
        assert _opened(answer.decode() if style.binary else answer).envelope.get("RETURN_CODE") == "0"
        content_type = types[0].headers["Content-Type"]
        assert content_type.startswith(kind) or (style.mtom and f'start-info="{kind}"' in content_type)


def test_a_form_is_answered_by_post_and_by_get(server):
    form = urllib.parse.urlencode({"xml": _root("1001", "<IP>127.0.0.1</IP>")})
    url = f"{server.origin}/HisService.asmx/NetTest"
    for address, data in ((url, form.encode()), (f"{url}?{form}", None)):
        with urllib.request.urlopen(address, data=data) as answer:
            message = _opened(answer.read().decode())
        assert (message.transport.kind, message.envelope.get("RETURN_CODE")) == ("asmx-string", "0")


def test_a_body_in_chunks_is_read(server):
    body = soap_request("NetTest", "xml", _root("1001", "<IP>127.0.0.1</IP>"), NAMESPACE).encode()
    connection = http.client.HTTPConnection("127.0.0.1", server.port)
    for _ in range(2):
        connection.request("POST", "/HisService", iter((body[:100], body[100:])), encode_chunked=True,
                           headers={"Transfer-Encoding": "chunked"})  # fmt: skip
        assert _opened(connection.getresponse().read().decode()).envelope.get("RETURN_CODE") == "0"
    connection.request("POST", "/HisService", b"zz\r\n", headers={"Transfer-Encoding": "chunked"})
    assert connection.getresponse().status == 411
    connection.close()


def test_the_clock_is_put_forward_where_it_can_be(server):
    def post(server, step):
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(f"{server.origin}/mock/clock", data=step)
        with refused.value as answer:
            return answer.code

    assert post(server, b"+600") == 409
    with HisServer(MockHis(PEERS, Clock())) as own:
        url = f"{own.origin}/mock/clock"
        with urllib.request.urlopen(url) as before, urllib.request.urlopen(url, data=b"+660") as after:
            first, then = (datetime.fromisoformat(one.read().decode().strip()) for one in (before, after))
        assert 660 <= (then - first).total_seconds() < 720
        assert post(own, b"-1") == 400


def test_the_port_may_be_chosen_and_must_be_free(server):
    with pytest.raises(OSError, match="in use"):
        HisServer(MockHis(PEERS), port=server.port)


def test_other_places_do_not_exist(server):
    for method, path in (("GET", "/"), ("GET", "/HisService"), ("POST", "/other")):
        request = urllib.request.Request(server.origin + path, data=b"" if method == "POST" else None, method=method)
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(request)
        with refused.value as answer:
            assert answer.code == 404


def test_a_body_without_a_length_is_refused(server):
    connection = http.client.HTTPConnection("127.0.0.1", server.port)
    connection.putrequest("POST", "/HisService")
    connection.endheaders()
    assert connection.getresponse().status == 411
    connection.close()


def test_what_is_no_soap_gets_a_fault_with_500(server):
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(server.url, data=b"hello")
    with refused.value as answer:
        assert (answer.code, b"soap:Fault" in answer.read()) == (500, True)


def _post(connection, fun_code, content, peer=PLAIN):
    body = soap_request("HisService", "xml", _root(fun_code, content, peer), NAMESPACE).encode()
    connection.request("POST", "/HisService", body, {"Content-Type": "text/xml; charset=utf-8"})
    return _opened(connection.getresponse().read().decode(), peer)


def test_one_connection_takes_several_calls_and_closing_hangs_up_on_it():
    with HisServer(MockHis(PEERS)) as server:
        connection = http.client.HTTPConnection("127.0.0.1", server.port)
        for peer in (PLAIN, ENCRYPTED, PLAIN):
            assert _post(connection, "1001", "<IP>127.0.0.1</IP>", peer).envelope.get("RETURN_CODE") == "0"
    with pytest.raises(ConnectionRefusedError), connection.sock:
        http.client.HTTPConnection("127.0.0.1", server.port).connect()


def test_many_clients_at_once_never_get_the_same_place(server):
    shift = next(shift for shift in server.his.state.shifts.values() if shift.held and shift.sold < shift.total)
    places = shift.total - shift.sold
    codes = []

    def lock(number):
        connection = http.client.HTTPConnection("127.0.0.1", server.port)
        facts = {"LOCK_ID": number, "REG_ID": shift.reg_id, "DEPT_ID": shift.doctor.department}
        facts |= {"DOCTOR_ID": shift.doctor.id, "REG_DATE": shift.day, "TIME_FLAG": shift.time_flag}
        facts |= {"REG_FEE": shift.fee, "TREAT_FEE": shift.treat_fee}
        content = "".join(f"<{name}>{value}</{name}>" for name, value in facts.items())
        codes.append(_post(connection, "2005", content).envelope.get("RETURN_CODE"))
        connection.close()

    threads = [threading.Thread(target=lock, args=(number,)) for number in range(1, places + 6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(codes) == ["0"] * places + ["200505"] * 5


def test_a_slow_answer_does_not_outlive_the_server():
    began = time.monotonic()
    with HisServer(MockHis(PEERS)) as server:
        server.his.befall(FAULTS["slow-answer"])
        connection = http.client.HTTPConnection("127.0.0.1", server.port)
        connection.request(
            "POST", "/HisService", soap_request("OrderReg", "xml", _root("2007", ""), NAMESPACE).encode()
        )
        time.sleep(0.2)  # until the HIS has begun to dawdle
    connection.close()
    assert time.monotonic() - began < 1


def test_a_caller_who_does_not_wait_for_the_answer_leaves_no_traceback(capfd):
    with HisServer(MockHis(PEERS)) as server:
        server.his.befall(FAULTS["slow-answer"])
        connection = http.client.HTTPConnection("127.0.0.1", server.port)
        connection.request(
            "POST", "/HisService", soap_request("OrderReg", "xml", _root("2007", ""), NAMESPACE).encode()
        )
        time.sleep(0.2)  # until the HIS has begun to dawdle
        connection.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # close with a reset
        connection.close()
    assert capfd.readouterr().err == ""


def test_a_mistake_of_ours_is_shown(server, monkeypatch, capfd):
    monkeypatch.setattr(server.his, "reply", None)
    with pytest.raises(http.client.RemoteDisconnected):
        urllib.request.urlopen(server.url, data=b"hello")
    assert "TypeError" in capfd.readouterr().err


def test_a_server_that_never_started_closes():
    HisServer(MockHis(PEERS)).close()
