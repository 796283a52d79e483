import threading
import time

import pytest

from hisight.capture import Exchange
from hisight.catalog import published
from hisight.checks import Severity
from hisight.mock import DEMO_KEY, FAULTS, PEERS, SCRIPT, HisServer, MockHis, Platform
from hisight.protocol import Scheme, open_message
from hisight.reading import Reader

ROUNDS = 2
HEAD = b"\r\nContent-Type: text/xml; charset=utf-8\r\n\r\n"


@pytest.fixture(scope="module")
def sent():
    """Two rounds of the script, over HTTP."""
    with HisServer(MockHis(PEERS)) as server:
        yield list(Platform(server.url, befall=server.his.befall).calls(ROUNDS * len(SCRIPT)))


@pytest.fixture(scope="module")
def readings(sent):
    reader = Reader(published(), scheme=Scheme(rule="sorted-query-key", keys=(DEMO_KEY,)))
    return [
        reader.read(Exchange(b"POST / HTTP/1.1" + HEAD, each.request, b"HTTP/1.1 200 OK" + HEAD, each.answer))
        for each in sent
    ]


def _code(each):
    return open_message("response", each.answer, lambda _envelope: each.step.peer.scheme).envelope.get("RETURN_CODE")


def _of(name, sent, readings):
    return [(each, reading) for each, reading in zip(sent, readings, strict=True) if each.step.fault.name == name]


def test_the_script_is_played_in_order_and_again(sent):
    assert [each.step for each in sent] == list(SCRIPT) * ROUNDS
    assert all(each.status == 200 for each in sent)


def test_what_has_no_fault_conforms_completely(sent, readings):
    pairs = _of("", sent, readings)
    assert pairs
    for each, reading in pairs:
        assert [finding for finding in reading.findings if finding.severity is not Severity.NOTE] == [], each.step


def test_what_has_no_fault_succeeds_but_for_what_was_paid(sent):
    for index, each in enumerate(sent):
        if not each.step.fault.name:
            expected = {28: "200902", 29: "200601"}.get(index % len(SCRIPT), "0")
            assert _code(each) == expected, index


@pytest.mark.parametrize(
    ("name", "code", "finding"),
    [
        ("wrong-key", "7", "wrong-key"),
        ("too-long-value", "0", "too-long"),
        ("other-date-format", "1", "other-date-format"),
        ("unknown-field", "0", "unknown-field"),
        ("misnamed-field", "0", "misnamed-field"),
        ("missing-field", "0", "missing-required"),
        ("foreign-key", "0", "bad-signature"),
        ("gbk-signature", "0", "signature-deviation"),
    ],
)
def test_a_fault_is_found_and_on_the_right_side(sent, readings, name, code, finding):
    for each, reading in _of(name, sent, readings):
        side = "request" if FAULTS[name].side == "platform" else "response"
        assert (finding, side) in {(found.name, found.direction) for found in reading.findings}
        assert _code(each) == code


def test_a_full_slot_is_refused_and_the_request_is_right(sent, readings):
    for each, reading in _of("slot-full", sent, readings):
        assert _code(each) == "200505"
        assert not [finding for finding in reading.findings if finding.severity is not Severity.NOTE]


def test_an_order_that_is_sent_twice_is_the_same_to_the_letter_and_refused(sent, readings):
    requests = [each.request for each in sent]
    for each, reading in _of("sent-twice", sent, readings):
        assert requests.count(each.request) == 2
        assert _code(each) == "200708"
        assert not [finding for finding in reading.findings if finding.severity is not Severity.NOTE]


def test_the_other_faults_show_in_their_layer(sent, readings):
    for _each, reading in _of("lower-case-digest", sent, readings):
        assert reading.call.request.signature.verdict == "valid-with-deviation"
    for _each, reading in _of("wrong-charset", sent, readings):
        assert reading.call.response.decoded.charset == "gb18030"
    for each, _reading in _of("slow-answer", sent, readings):
        assert each.duration_ms > 1200


def test_other_people_come_in_the_second_round(readings):
    names = {
        node.value
        for reading in readings
        if reading.call.fun_code == "1002" and reading.call.request.document.root
        for node in reading.call.request.document.root.walk()
        if node.name == "NAME"
    }
    assert len(names) >= 3


def test_the_same_seed_makes_the_same_calls():
    def requests():
        with HisServer(MockHis(PEERS)) as server:
            return [each.request for each in Platform(server.url, befall=server.his.befall, seed=5).calls(7)]

    assert requests() == requests()


def test_without_a_his_it_says_so_and_goes_on():
    server = HisServer(MockHis(PEERS))
    url = server.url
    server.close()
    tried = list(Platform(url).calls(3))
    assert [each.status for each in tried] == [0, 0, 0]
    assert all(each.error for each in tried)


def test_stopping_ends_a_long_wait_at_once():
    with HisServer(MockHis(PEERS)) as server:
        platform = Platform(server.url, befall=server.his.befall, pace_s=60)
        made = []
        thread = threading.Thread(target=lambda: made.extend(platform.calls()))
        thread.start()
        time.sleep(0.2)
        platform.stop()
        thread.join(2)
        assert not thread.is_alive()
        assert len(made) == 1
