"""addons/his_exchange.py is driven in test_his_capture.py and test_his_wire.py, in a real mitmdump; here what they cannot reach"""

import sys
from pathlib import Path

import pytest
from mitmproxy.test import tflow

ADDONS = Path(__file__).resolve().parents[2] / "addons"


@pytest.fixture
def his_exchange(monkeypatch):
    monkeypatch.syspath_prepend(ADDONS)
    import his_exchange

    yield his_exchange
    for name in ("his_exchange", "his_wire"):
        sys.modules.pop(name)


def test_a_message_that_did_not_come_over_http_1_is_put_together_from_its_fields(his_exchange):
    flow = tflow.tflow(resp=True)

    arrival = his_exchange.arrival(flow, flow.request, flow.response, "", 0.0)

    assert arrival.exchange.request_head.startswith(b"GET /path HTTP/1.1\r\n")
    assert arrival.exchange.response_body == b"message"
    assert (arrival.request_spool, arrival.response_spool) == (None, None)


def test_the_time_that_a_connection_took_belongs_to_the_call_that_opened_it(his_exchange):
    flow = tflow.tflow(resp=True)
    flow.server_conn.timestamp_start = flow.request.timestamp_start + 0.001
    flow.server_conn.timestamp_tcp_setup = flow.request.timestamp_start + 0.003
    flow.server_conn.timestamp_tls_setup = flow.request.timestamp_start + 0.010

    opened = his_exchange.arrival(flow, flow.request, flow.response, "", 0.0).exchange
    flow.server_conn.timestamp_start -= 1
    open_already = his_exchange.arrival(flow, flow.request, flow.response, "", 0.0).exchange

    assert (opened.connect_ms, opened.tls_ms) == pytest.approx((2, 7), abs=0.01)
    assert (open_already.connect_ms, open_already.tls_ms) == (0, 0)
