"""hisight.capture.statistics"""

import pytest

from hisight.capture import Filter, Summary
from hisight.capture.statistics import LATENCY_LIMITS, FunctionStatistics, Tally


@pytest.fixture
def calls(session, exchange):
    latencies = [*range(1, 100), 20_000]
    session.append([exchange(duration_ms=float(ms)) for ms in latencies] + [exchange(duration_ms=0.25)] * 2)
    summaries = [Summary(number, "2007", "OrderReg", "预约", failed=number > 90) for number in range(1, 101)]
    session.store_summaries([*summaries, Summary(101)], "r")  # the last was not read yet
    return session


def test_each_function_has_its_counts_and_latencies(calls):
    order, other = calls.statistics()
    histogram = (0, 2, 7, 20, 70, 0, 0, 0, 0, 1, 0, 0)
    assert order == FunctionStatistics("2007", "OrderReg", "预约", 100, 10, 50.0, 95.0, histogram)
    assert (other.fun_code, other.count, other.failures, other.p95_ms, other.histogram[0]) == ("", 1, 0, 0.2, 1)
    assert len(histogram) == len(LATENCY_LIMITS) + 1


def test_a_filter_bounds_what_is_counted(calls):
    (order,) = calls.statistics(Filter("failed:yes ms<1000"))
    assert (order.count, order.failures, order.p50_ms) == (9, 9, 95.0)
    assert calls.statistics(Filter("fun:1")) == []


def test_a_tally_counts_only_what_is_new(calls, exchange):
    tally = Tally()
    assert calls.statistics(tally=tally)[0].count == 100
    calls.store_summaries([Summary(102, "2007")], "r")
    calls._connection.execute("UPDATE summary SET fun_code = 'changed' WHERE exchange_id < 50")
    assert calls.statistics(tally=tally)[0].count == 101
    assert tally.last == 102
    assert calls.statistics(tally=tally)[0].count == 101


def test_an_empty_session_has_none(session):
    assert session.statistics() == []
