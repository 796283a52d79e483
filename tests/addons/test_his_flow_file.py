import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mitmproxy.test import tflow
from tests.addons.messages import pairs

from hisight.capture import Exchange
from hisight.imports import mitm

sys.path.insert(0, str(Path(__file__).parents[2] / "addons"))
import his_flow_file


def again(exchange: Exchange) -> Exchange:
    """The exchange through a flow and back."""
    flow = his_flow_file.flow_of(mitm.to_json(exchange))
    return mitm.from_json(his_flow_file.told(flow, his_flow_file.Counter()))


@given(pairs())
@settings(max_examples=100, deadline=None)
def test_every_kind_of_message_goes_into_a_flow_and_comes_back_byte_for_byte(pair):
    request, answer = pair
    exchange = Exchange(
        request.head, request.body, answer.head, answer.body,
        url="http://his:8080/his", client="127.0.0.1:1", server="[::1]:8080", started=1.5, duration_ms=7.25,
        request_framing=b"3\r\n", error="reset", parent=4, touched="cut", id=9,
    )  # fmt: skip
    assert again(exchange) == exchange


@given(st.binary(), st.binary(), st.text())
def test_nonsense_makes_a_flow_all_the_same(head, body, url):
    exchange = Exchange(head, body, head, body, url=url)
    assert again(exchange) == exchange


def test_mitmproxy_sees_what_the_call_was():
    head = b"POST /his?a=1 HTTP/1.1\r\nHost: his:8080\r\nX-A:  1 \r\n\r\n"
    exchange = Exchange(
        head, b"<ROOT/>", b"HTTP/1.1 200 OK\r\nX-B: 2\r\n\r\n", b"<A/>", url="https://his:8443/his?a=1", started=2.0
    )
    flow = his_flow_file.flow_of(mitm.to_json(replace(exchange, first_byte_ms=500)))
    assert (flow.request.method, flow.request.pretty_url) == ("POST", "https://his:8080/his?a=1")
    assert (flow.request.headers["X-A"], flow.request.raw_content) == ("1", b"<ROOT/>")
    assert (flow.response.status_code, flow.response.raw_content, flow.response.timestamp_start) == (200, b"<A/>", 2.5)


@pytest.mark.parametrize("http2", [True, False])
def test_what_a_flow_does_not_hold_is_counted(http2):
    lost = his_flow_file.Counter()
    flow = tflow.tflow(resp=True)
    flow.request.http_version = "HTTP/2.0" if http2 else "HTTP/1.1"
    his_flow_file.told(flow, lost)
    assert lost["http2" if http2 else "heads"] == 1
