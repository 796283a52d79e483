"""Observations added up."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.gui import recorded
from tests.report.messages import READER, exchange

from hisight.report.coverage import CallId
from hisight.report.observation import observe
from hisight.report.tally import Tally, _share


def tallied(*exchanges, session: int = 0):
    tally = Tally(READER.catalog)
    for one in exchanges:
        tally.add(session, observe(READER.read(one)))
    return tally.coverage(["a", "b"])


def test_what_was_called_is_counted_by_function_and_code():
    coverage = tallied(exchange("2001", number=1), exchange("2001", None, "", number=2, code="12", message="无"))
    one = next(one for one in coverage.functions if one.code == "2001")
    assert (one.calls, one.failed, dict(one.return_codes)) == (2, 1, {"0": 1, "12": 1})
    assert one.failure == CallId(0, 2)


def test_codes_that_were_never_met_are_named():
    coverage = tallied(exchange("1002"))
    fields = next(one for one in coverage.functions if one.code == "1002").fields
    sex = next(use for use in fields if use.place.name == "SEX" and use.place.direction == "request")
    assert (dict(sex.codes), sex.untried) == ({"1": 1}, ("2", "3", "4"))


def test_the_first_and_the_last_call_give_the_time():
    coverage = tallied(exchange(number=5), exchange(number=2), exchange(number=9))
    assert coverage.last - coverage.first == 7


def test_the_order_of_calls_changes_nothing_but_examples():
    forth, back = (tallied(*way) for way in (recorded.exchanges(), recorded.exchanges()[::-1]))
    for one, other in zip(forth.functions, back.functions, strict=True):
        assert (one.calls, one.failed, one.fields) == (other.calls, other.failed, other.fields)
        assert {rule.code: rule.count for rule in one.rules} == {rule.code: rule.count for rule in other.rules}


@pytest.mark.parametrize(("share", "value"), [(0.5, 2.0), (0.95, 4.0), (0.25, 1.0)])
def test_a_share_is_a_value_that_was_met(share, value):
    assert _share([1.0, 2.0, 3.0, 4.0], share) == value


def test_nothing_has_no_latency():
    assert _share([], 0.5) == 0.0


@given(st.lists(st.floats(0, 1e6), min_size=1), st.floats(0.01, 1))
def test_so_many_are_at_most_as_slow(values, share):
    found = _share(sorted(values), share)
    assert found in values
    assert sum(value <= found for value in values) >= len(values) * share - 1e-6


def test_what_surrounds_the_calls_is_counted_apart():
    wsdl = replace(
        exchange(), request_head=b"GET /his?wsdl HTTP/1.1\r\n\r\n", request_body=b"", response_body=b"<definitions/>"
    )
    coverage = tallied(exchange(), wsdl)
    assert (coverage.calls, coverage.surrounding) == (1, 1)


def test_what_no_interface_has_stands_behind_the_others():
    made = exchange("1001")
    body = made.request_body.replace(b"1001", b"1999").replace(b"NetTest", b"PubService")
    coverage = tallied(replace(made, request_body=body))
    (other,) = coverage.others
    assert (other.label, other.name, other.calls, other.state) == ("1999", "", 1, "errors")
