"""hisight.metrics"""

import http.client
import re
import socket
from contextlib import closing
from dataclasses import replace

import pytest
from tests.gui import recorded

from hisight.capture import events
from hisight.metrics import CONTENT_TYPE, Metrics, MetricsServer
from hisight.reading import Reader

STATE = events.State(under_way=1, waiting=2, lost=3, errors=4)
NAME = r"[a-zA-Z_:][a-zA-Z0-9_:]*"
LABEL = r'[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\["\\n])*"'
SAMPLE = re.compile(rf"({NAME})(?:\{{((?:{LABEL},)*{LABEL})\}})? (\S+)")


def parsed(text: str) -> dict[str, float]:
    """Every sample by its name and labels; strict: what the format does not allow fails (exposition format 0.0.4)."""
    assert text.endswith("\n")
    samples: dict[str, float] = {}
    kinds: dict[str, str] = {}
    family = ""
    for line in text.splitlines():
        if line.startswith("# "):
            _, word, name, rest = line.split(" ", 3)
            assert word in ("HELP", "TYPE")
            assert re.fullmatch(NAME, name)
            if word == "HELP":
                assert name not in kinds  # each family once, its lines together
                assert rest
                family = name
            else:
                assert name == family
                assert rest in ("counter", "gauge", "histogram")
                kinds[name] = rest
            continue
        found = SAMPLE.fullmatch(line)
        assert found, line
        name, labels, value = found.groups()
        base = re.sub(r"_(bucket|sum|count)\Z", "", name) if kinds.get(family) == "histogram" else name
        assert base == family
        key = f"{name}{{{labels}}}" if labels else name
        assert key not in samples
        samples[key] = float(value)
        if kinds[family] == "counter":
            assert name.endswith("_total")
            assert samples[key] >= 0
    for family, kind in kinds.items():
        if kind == "histogram":
            counts = [value for key, value in samples.items() if key.startswith(f"{family}_bucket")]
            assert counts == sorted(counts)
            assert counts[-1] == samples[f"{family}_count"]
            assert f'{family}_bucket{{le="+Inf"}}' in samples
    return samples


def strange(name: bytes) -> bytes:
    """A request for a function that no interface has."""
    return b"<ROOT><FUN_CODE>x" + name.replace(b"<", b"") + b"</FUN_CODE><USER_ID>u</USER_ID></ROOT>"


@pytest.fixture
def metrics(catalog) -> Metrics:
    made, reader = Metrics(), Reader(catalog)
    exchange = recorded.exchange()
    stranger = strange(b'"\\\n{}')
    for one in (
        replace(exchange, duration_ms=4),
        replace(exchange, duration_ms=5),
        replace(
            exchange, duration_ms=7_000, response_head=b"", response_body=b"", error="timeout: no answer within 7 s"
        ),
        replace(exchange, duration_ms=90_000, request_body=stranger),
        replace(exchange, request_head=b"GET /his?wsdl HTTP/1.1\r\n\r\n", request_body=b"", duration_ms=1),
    ):
        made.count(reader.read(one))
    return made


def test_what_is_counted_is_in_the_format_of_prometheus(metrics):
    exchange = recorded.exchange()
    samples = parsed(metrics.text(STATE))

    code = next(
        key for key in samples if key.startswith("hisight_calls_total") and "failed" in key and "other" not in key
    )
    assert re.fullmatch(r'hisight_calls_total\{function="\d{4}",outcome="failed"\}', code)
    calls = {key: value for key, value in samples.items() if key.startswith("hisight_calls_total")}
    assert sum(calls.values()) == 5
    assert any('function="none"' in key for key in calls)
    assert samples['hisight_unanswered_calls_total{kind="timeout"}'] == 1
    assert samples["hisight_call_duration_seconds_count"] == 5
    assert samples["hisight_call_duration_seconds_sum"] == pytest.approx(97.01)
    assert samples['hisight_call_duration_seconds_bucket{le="0.005"}'] == 3
    assert samples['hisight_call_duration_seconds_bucket{le="60.0"}'] == 4
    assert samples['hisight_findings_total{severity="error"}'] >= 1
    assert samples['hisight_body_bytes_total{direction="response"}'] == 4 * len(exchange.response_body)
    assert sum(value for key, value in samples.items() if key.startswith("hisight_signatures_total")) >= 3
    assert samples["hisight_proxy_up"] == 1
    names = ("calls_under_way", "backlog_calls", "lost_calls_total", "recording_errors_total")
    assert [samples[f"hisight_{name}"] for name in names] == [1, 2, 3, 4]


def test_a_proxy_that_does_not_answer_is_down_and_its_numbers_are_not_made_up(metrics):
    samples = parsed(metrics.text(None))
    assert samples["hisight_proxy_up"] == 0
    assert "hisight_lost_calls_total" not in samples
    assert parsed(Metrics().text(None))["hisight_call_duration_seconds_count"] == 0


def test_names_that_strangers_invent_make_no_new_lines(metrics, catalog):
    reader, before = Reader(catalog), len(metrics.text(None).splitlines())
    for number in range(5):
        body = strange(b"%d" % number)
        metrics.count(reader.read(replace(recorded.exchange(), request_body=body)))
    after = parsed(metrics.text(None))
    assert len(metrics.text(None).splitlines()) <= before + 3
    assert sum(value for key, value in after.items() if 'function="other"' in key) >= 5


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_it_is_served_on_request(metrics, host):
    if host == "::1" and not socket.has_ipv6:
        pytest.skip("no IPv6 here")
    with (
        MetricsServer(host, 0, lambda: metrics.text(STATE)) as server,
        closing(http.client.HTTPConnection(host, server.port)) as connection,
    ):
        for method, path, status in (("GET", "/metrics", 200), ("HEAD", "/metrics", 200), ("GET", "/", 404)):
            connection.request(method, path)
            answer = connection.getresponse()
            body = answer.read().decode()
            assert answer.status == status
            if status == 200:
                assert answer.headers["Content-Type"] == CONTENT_TYPE
            if (method, status) == ("GET", 200):
                assert parsed(body)["hisight_proxy_up"] == 1
